"""A key becomes a cookie that scripts cannot read and other sites cannot send; signing out takes it back."""

from datetime import timedelta
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from atrium.surfaces.console.pages import SIGN_IN, page
from atrium.surfaces.console.rendering import html, render
from atrium.surfaces.console.theme import theme_of
from atrium.surfaces.shared import PUBLIC, door, house_of, raw_body
from atrium.surfaces.shared.entrances import CONSOLE
from atrium.surfaces.shared.sessions import keep_secret, leave

HOME = "/console"
LONGEST_KEY = 500
KEPT = timedelta(days=14)

sign_in = door("/console", tag="console")


@page(sign_in, "GET", "/sign-in", requires=PUBLIC, summary="Where an operator comes in")
async def show_sign_in(request: Request) -> Response:
    return _form(request, next_=_next(request.query_params.get("next", "")))


@page(sign_in, "POST", "/sign-in", requires=PUBLIC, summary="Come in with a key")
async def come_in(request: Request) -> Response:
    fields = await _fields(request)
    house, next_ = house_of(request), _next(fields.get("next", ""))
    secret = fields.get("key", "").strip()
    if fields.get("as") == "demo" and house.demo_console_key is not None:
        secret = house.demo_console_key
    if not secret:
        return _form(request, next_=next_, fault="Paste a key first.")
    if len(secret) > LONGEST_KEY or not secret.isascii() or await house.keys.find_actor(secret) is None:
        return _form(request, next_=next_, fault="This key is not in force.")
    response = RedirectResponse(next_, HTTPStatus.SEE_OTHER)
    keep_secret(request, response, CONSOLE, secret, lasts=KEPT)
    return response


@page(sign_in, "POST", "/sign-out", requires=PUBLIC, summary="Leave; the browser forgets the key")
async def go_out(request: Request) -> Response:
    response = RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)
    await leave(request, response, CONSOLE)
    return response


async def _fields(request: Request) -> dict[str, str]:
    """The fields of a form; a name that is sent twice counts once."""
    text = (await raw_body(request)).decode("latin-1")
    return {name: values[0] for name, values in parse_qs(text, max_num_fields=10).items()}


def _next(wanted: str) -> str:
    """Where to go after; only pages of the console, so that nobody is led elsewhere."""
    return wanted if wanted == HOME or wanted.startswith((f"{HOME}?", f"{HOME}/")) else HOME


def _form(request: Request, *, next_: str, fault: str = "") -> Response:
    house = house_of(request)
    retailer = next((market.legal_entity for market in house.markets.values()), "")
    shown = {"next": next_, "fault": fault, "has_demo": house.demo_console_key is not None, "retailer": retailer}
    text = render("sign_in/sign_in.html", theme=theme_of(request), **shown)
    return html(text, status=HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK)
