"""Files and packages are named for what they hold, and the clock is read in one place."""

import ast
from pathlib import Path

from tests.house.tree import Module, modules

EMPTY_WORDS = frozenset(
    {"base", "common", "core", "data", "helper", "helpers", "info", "lib", "manager", "managers", "misc", "stuff"}
    | {"util", "utils"}
)
EMPTY_ENDINGS = ("_data", "_helper", "_helpers", "_info", "_manager", "_util", "_utils")
EMPTY_CLASSES = ("Data", "Helper", "Info", "Manager", "Util", "Utils")
CLOCKS = frozenset({"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"})
CLOCK_READERS = (("kit", "clock"), ("adapters", "card_gateway"))
"""Where the time of day may be read: the house's clock, and the simulated gateway, which is another house."""


def empty_names(root: Path) -> list[str]:
    """Modules, packages and classes whose name says nothing of what they hold."""
    faults: list[str] = []
    for module in modules(root, ["src", "tests"]):
        faults += [f"{module.path}: {word} says nothing" for word in module.rooms if _empty(word)]
        faults += [
            f"{module.path}: class {node.name} says nothing"
            for node in ast.walk(module.syntax)
            if isinstance(node, ast.ClassDef) and node.name.endswith(EMPTY_CLASSES)
        ]
    return faults


def clock_readers(root: Path) -> list[str]:
    """Code that asks for the time of day where it should be given `now`."""
    return [
        f"{module.path}:{node.lineno}: {ast.unparse(node.func)}() is asked outside kit.clock"
        for module in modules(root, ["src"])
        if not _may_read_the_clock(module)
        for node in ast.walk(module.syntax)
        if isinstance(node, ast.Call) and ast.unparse(node.func).removeprefix("datetime.datetime") in CLOCKS
    ]


def _empty(word: str) -> bool:
    return word in EMPTY_WORDS or word.endswith(EMPTY_ENDINGS)


def _may_read_the_clock(module: Module) -> bool:
    return any(module.rooms[: len(rooms)] == rooms for rooms in CLOCK_READERS)
