"""How long files and functions are, and how much a function is given."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.tree import Module, modules

MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 50
MOST_PARAMETERS = 7
EXCEPTIONS = Path("tests/house/exceptions.toml")


@dataclass(frozen=True, slots=True)
class Oversize:
    """Something that is larger than it may be: `what` names it, whatever its size."""

    what: str
    size: int
    limit: str

    def __str__(self) -> str:
        return f"{self.what} has {self.size} {self.limit}"


@dataclass(frozen=True, slots=True)
class Allowed:
    """Something that may be larger than the rule says, but not larger than this, and why."""

    what: str
    size: int
    reason: str


def oversizes(root: Path) -> list[Oversize]:
    """Everything that is too large, exceptions included."""
    return [one for module in modules(root) for one in _of_module(module)]


def exceptions(root: Path) -> dict[str, Allowed]:
    """What is known to be too large."""
    known = tomllib.loads((root / EXCEPTIONS).read_text(encoding="utf-8"))
    return {one["what"]: Allowed(one["what"], one["size"], one["reason"]) for one in known.get("exception", [])}


def faults(root: Path) -> list[str]:
    """What is too large and no exception, what has grown past its exception, and exceptions that nobody needs."""
    known, found = exceptions(root), oversizes(root)
    grown = [str(one) for one in found if one.what not in known or one.size > known[one.what].size]
    sizes = {one.what: one.size for one in found}
    return grown + [
        f"{one.what} may have {one.size}, and has {sizes.get(one.what, 'no need of it')}: lower the exception"
        for one in known.values()
        if sizes.get(one.what, 0) < one.size
    ]


def _of_module(module: Module) -> Iterator[Oversize]:
    lines = module.text.count("\n")
    if lines > MOST_LINES:
        yield Oversize(str(module.path), lines, f"lines, more than {MOST_LINES}")
    for node in ast.walk(module.syntax):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _of_function(f"{module.path}: {node.name}", node)


def _of_function(what: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Oversize]:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if lines > MOST_LINES_OF_A_FUNCTION:
        yield Oversize(what, lines, f"lines, more than {MOST_LINES_OF_A_FUNCTION}")
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    parameters = [one for one in given if one.arg not in ("self", "cls")]
    if len(parameters) > MOST_PARAMETERS:
        yield Oversize(f"{what}()", len(parameters), f"parameters, more than {MOST_PARAMETERS}")
