"""Finding out who knocks: the key in a header or a cookie, and whether it opens this door."""

from dataclasses import dataclass
from typing import ClassVar

from starlette.requests import Request, cookie_parser
from starlette.types import Scope

from atrium.kit.refusals import Forbidden, Refusal
from atrium.surfaces.shared.house import ACTOR, house_of

COOKIE = "atrium_key"
BEARER = "bearer "
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Unauthenticated(Refusal):
    """Nobody is known by what came with the request."""

    status: ClassVar[int] = 401
    field = "Authorization"
    remedy = "Send `Authorization: Bearer <key>` with a key that is in force."


class KeyMissing(Unauthenticated):
    """The request came without a key."""

    @property
    def message(self) -> str:
        return "This needs a key."


class KeyUnknown(Unauthenticated):
    """The key was never issued, or is no longer in force."""

    @property
    def message(self) -> str:
        return "This key is not in force."


@dataclass(eq=False)
class ScopeMissing(Forbidden):
    """The key is in force, but not for this."""

    scope: str

    @property
    def message(self) -> str:
        return f"This needs the scope {self.scope}, which the key does not have."


class ForeignPage(Forbidden):
    """A page of another site sent the request with the cookie of this one."""

    remedy = "Send the request from a page of this site, or with an Authorization header."

    @property
    def message(self) -> str:
        return "The cookie is good only for requests from this site's own pages."


def header(scope: Scope, name: bytes) -> str | None:
    """The first header of that lower-case name, without building a map of all."""
    for key, value in scope["headers"]:
        if key == name:
            return value.decode("latin-1")
    return None


async def admit(request: Request, scope: str) -> None:
    """Lets the request in when its key may do `scope`, and remembers whose key it is; refuses otherwise."""
    secret = _secret(request.scope)
    if secret is None:
        raise KeyMissing
    actor = await house_of(request).keys.find_actor(secret)
    if actor is None:
        raise KeyUnknown
    if not actor.may(scope):
        raise ScopeMissing(scope)
    request.scope[ACTOR] = actor


def _secret(scope: Scope) -> str | None:
    authorization = header(scope, b"authorization")
    if authorization is not None:
        if authorization[: len(BEARER)].lower() != BEARER:
            return None
        return authorization[len(BEARER) :].strip() or None
    cookies = header(scope, b"cookie")
    if cookies is None:
        return None
    secret = cookie_parser(cookies).get(COOKIE)
    if secret and scope["method"] not in SAFE and header(scope, b"sec-fetch-site") not in {None, "same-origin"}:
        raise ForeignPage
    return secret or None
