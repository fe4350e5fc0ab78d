"""Somebody of the staff gets a PIN for shared tablets."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from atrium.contexts import identity
from atrium.kit import passwords
from atrium.kit.db import Database, Tx
from atrium.vocabulary.actor import Actor


async def set_pin(database: Database, *, actor_id: UUID, pin: str, actor: Actor, clock: Callable[[], datetime]) -> None:
    """Sets it, by the person themselves or by somebody who has every role that they have; a lock is lifted by it.

    Refuses with PinInvalid, ActorNotFound, ActorIsEnded or GrantsBeyondOwn.
    """
    fault = identity.check_pin(pin)
    if fault is not None:
        raise fault
    kept = await passwords.hash_password(pin)

    async def save(tx: Tx) -> None:
        await identity.save_pin(tx, actor_id=actor_id, pin_hash=kept, now=clock(), actor=actor)
        await identity.clear_tries(tx, identity.Try(identity.PINS_OF_ACTOR, str(actor_id)))

    await database.commit(save)
