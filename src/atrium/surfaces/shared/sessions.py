"""What a sign-in page does once somebody has come in, and what a sign-out page does.

A page calls the flow that judges who knocks (`flows.sign_in_by_password` and its neighbours) with
`who_knocks(request)`, and gives what it answers to `begin`:

    knocks = PasswordKnocks(email=..., password=..., kind="shop", **who_knocks(request))
    came_in = await sign_in_by_password(house.database, knocks, clock=house.now)
    response = see(next_)
    begin(request, response, came_in.session, came_in.secret)
    return response

Whoever leaves: `await leave(request, response, SHOP)`. Later requests find the session by its cookie:
`actor_of(request)` and `session_of(request)`.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import TypedDict

from starlette.requests import Request, cookie_parser
from starlette.responses import Response

from atrium.contexts import identity
from atrium.kit.db import Tx
from atrium.surfaces.shared.entrances import DEVICE_COOKIE, TILL, Entrance, entrance_for
from atrium.surfaces.shared.headers import header
from atrium.surfaces.shared.house import house_of

DEVICE_LASTS = timedelta(days=400)
"""Browsers keep no cookie for longer; a shared tablet stays registered until somebody ends it."""
NETWORK_BITS = 64


class Knock(TypedDict):
    """Where a request comes from, for the limits on guessing and for the list of sessions."""

    came_from: str
    user_agent: str


def who_knocks(request: Request) -> Knock:
    """Where a request comes from: its network address, and what the browser says it is."""
    return {"came_from": network_address(request), "user_agent": header(request.scope, b"user-agent") or ""}


def network_address(request: Request) -> str:
    """The address that a request comes from; of IPv6 the network, because one home has a whole one to choose from."""
    client = request.client
    if client is None:
        return "nowhere"
    try:
        address = ip_address(client.host)
    except ValueError:
        return client.host
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or IPv6Address(int(address) >> NETWORK_BITS << NETWORK_BITS))
    return str(address)


def begin(request: Request, response: Response, session: identity.Session, secret: str) -> None:
    """Gives the browser the cookie of a session that has started."""
    keep_secret(request, response, entrance_for(session.kind), secret, lasts=session.expires_at - session.created_at)


async def leave(request: Request, response: Response, entrance: Entrance) -> None:
    """Ends the session that the browser has for an entrance, if any, and takes the cookie back."""
    house = house_of(request)
    secret = cookie_parser(header(request.scope, b"cookie") or "").get(entrance.cookie, "")
    if identity.is_session_secret(secret):
        session = await house.sessions.find_session(secret, now=house.now())
        if session is not None:
            await house.database.commit(lambda tx: _end(tx, session, house.now()))
    _take_back(request, response, entrance.cookie, entrance.path)


def keep_secret(request: Request, response: Response, entrance: Entrance, secret: str, *, lasts: timedelta) -> None:
    """Puts a secret where no script and no other site's form reaches it."""
    _keep(request, response, entrance.cookie, secret, entrance.path, lasts)


def keep_device(request: Request, response: Response, secret: str) -> None:
    """Lets a shared tablet know that it is registered."""
    _keep(request, response, DEVICE_COOKIE, secret, TILL.path, DEVICE_LASTS)


def forget_device(request: Request, response: Response) -> None:
    """Lets a tablet forget that it was registered."""
    _take_back(request, response, DEVICE_COOKIE, TILL.path)


def device_secret(request: Request) -> str:
    """What a shared tablet shows, to find its device by; empty on any other."""
    return cookie_parser(header(request.scope, b"cookie") or "").get(DEVICE_COOKIE, "")


async def _end(tx: Tx, session: identity.Session, now: datetime) -> None:
    # Somebody else may have ended it a moment before, which is just as well.
    with suppress(identity.SessionNotFound):
        await identity.end_session(tx, session_id=session.id, now=now, actor=session.actor)


def _keep(request: Request, response: Response, name: str, secret: str, path: str, lasts: timedelta) -> None:
    response.set_cookie(
        name,
        secret,
        max_age=int(lasts.total_seconds()),
        path=path,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def _take_back(request: Request, response: Response, name: str, path: str) -> None:
    secure = request.url.scheme == "https"
    response.delete_cookie(name, path=path, secure=secure, httponly=True, samesite="lax")
