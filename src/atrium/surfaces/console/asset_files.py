"""The console's style sheet, script and pictures, named by their content so that browsers keep them for ever."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from atrium.kit.refusals import NotFound
from atrium.surfaces.shared import PUBLIC, door, route

FOLDER = Path(__file__).parent / "assets"
PREFIX = "/console/assets"
MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
IMMUTABLE = {"Cache-Control": "public, max-age=31536000, immutable"}

assets = door(PREFIX, tag="console")


@dataclass(eq=False)
class NoSuchAsset(NotFound):
    """The page is of another version than the house, or the name was guessed."""

    name: str
    remedy = "Load the page anew; it names the files that are there."

    @property
    def message(self) -> str:
        return "There is no such file."


@dataclass(frozen=True, slots=True)
class _Asset:
    content: bytes
    media: str


def asset(name: str) -> str:
    """The address of a file, as `/console/assets/console.3f9a2c41.css` of `console.css`."""
    return f"{PREFIX}/{_names()[name]}"


@route(assets, "GET", "/{name}", requires=PUBLIC, summary="A file of the console", media="*/*", refuses=[NoSuchAsset])
async def get_asset(request: Request, name: str) -> Response:
    del request
    found = _files().get(name)
    if found is None:
        raise NoSuchAsset(name)
    return Response(found.content, headers=IMMUTABLE, media_type=found.media)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Each file's name with the mark of its content."""
    return {path.name: f"{path.stem}.{_mark(path)}{path.suffix}" for path in _paths()}


@lru_cache(maxsize=1)
def _files() -> dict[str, _Asset]:
    return {_names()[path.name]: _Asset(path.read_bytes(), MEDIA[path.suffix]) for path in _paths()}


def _paths() -> list[Path]:
    return sorted(path for path in FOLDER.iterdir() if path.suffix in MEDIA)


def _mark(path: Path) -> str:
    return blake2b(path.read_bytes(), digest_size=5).hexdigest()
