"""Style sheets, scripts and pictures, named by their content so that browsers keep them for ever.

Whatever stands in the `assets` folder of a surface is served; `shop/assets/shop.css` is `asset("shop/shop.css")`. The
shared ones are `design/...`. A script imports another one by its real path, as `../../shared/design/assets/live.js`;
the import is written anew with the address that the other one has.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from atrium.kit.refusals import NotFound
from atrium.surfaces.shared.routing import PUBLIC, door, route

SURFACES = Path(__file__).parents[1]
DESIGN = SURFACES / "shared/design"
PREFIX = "/assets"
MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
IMMUTABLE = {"Cache-Control": "public, max-age=31536000, immutable"}
IMPORT = re.compile(rb"""(?P<before>\b(?:from|import)\s*\(?\s*")(?P<path>\.{1,2}/[^"]+)(?=")""")

assets = door(PREFIX, tag="assets")


@dataclass(eq=False)
class NoSuchAsset(NotFound):
    """The page is of another version than the house, or the name was guessed."""

    name: str
    remedy = "Load the page anew; it names the files that are there."

    @property
    def message(self) -> str:
        return "There is no such file."


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent; `address` holds the mark of its content."""

    address: str
    content: bytes
    media: str


def asset(name: str) -> str:
    """The address of a file, as `/assets/shop/shop.3f9a2c41.css` of `shop/shop.css`."""
    return _shelf().named[name].address


def has_asset(name: str) -> bool:
    """Whether there is such a file; those from npm are missing until they were fetched."""
    return name in _shelf().named


@route(assets, "GET", "/{path:path}", requires=PUBLIC, summary="A file of a page", media="*/*", refuses=[NoSuchAsset])
async def get_asset(request: Request, path: str) -> Response:
    del request
    found = _shelf().by_path.get(path)
    if found is None:
        raise NoSuchAsset(path)
    return Response(found.content, headers=IMMUTABLE, media_type=found.media)


def forget_assets() -> None:
    """Reads the folders anew when an asset is asked for next."""
    _shelf.cache_clear()


@dataclass(slots=True)
class Shelf:
    """All assets of some folders, by name and by the path under which they are served."""

    paths: Mapping[str, Path]
    named: dict[str, Asset] = field(default_factory=dict[str, Asset])
    by_path: dict[str, Asset] = field(default_factory=dict[str, Asset])

    def __post_init__(self) -> None:
        for name in self.paths:
            self._add(name, ())
        self.by_path |= {made.address.removeprefix(f"{PREFIX}/"): made for made in self.named.values()}

    def _add(self, name: str, importers: tuple[str, ...]) -> Asset:
        if name in self.named:
            return self.named[name]
        if name in importers:
            raise ValueError(f"{' imports '.join([*importers, name])}")
        path = self.paths[name]
        content = path.read_bytes()
        if path.suffix == ".js":
            content = IMPORT.sub(lambda found: self._imported(found, path, (*importers, name)), content)
        mark = blake2b(content, digest_size=5).hexdigest()
        stem = name.removesuffix(path.suffix)
        made = self.named[name] = Asset(f"{PREFIX}/{stem}.{mark}{path.suffix}", content, MEDIA[path.suffix])
        return made

    def _imported(self, found: re.Match[bytes], path: Path, importers: tuple[str, ...]) -> bytes:
        wanted = (path.parent / found["path"].decode()).resolve()
        name = next((name for name, known in self.paths.items() if known == wanted), None)
        if name is None:
            raise ValueError(f"{path.name} imports {wanted}, which is no asset")
        return found["before"] + self._add(name, importers).address.encode()


@lru_cache(maxsize=1)
def _shelf() -> Shelf:
    return Shelf(dict(_paths()))


def _paths() -> Iterator[tuple[str, Path]]:
    folders = [(folder.parent.name, folder) for folder in sorted(SURFACES.glob("*/assets"))]
    for surface, folder in [*folders, ("design", DESIGN / "assets"), ("design", DESIGN / "fetched")]:
        for path in sorted(folder.rglob("*")):
            if path.suffix in MEDIA:
                yield f"{surface}/{path.relative_to(folder).as_posix()}", path.resolve()
