"""What rooms show to others: their faces' words, and every name with what it takes and gives."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.house.tree import ROOT, Module, modules

SNAPSHOT = ROOT / "tests/house/faces.txt"
GLOSSARY = Path("docs/glossary.md")
CHAPTERS = ("Owns", "Promises", "Words")


def undocumented(root: Path) -> list[str]:
    """Modules without a docstring, and faces that do not say what they own, promise and mean."""
    faults: list[str] = []
    for module in modules(root):
        text = ast.get_docstring(module.syntax)
        if text is None:
            faults.append(f"{module.path} has no docstring")
        elif _is_face(module):
            faults += [f"{module.path} does not say: {chapter}" for chapter in CHAPTERS if chapter not in text]
    return faults


def words(root: Path) -> dict[str, list[str]]:
    """The words of each context, as its face has them."""
    return {module.rooms[1]: _words(ast.get_docstring(module.syntax) or "") for module in _faces(root)}


def unexplained(root: Path) -> list[str]:
    """Words of faces that the glossary does not explain."""
    glossary = (root / GLOSSARY).read_text(encoding="utf-8").lower()
    entries = {word.strip() for entry in re.findall(r"\*\*(.+?)\*\*|\*(.+?)\*", glossary) for word in entry if word}
    return [
        f"{context}: the glossary does not explain {word!r}"
        for context, known in words(root).items()
        for word in known
        if word.lower() not in entries
    ]


def snapshot(root: Path) -> str:
    """Every face of contexts and journeys, name by name, as its source has it."""
    known = {module.rooms: module for module in modules(root, ["src/atrium/contexts", "src/atrium/flows"])}
    faces = [one for rooms, one in known.items() if len(rooms) == 2 or (len(rooms) == 3 and rooms[2] == "__init__")]
    return "\n".join(line for face in faces if face.rooms[1] != "__init__" for line in _face(face, known))


def _faces(root: Path) -> list[Module]:
    return [module for module in modules(root, ["src"]) if _is_face(module)]


def _is_face(module: Module) -> bool:
    return module.rooms[0] == "contexts" and len(module.rooms) == 3 and module.rooms[2] == "__init__"


def _words(text: str) -> list[str]:
    chapter = text.partition("Words:")[2]
    marked = re.findall(r"\*(.+?)\*", chapter)
    listed = [word.strip() for word in chapter.strip().rstrip(".").split(",")]
    return [" ".join(word.split()) for word in marked or listed if word]


def _face(face: Module, known: Mapping[tuple[str, ...], Module]) -> Iterator[str]:
    """A room's public names in their order; a room that lists none shows what it is named for."""
    listed, sources = [face.rooms[1]], dict[str, tuple[str, ...]]()
    for node in face.syntax.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=names):
                listed = ast.literal_eval(names)
            case ast.ImportFrom(module=str(source), names=names):
                sources |= {name.name: tuple(source.split(".")[1:]) for name in names}
            case _:
                pass
    yield f"# {'.'.join(face.rooms[:2])}"
    for name in sorted(listed):
        yield _shown(known[sources.get(name, face.rooms)])[name]
    yield ""


def _shown(module: Module) -> dict[str, str]:
    """What a module defines at its top, by name, each as one line."""
    shown: dict[str, str] = {}
    for node in module.syntax.body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                answers = ast.unparse(node.returns) if node.returns else "?"
                shown[name] = f"{name}({ast.unparse(node.args)}) -> {answers}"
            case ast.ClassDef(name=name, bases=bases):
                kinds = f"({', '.join(ast.unparse(base) for base in bases)})" if bases else ""
                shown[name] = f"class {name}{kinds}: {', '.join(_members(node))}".rstrip(": ")
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript() as value):
                shown[name] = f"{name} = {ast.unparse(value)}"
            case ast.Assign(targets=[ast.Name(id=name)]):
                shown[name] = name
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                shown[name] = f"{name}: {ast.unparse(annotation)}"
            case _:
                pass
    return shown


def _members(node: ast.ClassDef) -> Iterator[str]:
    """A class's public fields and methods."""
    for member in node.body:
        match member:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation) if not name.startswith("_"):
                yield f"{name}: {ast.unparse(annotation)}"
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if not name.startswith("_"):
                yield f"{name}()"
            case _:
                pass
