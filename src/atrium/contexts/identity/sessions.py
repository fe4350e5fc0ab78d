"""Sessions: started, found by their secret, listed, ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts.identity.assignments import list_assignments
from atrium.contexts.identity.errors import PersonNotFound, SessionNotFound
from atrium.contexts.identity.events import SessionEnded, SignedIn
from atrium.contexts.identity.model.sessions import (
    LASTS,
    LONGEST_USER_AGENT,
    Holder,
    NewSession,
    Session,
    SessionRecord,
)
from atrium.contexts.identity.model.staff import check_entry
from atrium.contexts.identity.store import hash_secret, lock_actor
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.vocabulary.actor import HOUSE, Actor, Scope

FIND = """
    SELECT sessions.id, sessions.kind, method, coalesce(actor_id, shopper_id) AS person_id,
           coalesce(actors.name, shoppers.name) AS person_name, device_id, sessions.location,
           sessions.created_at, seen_at, expires_at,
           ARRAY(SELECT role FROM identity.assignments AS given
                  WHERE given.actor_id = sessions.actor_id
                    AND (given.location IS NULL OR given.location = sessions.location)
                  ORDER BY role) AS roles
      FROM identity.sessions
      LEFT JOIN identity.actors ON actors.id = actor_id
      LEFT JOIN identity.shoppers ON shoppers.id = shopper_id
      LEFT JOIN identity.devices ON devices.id = device_id
     WHERE sessions.secret_hash = %(secret_hash)s AND sessions.ended_at IS NULL AND expires_at > %(now)s
       AND actors.ended_at IS NULL AND devices.ended_at IS NULL
"""
START = """
    INSERT INTO identity.sessions
           (id, kind, method, secret_hash, actor_id, shopper_id, device_id, location, user_agent,
            created_at, seen_at, expires_at)
    VALUES (%(id)s, %(kind)s, %(method)s, %(secret_hash)s, %(actor_id)s, %(shopper_id)s, %(device_id)s, %(location)s,
            %(user_agent)s, %(now)s, %(now)s, %(expires_at)s)
"""
SHOPPER_NAME = "SELECT name FROM identity.shoppers WHERE id = %(id)s FOR SHARE"
SEEN = "UPDATE identity.sessions SET seen_at = greatest(seen_at, %(now)s) WHERE id = %(id)s"
# One's own sessions, and for whoever leads people, those of staff at the locations that they see.
LIST = """
    SELECT sessions.id, sessions.kind, method, coalesce(actor_id, shopper_id) AS person_id,
           coalesce(actors.name, shoppers.name) AS person_name, device_id, devices.name AS device_name,
           sessions.location, user_agent, sessions.created_at, seen_at, expires_at, sessions.ended_at
      FROM identity.sessions
      LEFT JOIN identity.actors ON actors.id = actor_id
      LEFT JOIN identity.shoppers ON shoppers.id = shopper_id
      LEFT JOIN identity.devices ON devices.id = device_id
     WHERE sessions.ended_at IS NULL AND expires_at > %(now)s
       AND (%(person)s::uuid IS NULL OR %(person)s::uuid IN (actor_id, shopper_id))
       AND (%(self)s IN (actor_id, shopper_id)
            OR (%(leads)s AND actor_id IS NOT NULL
                AND (%(locations)s::text[] IS NULL OR sessions.location = ANY (%(locations)s::text[]))))
     ORDER BY sessions.created_at DESC, sessions.id DESC
     LIMIT %(limit)s
"""
END = """
    UPDATE identity.sessions SET ended_at = %(now)s
     WHERE ended_at IS NULL AND id = ANY (ARRAY(
           SELECT id FROM identity.sessions
            WHERE ended_at IS NULL
              AND (%(session)s::uuid IS NULL OR id = %(session)s::uuid)
              AND (%(session)s::uuid IS NOT NULL OR %(person)s::uuid IN (actor_id, shopper_id))
              AND (%(but)s::uuid IS NULL OR id <> %(but)s::uuid)
              AND (%(self)s IN (actor_id, shopper_id)
                   OR (%(leads)s AND actor_id IS NOT NULL
                       AND (%(locations)s::text[] IS NULL OR location = ANY (%(locations)s::text[]))))
            ORDER BY id
              FOR UPDATE))
 RETURNING id, coalesce(actor_id, shopper_id) AS person_id,
           CASE WHEN actor_id IS NULL THEN 'shopper' ELSE 'actor' END AS who
"""
END_AT_DEVICE = """
    UPDATE identity.sessions SET ended_at = %(now)s
     WHERE device_id = %(device)s AND ended_at IS NULL AND expires_at > %(now)s
 RETURNING id, actor_id AS person_id, 'actor' AS who
"""
FORGET = """
    DELETE FROM identity.sessions
     WHERE ctid = ANY (ARRAY(SELECT ctid FROM identity.sessions WHERE expires_at < %(before)s LIMIT %(most)s))
"""
LEADS = "staff:write"


@dataclass(frozen=True, slots=True)
class _Ended:
    id: UUID
    person_id: UUID
    who: str


async def start_session(tx: Tx, new: NewSession, *, secret: str, now: datetime) -> Session:
    """Lets somebody in, who has shown that they are who they say; only the secret's SHA-256 is kept.

    Refuses with PersonNotFound; and staff with NoRoleHere at a till of a location where they have no role, with
    OnlyAtStores at the console when they have roles at locations only. A shared tablet has one person at a time:
    whoever was there before has left.
    """
    tx.locks("identity")
    name, roles = await _admitted(tx, new)
    if new.device_id is not None:
        before = await tx.rows(_Ended, END_AT_DEVICE, {"device": new.device_id, "now": now})
        await _tell_of_end(tx, before, now=now, by=f"staff {name}")
    expires_at = now + LASTS[new.kind]
    await tx.run(
        START,
        {
            "id": new.id,
            "kind": new.kind,
            "method": new.method,
            "secret_hash": hash_secret(secret),
            "actor_id": None if new.kind == "shop" else new.person_id,
            "shopper_id": new.person_id if new.kind == "shop" else None,
            "device_id": new.device_id,
            "location": new.location,
            "user_agent": new.user_agent[:LONGEST_USER_AGENT],
            "now": now,
            "expires_at": expires_at,
        },
    )
    holder = Holder(
        id=new.id,
        kind=new.kind,
        method=new.method,
        person_id=new.person_id,
        person_name=name,
        device_id=new.device_id,
        location=new.location,
        created_at=now,
        seen_at=now,
        expires_at=expires_at,
        roles=roles,
    )
    session = holder.session()
    if session is None:
        raise AssertionError("whoever was admitted has a role")
    await _tell(tx, session, now=now)
    return session


async def find_session(tx: Tx, secret: str, *, now: datetime) -> Session | None:
    """The session that a secret opens, with what its person may do as of now."""
    holder = await tx.row(Holder, FIND, {"secret_hash": hash_secret(secret), "now": now})
    return holder.session() if holder is not None else None


async def note_seen(tx: Tx, session_id: UUID, *, now: datetime) -> None:
    """Notes that a session is in use."""
    await tx.run(SEEN, {"id": session_id, "now": now})


async def list_sessions(
    tx: Tx, *, actor: Actor, now: datetime, person_id: UUID | None = None, limit: int = 200
) -> list[SessionRecord]:
    """The open sessions that the actor may end, newest first; with `person_id` only those of that person.

    These are the actor's own, and with `staff:write` those of the staff at the locations that they see.
    """
    wanted = {"person": person_id, "now": now, "limit": limit, **_reach(actor)}
    return await tx.rows(SessionRecord, LIST, wanted)


async def end_session(tx: Tx, *, session_id: UUID, now: datetime, actor: Actor) -> None:
    """Ends a session, which opens nothing from then on (within 5 s everywhere).

    Refuses with SessionNotFound one that is not open, or not the actor's to end.
    """
    if not await _end(tx, now=now, actor=actor, session=session_id):
        raise SessionNotFound(session_id)


async def end_all(tx: Tx, *, person_id: UUID, now: datetime, actor: Actor, but: UUID | None = None) -> int:
    """Ends every session of somebody that the actor may end, but the one named; answers how many."""
    return await _end(tx, now=now, actor=actor, person=person_id, but=but)


async def forget_sessions(tx: Tx, *, before: datetime, most: int = 10_000) -> int:
    """Drops sessions that expired before that moment; answers how many."""
    return await tx.run(FORGET, {"before": before, "most": most})


async def _admitted(tx: Tx, new: NewSession) -> tuple[str, Sequence[str]]:
    """The name of whoever comes in, and the roles that count at that door."""
    if new.kind == "shop":
        names = await tx.values(SHOPPER_NAME, {"id": new.person_id})
        if not names:
            raise PersonNotFound(new.person_id)
        return names[0], ()
    person = await lock_actor(tx, new.person_id)
    if person is None or person.ended_at is not None:
        raise PersonNotFound(new.person_id)
    assignments = await list_assignments(tx, actor_id=new.person_id)
    fault = check_entry(new.kind, new.location, assignments)
    if fault is not None:
        raise fault
    return person.name, [one.role for one in assignments if one.location in (None, new.location)]


async def _tell(tx: Tx, session: Session, *, now: datetime) -> None:
    who = "shopper" if session.kind == "shop" else "actor"
    fact = SignedIn(
        session.actor.id, who, session.id, session.kind, session.method, session.location, session.device_id
    )
    await events.append(tx, [events.happening(fact, at=now, actor=session.actor.signature)])


async def _end(
    tx: Tx,
    *,
    now: datetime,
    actor: Actor,
    session: UUID | None = None,
    person: UUID | None = None,
    but: UUID | None = None,
) -> int:
    wanted = {"session": session, "person": person, "but": but, "now": now, **_reach(actor)}
    ended = await tx.rows(_Ended, END, wanted)
    await _tell_of_end(tx, ended, now=now, by=actor.signature)
    return len(ended)


async def _tell_of_end(tx: Tx, ended: Sequence[_Ended], *, now: datetime, by: str) -> None:
    facts = [SessionEnded(one.person_id, one.who, one.id) for one in ended]
    await events.append(tx, [events.happening(fact, at=now, actor=by) for fact in facts])


def _reach(actor: Actor) -> dict[str, object]:
    """Whose sessions the actor may list and end."""
    sees: Scope = actor.sees
    locations = None if sees.locations is None else list(sees.locations)
    return {"self": actor.id, "leads": actor is HOUSE or actor.may(LEADS), "locations": locations}
