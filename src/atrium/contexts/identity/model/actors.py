"""Actors and keys: what may be said of them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from atrium.contexts.identity.errors import ActorInvalid, GrantsBeyondOwn, UnknownScopes
from atrium.contexts.identity.scopes import unknown_scopes
from atrium.kit.refusals import Refusal
from atrium.vocabulary.actor import Actor, Scope
from atrium.vocabulary.location_id import LOCATION_ID

StaffKind = Literal["staff", "system"]
"""Who is added by name: shoppers register themselves, and a guest is nobody."""
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class NewActor:
    """Somebody who is to act here; `locations` and `channel` limit what they see, None means all."""

    id: UUID
    kind: StaffKind
    name: str
    scopes: Sequence[str]
    locations: Sequence[str] | None = None
    channel: str | None = None

    @property
    def sees(self) -> Scope:
        return _sees(self.locations, self.channel)


@dataclass(frozen=True, slots=True)
class ActorRecord:
    """An actor as the house keeps it; `ended_at` is None while they act here."""

    id: UUID
    kind: StaffKind
    name: str
    scopes: list[str]
    locations: list[str] | None
    channel: str | None
    created_at: datetime
    ended_at: datetime | None

    @property
    def sees(self) -> Scope:
        return _sees(self.locations, self.channel)


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key without its secret, which nobody keeps; `revoked_at` is None while it is in force."""

    id: UUID
    actor_id: UUID
    label: str
    created_at: datetime
    revoked_at: datetime | None


def check_actor(actor: NewActor) -> Refusal | None:
    """What is wrong with the description of an actor, if anything."""
    unknown = unknown_scopes(actor.scopes)
    if unknown:
        return UnknownScopes(unknown)
    if not actor.name.strip() or len(actor.name) > LONGEST_NAME:
        return ActorInvalid(f"A name has 1 to {LONGEST_NAME} characters.", "name")
    strange = [code for code in actor.locations or () if not LOCATION_ID.fullmatch(code)]
    if strange:
        return ActorInvalid(f"{strange[0]!r} cannot be a location's code.", "locations")
    return None


def check_grant(granter: Actor, scopes: Sequence[str], sees: Scope) -> Refusal | None:
    """What the granter would give away without having it, if anything."""
    beyond = [scope for scope in sorted(set(scopes)) if not granter.may(scope)]
    own = granter.sees
    if own.locations is not None and (sees.locations is None or not set(sees.locations) <= set(own.locations)):
        beyond.append("other locations")
    if own.channel is not None and sees.channel != own.channel:
        beyond.append("other channels")
    return GrantsBeyondOwn(beyond) if beyond else None


def _sees(locations: Sequence[str] | None, channel: str | None) -> Scope:
    return Scope(None if locations is None else tuple(locations), channel)
