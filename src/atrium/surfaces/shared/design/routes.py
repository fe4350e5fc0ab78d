"""The page that shows every component, and the switch between light and dark."""

from pathlib import Path
from typing import Annotated, Literal

import segno
from fastapi import APIRouter, Query
from markupsafe import Markup
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.surfaces.shared.assets import assets
from atrium.surfaces.shared.design.packages import ICONS, wanted_icons
from atrium.surfaces.shared.entrances import THEME_COOKIE
from atrium.surfaces.shared.forms import Entered, Form, read_form
from atrium.surfaces.shared.house import house_of
from atrium.surfaces.shared.pages import Surface, local_path, see, unlisted
from atrium.surfaces.shared.rendering import Templates
from atrium.surfaces.shared.routing import PUBLIC, door

YEAR_S = 60 * 60 * 24 * 365
DESIGN = Surface(name="Design", home="/design", sign_in=None, templates=Templates(Path(__file__).parent / "templates"))
DENSITIES = ("", "dense", "large")

design = door("", tag="design")


class ThemeForm(Form):
    """What was chosen, and where to go back to."""

    theme: Literal["", "light", "dark"] = ""
    next: Annotated[str, Meta(max_length=2000)] = "/"


def routers() -> list[APIRouter]:
    """The files of all pages, and the design's own."""
    return unlisted([assets, design])


@DESIGN.page(design, "GET", "/design", requires=PUBLIC, summary="Every component")
async def show_design(request: Request, density: Annotated[str, Query(max_length=10)] = "") -> Response:
    chosen = density if density in DENSITIES else ""
    refused = Entered({"email": ["kim@"]}, {"email": "Write an e-mail address, as kim@example.com."}, status=422)
    code = Markup(segno.make("418203", error="m").svg_inline(scale=6, border=0, omitsize=True))  # noqa: S704 - drawn here, from a constant
    icons = [ours for ours, _ in wanted_icons(ICONS.read_text(encoding="utf-8").splitlines())]
    now = house_of(request).now()
    return DESIGN.show(request, "design.html", density=chosen, now=now, refused=refused, code=code, icons=icons)


@DESIGN.page(design, "POST", "/theme", requires=PUBLIC, summary="Choose light, dark, or the system's own choice")
async def choose_theme(request: Request) -> Response:
    form = await read_form(request, ThemeForm)
    response = see(local_path(form.next, usual="/"))
    if form.theme:
        response.set_cookie(THEME_COOKIE, form.theme, max_age=YEAR_S, path="/", samesite="lax")
    else:
        response.delete_cookie(THEME_COOKIE, path="/", samesite="lax")
    return response
