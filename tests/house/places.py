"""The project speaks of itself alone: no path of anybody's machine, no package index, no word of how it was made."""

import re
from collections.abc import Iterator
from pathlib import Path

FOLDERS = ("src", "tests", "tools", "bench", "docs", "migrations", ".ci")
FILES = ("Makefile", "README.md", "pyproject.toml", ".gitignore")
TEXTS = frozenset({"", ".cfg", ".css", ".html", ".js", ".json", ".md", ".mk", ".py", ".sh", ".sql", ".toml", ".txt"})
SILENT = frozenset({"__pycache__", "node_modules", ".venv"})
FOREIGN = {
    "a path of a machine": re.compile(r"(?<![\w./-])/(?:work/(?:main|shared|\.)|farm|home/\w+|Users/\w+|root/[.\w])"),
    "a package index": re.compile(
        "|".join(["pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs", "index" + "-url"])
    ),
    "a word of the workshop": re.compile(
        r"\b(?:" + "|".join(["HOUSE" + r"\.md", "STANDARDS" + r"\.md", "BRIEF" + r"\.md", "found" + "er"]) + r")\b"
    ),
}


def foreign_words(root: Path) -> list[str]:
    """Lines that speak of something outside the project."""
    return [fault for path in _texts(root) for fault in _lines(root, path)]


def _texts(root: Path) -> Iterator[Path]:
    yield from (root / name for name in FILES if (root / name).is_file())
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix in TEXTS and not SILENT & set(path.parts):
                yield path


def _lines(root: Path, path: Path) -> Iterator[str]:
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        for what, pattern in FOREIGN.items():
            if pattern.search(line):
                yield f"{path.relative_to(root)}:{number}: {what}"
