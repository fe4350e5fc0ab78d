"""Finding out who knocks: by a key in a header, or by the cookie of the entrance, and whether it opens this door.

A request that carries `Authorization: Bearer` is judged by that alone: no cookie is looked at, so no other site can
have sent it with somebody's cookie. Any other request is judged by the cookie of its entrance (`entrances`), and when
it is unsafe it must come from a page of this site.
"""

from dataclasses import dataclass

from starlette.requests import Request, cookie_parser
from starlette.types import Scope

from atrium.contexts import identity
from atrium.kit.refusals import Forbidden, Unauthenticated
from atrium.surfaces.shared.addresses import network_address
from atrium.surfaces.shared.entrances import API, entrance_of
from atrium.surfaces.shared.headers import header
from atrium.surfaces.shared.house import ACTOR, SESSION, House, house_of
from atrium.surfaces.shared.same_origin import refuse_other_sites
from atrium.vocabulary.actor import Actor

VISITOR = "visitor"
"""What a route requires that everybody may use, and that wants to know who it is."""
ACCOUNT = identity.ACCOUNT
"""What a route requires that only a signed-in shopper may use."""
BEARER = "bearer "


class KeyMissing(Unauthenticated):
    """The request came without a key."""

    field = "Authorization"
    remedy = "Send `Authorization: Bearer <key>` with a key that is in force."

    @property
    def message(self) -> str:
        return "This needs a key."


class KeyUnknown(Unauthenticated):
    """The key was never issued, or is no longer in force."""

    field = "Authorization"
    remedy = "Send `Authorization: Bearer <key>` with a key that is in force."

    @property
    def message(self) -> str:
        return "This key is not in force."


class NotSignedIn(Unauthenticated):
    """A page was asked for that is only for people who are signed in, and nobody is, or not any more."""

    remedy = "Sign in, then open the page again."

    @property
    def message(self) -> str:
        return "Please sign in first."


@dataclass(eq=False)
class ScopeMissing(Forbidden):
    """It is known who asks, but they may not do this."""

    scope: str

    @property
    def message(self) -> str:
        return f"This needs the scope {self.scope}, which you do not have."


@dataclass(frozen=True, slots=True)
class _Known:
    """Who knocks, and with which session, if it is one."""

    actor: Actor
    session: identity.Session | None


_GUEST = _Known(identity.GUEST, None)


async def admit(request: Request, requires: str, *, by_people: bool = False) -> None:
    """Lets the request in when whoever sent it may do what the route requires, and remembers who that is.

    `requires` is a scope, VISITOR (then a guest comes in as well), or ACCOUNT. Refuses with KeyMissing, KeyUnknown,
    ScopeMissing, or ForeignPage; on pages, which are used `by_people`, with NotSignedIn.
    """
    known = await _find(request)
    if known is None:
        if requires != VISITOR:
            raise _nobody(request.scope, by_people=by_people)
        known = _GUEST
    if requires == ACCOUNT:
        if known.actor.kind != "shopper":
            raise ScopeMissing(ACCOUNT)
    elif requires != VISITOR and not known.actor.may(requires):
        raise ScopeMissing(requires)
    request.scope[ACTOR] = known.actor
    request.scope[SESSION] = known.session


def keep_pace(request: Request) -> None:
    """Counts a request of a guest or a person; refuses with TooManyRequests. API keys are trusted."""
    pace = house_of(request).pace
    if pace is None:
        return
    actor, session = request.scope.get(ACTOR), request.scope.get(SESSION)
    if session is not None:
        pace.spend(str(session.id))
    elif actor is None or actor.kind == "guest":
        pace.spend(network_address(request))


def bearer_of(scope: Scope) -> str | None:
    """The key or session's secret of the Authorization header; empty where it names none; None without a Bearer."""
    authorization = header(scope, b"authorization")
    if authorization is None or authorization[: len(BEARER)].lower() != BEARER:
        return None
    return authorization[len(BEARER) :].strip()


async def _find(request: Request) -> _Known | None:
    scope, house = request.scope, house_of(request)
    bearer = bearer_of(scope)
    if bearer is not None:
        return await _of_bearer(house, bearer)
    if scope["path"].startswith(API):
        return None
    return await _of_cookie(scope, house)


async def _of_bearer(house: House, secret: str) -> _Known | None:
    if not secret:
        return None
    if identity.is_session_secret(secret):
        return _known(await house.sessions.find_session(secret, now=house.now()))
    actor = await house.keys.find_actor(secret)
    return None if actor is None else _Known(actor, None)


async def _of_cookie(scope: Scope, house: House) -> _Known | None:
    cookies = header(scope, b"cookie")
    if cookies is None:
        return None
    entrance = entrance_of(scope["path"])
    secret = cookie_parser(cookies).get(entrance.cookie)
    if not secret:
        return None
    refuse_other_sites(scope)
    if identity.is_session_secret(secret):
        session = await house.sessions.find_session(secret, now=house.now())
        return _known(session) if session is not None and session.kind == entrance.kind else None
    if not entrance.takes_keys:
        return None
    actor = await house.keys.find_actor(secret)
    return None if actor is None else _Known(actor, None)


def _known(session: identity.Session | None) -> _Known | None:
    return None if session is None else _Known(session.actor, session)


def _nobody(scope: Scope, *, by_people: bool) -> Unauthenticated:
    """Why nobody is let in: machines are told of keys, people of signing in."""
    if by_people:
        return NotSignedIn()
    return KeyUnknown() if bearer_of(scope) or _has_cookie(scope) else KeyMissing()


def _has_cookie(scope: Scope) -> bool:
    if scope["path"].startswith(API):
        return False
    return bool(cookie_parser(header(scope, b"cookie") or "").get(entrance_of(scope["path"]).cookie))
