"""Roles by location: who may be given which, and through which door they lead. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from atrium.contexts.identity.errors import ActorInvalid, NoRoleHere, OnlyAtStores
from atrium.contexts.identity.model.actors import check_grant
from atrium.contexts.identity.model.sessions import SessionKind
from atrium.contexts.identity.scopes import ROLES, STAFF_ROLES
from atrium.kit.refusals import Refusal
from atrium.vocabulary.actor import EVERYTHING, Actor, Scope
from atrium.vocabulary.location_id import LOCATION_ID

StaffRole = Literal["associate", "manager", "operator", "owner"]


@dataclass(frozen=True, slots=True)
class Assignment:
    """What somebody is, and where; `location` is None for everywhere."""

    actor_id: UUID
    role: StaffRole
    location: str | None = None

    @property
    def sees(self) -> Scope:
        return EVERYTHING if self.location is None else Scope(locations=(self.location,))


def check_assignments(granter: Actor, wanted: Sequence[Assignment]) -> Refusal | None:
    """What is wrong with giving or taking these roles, if anything: nobody disposes of more than they have."""
    for one in wanted:
        if one.role not in STAFF_ROLES:
            return ActorInvalid(f"There is no role {one.role}.", "role")
        if one.location is not None and not LOCATION_ID.fullmatch(one.location):
            return ActorInvalid(f"{one.location!r} cannot be a location's code.", "location")
        beyond = check_grant(granter, sorted(ROLES[one.role]), one.sees)
        if beyond is not None:
            return beyond
    return None


def check_entry(kind: SessionKind, location: str | None, assignments: Sequence[Assignment]) -> Refusal | None:
    """Why somebody with these roles may not come in at that door, if they may not."""
    if kind == "console":
        return None if any(one.location is None for one in assignments) else OnlyAtStores()
    if not any(one.location in (None, location) for one in assignments):
        return NoRoleHere(location or "")
    return None
