"""Sessions: who came in through which door, for how long, and what they may do there. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Literal
from uuid import UUID

from atrium.contexts.identity.scopes import GUEST_SCOPES, SHOPPER_SCOPES, scopes_of
from atrium.vocabulary.actor import EVERYTHING, NOTHING, Actor, Scope

SessionKind = Literal["shop", "till", "console"]
SessionMethod = Literal["password", "code", "pin"]

LASTS: Mapping[SessionKind, timedelta] = MappingProxyType(
    {"shop": timedelta(days=30), "till": timedelta(hours=14), "console": timedelta(days=7)}
)
"""A shopper is not asked every day; a tablet's shift ends with the day, also where nobody ends it."""
SEEN_EVERY = timedelta(minutes=5)
LONGEST_USER_AGENT = 300
MARK = "ses."
"""How a session's secret begins; no API key has a dot."""
GUEST = Actor(UUID(int=1), "guest", "", GUEST_SCOPES, NOTHING)
"""Whoever is not signed in."""


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session that is to start: of a shopper at the shop, of staff at the till of a location or at the console."""

    id: UUID
    kind: SessionKind
    person_id: UUID
    method: SessionMethod
    location: str | None = None
    device_id: UUID | None = None
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session as the house keeps it, for whoever may list it; `ended_at` is None while nobody has ended it."""

    id: UUID
    kind: SessionKind
    method: SessionMethod
    person_id: UUID
    person_name: str
    device_id: UUID | None
    device_name: str | None
    location: str | None
    user_agent: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Holder:
    """An open session with what is known of whom it belongs to: `roles` are those that count at its door."""

    id: UUID
    kind: SessionKind
    method: SessionMethod
    person_id: UUID
    person_name: str
    device_id: UUID | None
    location: str | None
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    roles: Sequence[str]

    def session(self) -> "Session | None":
        """The session with its actor; None once its person has no role at its door any more."""
        if self.kind != "shop" and not self.roles:
            return None
        return Session(
            self.id,
            self.kind,
            self.method,
            self._actor(),
            self.device_id,
            self.location,
            self.created_at,
            self.seen_at,
            self.expires_at,
        )

    def _actor(self) -> Actor:
        if self.kind == "shop":
            return Actor(self.person_id, "shopper", self.person_name, SHOPPER_SCOPES, Scope.of_shopper(self.person_id))
        sees = EVERYTHING if self.location is None else Scope(locations=(self.location,))
        return Actor(self.person_id, "staff", self.person_name, scopes_of(self.roles), sees)


@dataclass(frozen=True, slots=True)
class Session:
    """An open session: who acts in it, through which door, how they came in, and until when."""

    id: UUID
    kind: SessionKind
    method: SessionMethod
    actor: Actor
    device_id: UUID | None
    location: str | None
    created_at: datetime
    seen_at: datetime
    expires_at: datetime

    def was_seen_long_ago(self, now: datetime) -> bool:
        """Whether it is time to note that the session is in use."""
        return now - self.seen_at >= SEEN_EVERY


@dataclass(frozen=True, slots=True)
class CameIn:
    """A session that has started, and its secret, which is told this once and belongs into a cookie."""

    session: Session
    secret: str = field(repr=False)


def session_secret(chance: str) -> str:
    """A session's secret, made of a random one."""
    return MARK + chance


def is_session_secret(secret: str) -> bool:
    """Whether this would be a session's secret, not an API key."""
    return secret.startswith(MARK)
