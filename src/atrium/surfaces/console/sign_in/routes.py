"""A key becomes a cookie that scripts cannot read and other sites cannot send; signing out takes it back."""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import identity
from atrium.flows.sign_in_by_password import PasswordKnocks, sign_in_by_password
from atrium.surfaces.console.surface import CONSOLE, HOME, SIGN_IN, page
from atrium.surfaces.shared import PUBLIC, door, house_of
from atrium.surfaces.shared.entrances import CONSOLE as ENTRANCE
from atrium.surfaces.shared.forms import entered_fields
from atrium.surfaces.shared.pages import local_path, see
from atrium.surfaces.shared.sessions import begin, keep_secret, leave, who_knocks

LONGEST_KEY = 500
KEPT = timedelta(days=14)

sign_in = door("/console", tag="console")


@page(sign_in, "GET", "/sign-in", requires=PUBLIC, summary="Where an operator comes in")
async def show_sign_in(request: Request) -> Response:
    return _form(request, next_=_next(request.query_params.get("next", "")))


@page(sign_in, "POST", "/sign-in", requires=PUBLIC, summary="Come in with an e-mail address and a password, or a key")
async def come_in(request: Request) -> Response:
    fields = {name: values[0] for name, values in (await entered_fields(request)).items()}
    if "email" in fields:
        return await _come_in_as_person(request, fields)
    house, next_ = house_of(request), _next(fields.get("next", ""))
    secret = fields.get("key", "").strip()
    if fields.get("as") == "demo" and house.demo_console_key is not None:
        secret = house.demo_console_key
    if not secret:
        return _form(request, next_=next_, fault="Paste a key first.")
    if len(secret) > LONGEST_KEY or not secret.isascii() or await house.keys.find_actor(secret) is None:
        return _form(request, next_=next_, fault="This key is not in force.")
    response = see(next_)
    keep_secret(request, response, ENTRANCE, secret, lasts=KEPT)
    return response


@page(sign_in, "POST", "/sign-out", requires=PUBLIC, summary="Leave; the browser forgets the key")
async def go_out(request: Request) -> Response:
    response = see(SIGN_IN)
    await leave(request, response, ENTRANCE)
    return response


async def _come_in_as_person(request: Request, fields: Mapping[str, str]) -> Response:
    house, next_, email = house_of(request), _next(fields.get("next", "")), fields["email"].strip()
    password = fields.get("password", "")
    if not email or not password:
        return _form(request, next_=next_, email=email, refused="Fill in the e-mail address and the password.")
    knocks = PasswordKnocks(
        email=email[:LONGEST_KEY], password=password[:LONGEST_KEY], kind="console", **who_knocks(request)
    )
    try:
        came_in = await sign_in_by_password(house.database, knocks, clock=house.now)
    except identity.OnlyAtStores as refusal:
        told = f"{refusal.message} {refusal.remedy}"
        return _form(request, next_=next_, email=email, refused=told, status=refusal.status)
    except (identity.SignInRefused, identity.TooManyTries) as refusal:
        return _form(request, next_=next_, email=email, refused=refusal.message, status=refusal.status)
    response = see(next_)
    begin(request, response, came_in.session, came_in.secret)
    return response


def _next(wanted: str) -> str:
    """Where to go after; only pages of the console, so that nobody is led elsewhere."""
    return local_path(wanted, usual=HOME, below=HOME)


def _form(
    request: Request, *, next_: str, fault: str = "", email: str = "", refused: str = "", status: int | None = None
) -> Response:
    house = house_of(request)
    retailer = next((market.legal_entity for market in house.markets.values()), "")
    shown: dict[str, Any] = {
        "next": next_,
        "fault": fault,
        "email": email,
        "refused": refused,
        "has_demo": house.demo_console_key is not None,
        "retailer": retailer,
    }
    usual = HTTPStatus.UNPROCESSABLE_ENTITY if fault or refused else HTTPStatus.OK
    return CONSOLE.show(request, "sign_in/sign_in.html", status=status or usual, **shown)
