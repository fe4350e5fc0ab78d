"""PINs: how staff take over a shared tablet that is registered for their location."""

from datetime import datetime
from uuid import UUID

from atrium.contexts.identity.credentials import KnownPerson, refuse_beyond_own
from atrium.contexts.identity.errors import ActorIsEnded, ActorNotFound
from atrium.contexts.identity.events import PinSet
from atrium.contexts.identity.store import lock_actor
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.vocabulary.actor import HOUSE, Actor

SAVE = """
    INSERT INTO identity.pins (actor_id, pin_hash, changed_at, is_demo)
    VALUES (%(actor_id)s, %(pin_hash)s, %(now)s, %(is_demo)s)
        ON CONFLICT (actor_id) DO UPDATE
       SET pin_hash = EXCLUDED.pin_hash, changed_at = EXCLUDED.changed_at, is_demo = EXCLUDED.is_demo
"""
FIND = """
    SELECT actors.id AS person_id, pin_hash AS password_hash
      FROM identity.actors
      LEFT JOIN identity.pins ON pins.actor_id = actors.id
     WHERE actors.id = %(actor_id)s AND ended_at IS NULL
"""


async def save_pin(
    tx: Tx, *, actor_id: UUID, pin_hash: str, now: datetime, actor: Actor = HOUSE, is_demo: bool = False
) -> None:
    """Gives somebody of the staff a PIN instead of the one they had.

    The caller has checked and hashed it (`check_pin`, `kit.passwords`). Refuses with ActorNotFound, ActorIsEnded, or
    GrantsBeyondOwn: whoever sets another's PIN could come in as them.
    """
    tx.locks("identity")
    found = await lock_actor(tx, actor_id)
    if found is None or found.kind != "staff":
        raise ActorNotFound(actor_id)
    if found.ended_at is not None:
        raise ActorIsEnded(actor_id)
    if actor.id != actor_id:
        await refuse_beyond_own(tx, actor, found)
    await tx.run(SAVE, {"actor_id": actor_id, "pin_hash": pin_hash, "now": now, "is_demo": is_demo})
    await events.append(tx, [events.happening(PinSet(actor_id), at=now, actor=actor.signature)])


async def find_staff_by_id(tx: Tx, actor_id: UUID) -> KnownPerson | None:
    """Somebody of the staff with what is kept of their PIN; None for a PIN that they do not have."""
    return await tx.row(KnownPerson, FIND, {"actor_id": actor_id})
