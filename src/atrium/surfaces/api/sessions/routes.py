"""Asking for a code, starting a session, listing and ending sessions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import identity
from atrium.flows.send_sign_in_code import send_sign_in_code
from atrium.flows.sign_in_by_code import CodeKnocks, sign_in_by_code
from atrium.flows.sign_in_by_password import PasswordKnocks, sign_in_by_password
from atrium.kit.db import Tx
from atrium.kit.refusals import Invalid
from atrium.surfaces.shared import (
    PUBLIC,
    VISITOR,
    Shape,
    actor_of,
    answer,
    door,
    house_of,
    nothing,
    read_body,
    route,
    session_of,
)
from atrium.surfaces.shared.credentials import KeyMissing
from atrium.surfaces.shared.fields import Code, Line
from atrium.surfaces.shared.sessions import who_knocks

codes = door("/v1/sign-in-codes", tag="sessions")
sessions = door("/v1/sessions", tag="sessions")
Email = Annotated[str, Meta(min_length=3, max_length=254)]
Password = Annotated[str, Meta(min_length=1, max_length=200)]


class CodeBody(Shape):
    """Where to send a code."""

    email: Email


class SignInBody(Shape):
    """Who comes in, and with what: a password, or at the shop the code from the e-mail."""

    kind: identity.SessionKind
    email: Email
    password: Password | None = None
    code: Annotated[str, Meta(min_length=6, max_length=20)] | None = None
    location: Code | None = None
    """The till's."""
    name: Line = ""
    """What a new shopper wants to be called."""


@dataclass(frozen=True, slots=True)
class StartedSession:
    """A session that has started. Its secret is told this once, and kept nowhere: send it as a Bearer key."""

    id: UUID
    kind: identity.SessionKind
    person_id: UUID
    name: str
    location: str | None
    expires_at: datetime
    secret: str


@dataclass(eq=False)
class SignInUnclear(Invalid):
    """What came does not say how somebody signs in, or where."""

    fault: str
    field: str | None
    remedy = "Send either a password or, at the shop, a code; and a location at a till only."

    @property
    def message(self) -> str:
        return self.fault


@route(
    codes,
    "POST",
    "",
    requires=PUBLIC,
    summary="Send a sign-in code, whoever has the address",
    status=202,
    body=CodeBody,
    refuses=[identity.EmailInvalid, identity.TooManyTries],
)
async def send_code(request: Request) -> Response:
    email = (await read_body(request, CodeBody)).email
    house = house_of(request)
    market = next(iter(house.markets.values()))
    await send_sign_in_code(
        house.database,
        email=email,
        came_from=who_knocks(request)["came_from"],
        market=market,
        secret=house.secret,
        clock=house.now,
    )
    return nothing(202)


# It takes no Idempotency-Key: the answer would have to be kept, and the secret with it. A session that was started
# twice shows in the list and can be ended.
@route(
    sessions,
    "POST",
    "",
    requires=PUBLIC,
    summary="Sign in; the session's secret is told once",
    status=201,
    body=SignInBody,
    answers=StartedSession,
    refuses=[
        SignInUnclear,
        identity.SignInRefused,
        identity.CodeRefused,
        identity.TooManyTries,
        identity.NoRoleHere,
        identity.OnlyAtStores,
    ],
)
async def start_session(request: Request) -> Response:
    body = await read_body(request, SignInBody)
    _check(body)
    came_in = await _come_in(request, body)
    session = came_in.session
    started = StartedSession(
        session.id,
        session.kind,
        session.actor.id,
        session.actor.name,
        session.location,
        session.expires_at,
        came_in.secret,
    )
    return answer(started, 201)


@route(
    sessions,
    "GET",
    "",
    requires=VISITOR,
    summary="The open sessions that one may end: one's own, and those of the staff that one leads",
    answers=list[identity.SessionRecord],
    refuses=[KeyMissing],
)
async def list_sessions(request: Request, person_id: Annotated[UUID | None, Query()] = None) -> Response:
    house, actor = house_of(request), actor_of(request)
    if actor == identity.GUEST:
        raise KeyMissing
    async with house.database.reading() as tx:
        found = await identity.list_sessions(tx, actor=actor, now=house.now(), person_id=person_id)
    return answer(found)


@route(
    sessions,
    "DELETE",
    "/{session_id}",
    requires=VISITOR,
    summary="End a session; it opens nothing after 5 s",
    status=204,
    refuses=[identity.SessionNotFound, KeyMissing],
)
async def end_session(request: Request, session_id: UUID) -> Response:
    house, actor = house_of(request), actor_of(request)
    if actor == identity.GUEST:
        raise KeyMissing
    await house.database.commit(
        lambda tx: identity.end_session(tx, session_id=session_id, now=house.now(), actor=actor)
    )
    return nothing()


@route(
    sessions,
    "DELETE",
    "",
    requires=VISITOR,
    summary="End all of one's own sessions but the one that is used",
    status=204,
    refuses=[KeyMissing],
)
async def end_other_sessions(request: Request) -> Response:
    house, actor, session = house_of(request), actor_of(request), session_of(request)
    if actor == identity.GUEST:
        raise KeyMissing

    async def end(tx: Tx) -> None:
        kept = session.id if session else None
        await identity.end_all(tx, person_id=actor.id, now=house.now(), actor=actor, but=kept)

    await house.database.commit(end)
    return nothing()


def _check(body: SignInBody) -> None:
    if (body.password is None) == (body.code is None):
        raise SignInUnclear("Either a password or a code is needed.", "password")
    if body.code is not None and body.kind != "shop":
        raise SignInUnclear("Only shoppers come in with a code.", "code")
    if (body.location is not None) != (body.kind == "till"):
        raise SignInUnclear("A till has a location, and nothing else has one.", "location")


async def _come_in(request: Request, body: SignInBody) -> identity.CameIn:
    house, knock = house_of(request), who_knocks(request)
    if body.code is not None:
        by_code = CodeKnocks(email=body.email, code=body.code, name=body.name, **knock)
        return await sign_in_by_code(house.database, by_code, secret=house.secret, clock=house.now)
    by_password = PasswordKnocks(
        email=body.email, password=body.password or "", kind=body.kind, location=body.location, **knock
    )
    return await sign_in_by_password(house.database, by_password, clock=house.now)
