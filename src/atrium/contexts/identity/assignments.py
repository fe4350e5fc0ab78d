"""Roles by location: given, taken, listed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts.identity.errors import ActorIsEnded, ActorNotFound
from atrium.contexts.identity.events import RolesGiven, RolesTaken
from atrium.contexts.identity.model.staff import Assignment, StaffRole, check_assignments
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.rows import as_rows
from atrium.vocabulary.actor import EVERYTHING, HOUSE, Actor, Scope

LOCK_ACTORS = """
    SELECT id, ended_at IS NOT NULL AS is_ended FROM identity.actors
     WHERE id = ANY (%(ids)s) AND kind = 'staff' ORDER BY id FOR UPDATE
"""
GIVE = """
    INSERT INTO identity.assignments (actor_id, role, location, assigned_at)
    SELECT actor_id, role, location, %(now)s
      FROM json_to_recordset(%(rows)s::json) AS new (actor_id uuid, role text, location text)
     ORDER BY actor_id, role, location
        ON CONFLICT DO NOTHING
 RETURNING actor_id, role, location
"""
TAKE = """
    DELETE FROM identity.assignments AS given
     USING json_to_recordset(%(rows)s::json) AS old (actor_id uuid, role text, location text)
     WHERE given.actor_id = old.actor_id AND given.role = old.role AND given.location IS NOT DISTINCT FROM old.location
 RETURNING given.actor_id, given.role, given.location
"""
LIST = """
    SELECT actor_id, role, location FROM identity.assignments
     WHERE (%(actor)s::uuid IS NULL OR actor_id = %(actor)s::uuid)
       AND (%(locations)s::text[] IS NULL OR location = ANY (%(locations)s::text[]))
     ORDER BY actor_id, location NULLS FIRST, role
"""


@dataclass(frozen=True, slots=True)
class _Known:
    id: UUID
    is_ended: bool


@dataclass(frozen=True, slots=True)
class _Row:
    actor_id: UUID
    role: StaffRole
    location: str | None


async def give_roles(tx: Tx, wanted: Sequence[Assignment], *, now: datetime, actor: Actor = HOUSE) -> None:
    """Gives staff roles, all or none; one that somebody has already stays as it is.

    Refuses with ActorNotFound, ActorIsEnded, ActorInvalid, or GrantsBeyondOwn.
    """
    await _check(tx, wanted, actor)
    given = await tx.rows(_Row, GIVE, {"rows": as_rows(wanted), "now": now})
    facts = [RolesGiven(id_, roles) for id_, roles in _by_actor(given).items()]
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature) for fact in facts])


async def take_roles(tx: Tx, unwanted: Sequence[Assignment], *, now: datetime, actor: Actor = HOUSE) -> None:
    """Takes roles away, which open nothing after 5 s; one that somebody does not have is left out.

    Refuses as `give_roles` does.
    """
    await _check(tx, unwanted, actor)
    taken = await tx.rows(_Row, TAKE, {"rows": as_rows(unwanted)})
    facts = [RolesTaken(id_, roles) for id_, roles in _by_actor(taken).items()]
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature) for fact in facts])


async def list_assignments(tx: Tx, *, actor_id: UUID | None = None, visible_to: Scope = EVERYTHING) -> list[Assignment]:
    """Who has which role where, at the locations that the caller sees; of one person, or of all."""
    locations = None if visible_to.locations is None else list(visible_to.locations)
    found = await tx.rows(_Row, LIST, {"actor": actor_id, "locations": locations})
    return [Assignment(one.actor_id, one.role, one.location) for one in found]


async def _check(tx: Tx, wanted: Sequence[Assignment], actor: Actor) -> None:
    fault = check_assignments(actor, wanted)
    if fault is not None:
        raise fault
    tx.locks("identity")
    ids = sorted({one.actor_id for one in wanted})
    known = {one.id: one for one in await tx.rows(_Known, LOCK_ACTORS, {"ids": ids})}
    for id_ in ids:
        if id_ not in known:
            raise ActorNotFound(id_)
        if known[id_].is_ended:
            raise ActorIsEnded(id_)


def _by_actor(rows: Sequence[_Row]) -> dict[UUID, list[str]]:
    told: dict[UUID, list[str]] = {}
    for row in sorted(rows, key=lambda row: (row.actor_id, row.role, row.location or "")):
        told.setdefault(row.actor_id, []).append(row.role + (f" at {row.location}" if row.location else ""))
    return told
