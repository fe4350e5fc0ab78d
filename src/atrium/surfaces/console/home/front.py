"""The console's address with a stroke at its end."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from atrium.surfaces.console.surface import HOME, page
from atrium.surfaces.shared import door
from atrium.surfaces.shared.routing import PUBLIC

front = door("", tag="console")


@page(front, "GET", f"{HOME}/", requires=PUBLIC, summary="The same page without its stroke")
async def show_without_stroke(request: Request) -> Response:
    del request
    return RedirectResponse(HOME)
