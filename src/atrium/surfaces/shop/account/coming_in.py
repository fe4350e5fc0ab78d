"""Coming in by a code or a password, and leaving."""

from typing import Annotated

from msgspec import Meta
from starlette.requests import Request, cookie_parser
from starlette.responses import Response

from atrium.contexts import identity
from atrium.flows.send_sign_in_code import send_sign_in_code
from atrium.flows.sign_in_by_code import CodeKnocks, sign_in_by_code
from atrium.flows.sign_in_by_password import PasswordKnocks, sign_in_by_password
from atrium.flows.welcome_shopper import welcome_shopper
from atrium.surfaces.shared import VISITOR, door, house_of, session_of
from atrium.surfaces.shared.entrances import CART_COOKIE, SHOP
from atrium.surfaces.shared.forms import FIRST, Entered, Form, read_form
from atrium.surfaces.shared.headers import header
from atrium.surfaces.shared.pages import local_path, see
from atrium.surfaces.shared.sessions import begin, leave, who_knocks
from atrium.surfaces.shop.cart_units import keep_cart_units
from atrium.surfaces.shop.shopfront import shopfront_of
from atrium.surfaces.shop.surface import page, show

coming_in = door("/account", tag="shop")
HOME = "/account"

Email = Annotated[str, Meta(min_length=3, max_length=254, title="e-mail address")]
Next = Annotated[str, Meta(max_length=500)]


class EmailForm(Form):
    """To whom a code is sent."""

    email: Email
    next: Next = HOME


class CodeForm(Form):
    """The code that came by e-mail; a newcomer says how they are called."""

    email: Email
    code: Annotated[str, Meta(min_length=1, max_length=20, title="code")]
    name: Annotated[str, Meta(max_length=200)] = ""
    next: Next = HOME


class PasswordForm(Form):
    """An address with its password."""

    email: Email
    password: Annotated[str, Meta(min_length=1, max_length=200, title="password")]
    next: Next = HOME


@page(coming_in, "GET", "/sign-in", requires=VISITOR, summary="Where shoppers come in")
async def show_sign_in(request: Request) -> Response:
    if session_of(request) is not None:
        return see(_next(request.query_params.get("next", HOME)))
    return await _draw(request, FIRST, step="address")


async def _draw_address(request: Request, entered: Entered) -> Response:
    return await _draw(request, entered, step="address")


async def _draw_code(request: Request, entered: Entered) -> Response:
    return await _draw(request, entered, step="code")


async def _draw_password(request: Request, entered: Entered) -> Response:
    return await _draw(request, entered, step="password")


@page(coming_in, "POST", "/sign-in/code", requires=VISITOR, summary="Send a code by e-mail", again=_draw_address)
async def send_code(request: Request) -> Response:
    form = await read_form(request, EmailForm)
    house = house_of(request)
    await send_sign_in_code(
        house.database,
        email=form.email,
        came_from=who_knocks(request)["came_from"],
        market=shopfront_of(request).market,
        secret=house.secret,
        clock=house.now,
    )
    return await _draw(request, FIRST, step="code", email=form.email, next_=form.next)


@page(coming_in, "POST", "/sign-in/with-code", requires=VISITOR, summary="Come in with a code", again=_draw_code)
async def come_in_by_code(request: Request) -> Response:
    form = await read_form(request, CodeForm)
    house = house_of(request)
    knocks = CodeKnocks(email=form.email, code=form.code, name=form.name, **who_knocks(request))
    came_in = await sign_in_by_code(house.database, knocks, secret=house.secret, clock=house.now)
    return await _welcome(request, came_in, form.next)


@page(
    coming_in,
    "POST",
    "/sign-in/with-password",
    requires=VISITOR,
    summary="Come in with a password",
    again=_draw_password,
)
async def come_in_by_password(request: Request) -> Response:
    form = await read_form(request, PasswordForm)
    house = house_of(request)
    knocks = PasswordKnocks(email=form.email, password=form.password, kind="shop", **who_knocks(request))
    came_in = await sign_in_by_password(house.database, knocks, clock=house.now)
    return await _welcome(request, came_in, form.next)


@page(coming_in, "POST", "/sign-out", requires=VISITOR, summary="Leave")
async def sign_out(request: Request) -> Response:
    response = see("/")
    await leave(request, response, SHOP)
    return keep_cart_units(response, 0, secure=request.url.scheme == "https")


async def _welcome(request: Request, came_in: identity.CameIn, wanted: str) -> Response:
    """The cookie of the session; what was gathered and bought as a guest becomes the shopper's."""
    house = house_of(request)
    cart_secret = cookie_parser(header(request.scope, b"cookie") or "").get(CART_COOKIE)
    units = await house.database.commit(
        lambda tx: welcome_shopper(tx, came_in.session, cart_secret=cart_secret, now=house.now())
    )
    response = see(_next(wanted))
    begin(request, response, came_in.session, came_in.secret)
    return keep_cart_units(response, units, secure=request.url.scheme == "https")


async def _draw(request: Request, entered: Entered, *, step: str, email: str = "", next_: str = "") -> Response:
    wanted = next_ or entered.value("next", request.query_params.get("next", HOME))
    return await show(
        request,
        "account/sign_in.html",
        step=step,
        entered=entered,
        email=email or entered.value("email"),
        next=_next(wanted),
        demo=house_of(request).demo,
    )


def _next(wanted: str) -> str:
    return local_path(wanted, usual=HOME)
