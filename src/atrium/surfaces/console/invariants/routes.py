"""Checking the books on demand."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from atrium.surfaces.console.assembly import console_of
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.console.surface import page
from atrium.surfaces.shared import door
from atrium.surfaces.shared.headers import header
from atrium.surfaces.shared.rendering import html

verification = door("/console/verification", tag="console")


@page(verification, "POST", "", requires="house:read", summary="Check the books now")
async def check_books(request: Request) -> Response:
    """The result as pieces for the page that asks by script; the whole page for one that does not."""
    admit_operator(request)
    watch = console_of(request).watch
    await watch.check()
    if header(request.scope, b"sec-fetch-mode") == "navigate":
        return RedirectResponse("/console#books", HTTPStatus.SEE_OTHER)
    return html("".join(watch.drawing().pieces.values()))
