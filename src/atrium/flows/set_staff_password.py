"""Somebody of the staff gets an e-mail address and a password to sign in with, and their sessions end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from atrium.contexts import identity
from atrium.kit import passwords
from atrium.kit.db import Database, Tx
from atrium.vocabulary.actor import Actor


@dataclass(frozen=True, slots=True)
class StaffPassword:
    """Whose it is, and what they will sign in with."""

    actor_id: UUID
    email: str
    password: str = field(repr=False)


async def set_staff_password(
    database: Database, wanted: StaffPassword, *, actor: Actor, clock: Callable[[], datetime]
) -> None:
    """Sets it, by somebody who has every role that this person has.

    Refuses with EmailInvalid, EmailTaken, PasswordInvalid, ActorNotFound, ActorIsEnded or GrantsBeyondOwn.
    """
    fault = identity.check_password(wanted.password, email=wanted.email)
    if fault is not None:
        raise fault
    kept = await passwords.hash_password(wanted.password)

    async def save(tx: Tx) -> None:
        now = clock()
        await identity.save_staff_credential(
            tx, actor_id=wanted.actor_id, email=wanted.email, password_hash=kept, now=now, actor=actor
        )
        await identity.end_all(tx, person_id=wanted.actor_id, now=now, actor=actor)

    await database.commit(save)
