"""A shopper's password, and where they are signed in."""

from typing import Annotated, ClassVar
from uuid import UUID

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import identity
from atrium.flows.change_password import NewPassword, change_password
from atrium.surfaces.shared import ACCOUNT, actor_of, door, house_of, session_of
from atrium.surfaces.shared.forms import FIRST, Entered, Form, read_form
from atrium.surfaces.shared.pages import see
from atrium.surfaces.shop.account.browsers import browser_of
from atrium.surfaces.shop.surface import page, show

safety = door("/account", tag="shop")
SESSIONS = "/account/sessions"


class NewPasswordForm(Form):
    """A new password, and the one until now where it is asked for."""

    as_typed: ClassVar[frozenset[str]] = frozenset({"password", "current"})

    password: Annotated[str, Meta(min_length=1, max_length=200, title="new password")]
    current: Annotated[str, Meta(max_length=200, title="present password")] = ""


@page(safety, "GET", "/password", requires=ACCOUNT, summary="The form of a new password")
async def show_password(request: Request) -> Response:
    return await _draw_password(request, FIRST)


async def _draw_password(request: Request, entered: Entered) -> Response:
    house, me = house_of(request), actor_of(request)
    async with house.database.reading() as tx:
        known = await identity.get_shopper(tx, me.id, visible_to=me.sees)
    return await show(request, "account/password.html", entered=entered, known=known)


@page(safety, "POST", "/password", requires=ACCOUNT, summary="Set a new password", again=_draw_password)
async def set_password(request: Request) -> Response:
    form = await read_form(request, NewPasswordForm)
    house, session = house_of(request), _session(request)
    await change_password(
        house.database, session, NewPassword(password=form.password, current=form.current), clock=house.now
    )
    return see(SESSIONS)


@page(safety, "GET", "/sessions", requires=ACCOUNT, summary="Where the shopper is signed in")
async def show_sessions(request: Request) -> Response:
    house, me = house_of(request), actor_of(request)
    async with house.database.reading() as tx:
        found = await identity.list_sessions(tx, actor=me, now=house.now(), person_id=me.id)
    named = [(one, browser_of(one.user_agent)) for one in found]
    return await show(request, "account/sessions.html", sessions=named, mine=_session(request).id)


@page(safety, "POST", "/sessions/{session}/end", requires=ACCOUNT, summary="End a session")
async def end_session(request: Request, session: str) -> Response:
    house, me = house_of(request), actor_of(request)
    await house.database.commit(lambda tx: identity.end_session(tx, session_id=_id(session), now=house.now(), actor=me))
    return see(SESSIONS)


@page(safety, "POST", "/sessions/end-others", requires=ACCOUNT, summary="End every session but this one")
async def end_other_sessions(request: Request) -> Response:
    house, me, mine = house_of(request), actor_of(request), _session(request)
    await house.database.commit(
        lambda tx: identity.end_all(tx, person_id=me.id, now=house.now(), actor=me, but=mine.id)
    )
    return see(SESSIONS)


def _session(request: Request) -> identity.Session:
    """The session by which the shopper came in; the route requires one."""
    session = session_of(request)
    assert session is not None  # noqa: S101 - only whoever has a session has an account
    return session


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
