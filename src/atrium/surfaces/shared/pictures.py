"""Pictures of items, open to everybody and kept by browsers for as long as they are the same."""

import gzip
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Annotated, cast

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import catalog
from atrium.surfaces.shared.headers import header
from atrium.surfaces.shared.house import House, house_of
from atrium.surfaces.shared.routing import PUBLIC, door, route

SVG = "image/svg+xml"
# A picture comes from whoever saves items, so it may style itself and nothing else.
CAREFUL = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
FOR_EVER = "public, max-age=31536000, immutable"
FOR_NOW = "public, max-age=300"
MOST_KEPT = 1024

pictures = door("/pictures", tag="pictures")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as it is sent, plain and packed."""

    version: str
    plain: bytes
    packed: bytes


@dataclass(slots=True)
class Gallery:
    """The pictures that one process was asked for last."""

    house: House
    _kept: OrderedDict[tuple[str, str], Drawn] = field(default_factory=OrderedDict[tuple[str, str], Drawn])

    async def find(self, sku: str, version: str) -> Drawn:
        """The picture of that version, else the present one; refuses with IllustrationNotFound."""
        kept = self._kept.get((sku, version))
        if kept is not None:
            self._kept.move_to_end((sku, version))
            return kept
        async with self.house.database.reading() as tx:
            found = await catalog.find_picture(tx, sku)
        if found is None:
            raise catalog.IllustrationNotFound(sku)
        plain = found.svg.encode()
        drawn = self._kept[sku, found.version] = Drawn(found.version, plain, gzip.compress(plain, 6, mtime=0))
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return drawn


@route(
    pictures,
    "GET",
    "/{sku}.svg",
    requires=PUBLIC,
    summary="An item's picture",
    answers=str,
    media=SVG,
    refuses=[catalog.IllustrationNotFound],
    also={304: "The picture that the caller has is the present one."},
)
async def get_picture(
    request: Request,
    sku: str,
    v: Annotated[
        str, Query(max_length=40, description="The picture's version; with it the answer keeps for ever.")
    ] = "",
) -> Response:
    drawn = await _gallery(request).find(sku, v)
    tag = f'W/"{drawn.version}"'
    headers = {
        "Cache-Control": FOR_EVER if drawn.version == v else FOR_NOW,
        "Content-Security-Policy": CAREFUL,
        "ETag": tag,
        "Vary": "Accept-Encoding",
    }
    if header(request.scope, b"if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in (header(request.scope, b"accept-encoding") or ""):
        return Response(drawn.packed, media_type=SVG, headers={**headers, "Content-Encoding": "gzip"})
    return Response(drawn.plain, media_type=SVG, headers=headers)


def _gallery(request: Request) -> Gallery:
    """The gallery of this process, made when it is first asked for."""
    state = request.app.state
    if not hasattr(state, "gallery"):
        state.gallery = Gallery(house_of(request))
    return cast("Gallery", state.gallery)
