"""What a handler is given: the house that it stands in, and the actor who knocks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from starlette.requests import HTTPConnection

from atrium.contexts import identity
from atrium.kit import events
from atrium.kit.db import Database
from atrium.vocabulary.actor import Actor

ACTOR = "atrium.actor"


@dataclass(slots=True, kw_only=True)
class House:
    """Everything that handlers need; filled once by wiring, before the first request."""

    database: Database
    now: Callable[[], datetime]
    hub: events.Hub
    keys: identity.KeyRing


def house_of(request: HTTPConnection) -> House:
    """The house of the application that serves this request."""
    return cast("House", request.app.state.house)


def actor_of(request: HTTPConnection) -> Actor:
    """Whose key came with the request; only on routes that require one."""
    return cast("Actor", request.scope[ACTOR])
