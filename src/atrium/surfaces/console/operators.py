"""Who may see the console: whoever may read the whole house, of every location and channel."""

from dataclasses import dataclass

from starlette.requests import Request

from atrium.kit.refusals import Forbidden
from atrium.surfaces.shared import actor_of
from atrium.surfaces.shared.credentials import ScopeMissing
from atrium.vocabulary.actor import EVERYTHING, Actor

NEEDED = (
    "catalog:read",
    "events:read",
    "fulfilment:read",
    "house:read",
    "locations:read",
    "orders:read",
    "payments:read",
    "stock:read",
)


@dataclass(eq=False)
class SeesOnlyAPart(Forbidden):
    """The console shows the whole house, and this key sees only a part of it."""

    remedy = "Sign in with an operator's key; a key of one store or one channel has its own surface."

    @property
    def message(self) -> str:
        return "This key sees only some locations or one channel; the console shows all of them."


def admit_operator(request: Request) -> Actor:
    """The actor, when the key may read everything that the console shows; refuses otherwise."""
    actor = actor_of(request)
    lacking = next((scope for scope in NEEDED if not actor.may(scope)), None)
    if lacking is not None:
        raise ScopeMissing(lacking)
    if actor.sees != EVERYTHING:
        raise SeesOnlyAPart
    return actor
