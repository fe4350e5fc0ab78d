"""Somebody who is signed in gets a new password, and every other session of theirs ends."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from atrium.contexts import identity
from atrium.contexts.identity import Session
from atrium.kit import passwords
from atrium.kit.db import Database, Tx

FRESH = timedelta(minutes=10)
"""For so long after coming in by a code, the old password is not asked for: it may be the one that was forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPassword:
    """The new password, and the one until now; empty where there is none."""

    password: str = field(repr=False)
    current: str = field(default="", repr=False)


async def change_password(
    database: Database, session: Session, wanted: NewPassword, *, clock: Callable[[], datetime]
) -> None:
    """Sets the password of the session's own shopper.

    Refuses with PasswordInvalid, with PasswordWrong, and with TooManyTries.
    """
    shopper = session.actor
    tried = identity.Try(identity.SIGN_INS_OF_EMAIL, f"change {shopper.id}")

    async def look(tx: Tx) -> tuple[identity.ShopperRecord, str | None]:
        known = await identity.get_shopper(tx, shopper.id, visible_to=shopper.sees)
        await identity.take_tries(tx, [tried], now=clock())
        found = await identity.find_shopper_by_email(tx, known.email)
        return known, found.password_hash if found else None

    known, kept = await database.commit(look)
    fault = identity.check_password(wanted.password, email=known.email)
    if fault is not None:
        raise fault
    is_fresh = session.method == "code" and clock() - session.created_at <= FRESH
    if kept is not None and not is_fresh and not await passwords.is_password(wanted.current, kept):
        raise identity.PasswordWrong
    new_hash = await passwords.hash_password(wanted.password)

    async def save(tx: Tx) -> None:
        now = clock()
        await identity.set_shopper_password(tx, shopper_id=shopper.id, password_hash=new_hash, now=now, actor=shopper)
        await identity.end_all(tx, person_id=shopper.id, now=now, actor=shopper, but=session.id)
        await identity.clear_tries(tx, tried)

    await database.commit(save)
