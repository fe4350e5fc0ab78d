"""The source tree as the walls see it: modules with their syntax, in this tree or in a copy of it."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ("src", "tests", "tools", "bench")


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file; `path` is relative to the tree's root."""

    path: Path
    text: str
    syntax: ast.Module

    @property
    def rooms(self) -> tuple[str, ...]:
        """The packages that it is in, from below `atrium`, and its own name: `("contexts", "orders", "store")`."""
        parts = self.path.with_suffix("").parts
        return parts[2:] if parts[:2] == ("src", "atrium") else parts


def modules(root: Path, folders: Sequence[str] = SOURCES) -> list[Module]:
    """Every Python file below these folders, in the order of their paths."""
    paths = sorted(path for folder in folders for path in (root / folder).rglob("*.py"))
    return [_module(root, path) for path in paths if "node_modules" not in path.parts]


def _module(root: Path, path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(root), text, ast.parse(text))
