"""Somebody comes in with an e-mail address and a password: a shopper at the shop, staff at a till or the console."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from atrium.contexts import identity
from atrium.contexts.identity import CameIn, KnownPerson
from atrium.kit import passwords
from atrium.kit.db import Database, Tx
from atrium.kit.ids import new_id, new_secret


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordKnocks:
    """What came with the request. At a till `location` says where; `came_from` is a network address."""

    email: str
    password: str = field(repr=False)
    kind: identity.SessionKind
    location: str | None = None
    device_id: UUID | None = None
    came_from: str
    user_agent: str = ""


async def sign_in_by_password(database: Database, knocks: PasswordKnocks, *, clock: Callable[[], datetime]) -> CameIn:
    """Starts a session at the shop, at the till of a location, or at the console.

    Who does not exist takes as long, and hears the same, as a wrong password: SignInRefused. Refuses with TooManyTries
    after too many for one e-mail address or from one network address; staff with NoRoleHere or OnlyAtStores where they
    may not come in.
    """
    at_shop = knocks.kind == "shop"
    who = "shopper" if at_shop else "staff"
    by_email = identity.Try(identity.SIGN_INS_OF_EMAIL, f"{who} {knocks.email.strip().lower()}")

    async def begin(tx: Tx) -> KnownPerson | None:
        tries = [by_email, identity.Try(identity.SIGN_INS_FROM_ADDRESS, knocks.came_from)]
        await identity.take_tries(tx, tries, now=clock())
        find = identity.find_shopper_by_email if at_shop else identity.find_staff_by_email
        return await find(tx, knocks.email)

    known = await database.commit(begin)
    # Between two transactions: it takes longer than one should last.
    fits = await passwords.is_password(knocks.password, known.password_hash if known else None)
    if known is None or not fits:
        await database.commit(lambda tx: _note_failure(tx, known, by_email, knocks.kind, clock()))
        raise identity.SignInRefused
    secret = identity.session_secret(new_secret())

    async def enter(tx: Tx) -> identity.Session:
        new = identity.NewSession(
            new_id(), knocks.kind, known.person_id, "password", knocks.location, knocks.device_id, knocks.user_agent
        )
        session = await identity.start_session(tx, new, secret=secret, now=clock())
        await identity.clear_tries(tx, by_email)
        return session

    return CameIn(await database.commit(enter), secret)


async def _note_failure(
    tx: Tx, known: KnownPerson | None, tried: identity.Try, kind: identity.SessionKind, now: datetime
) -> None:
    # Also asked for nobody, so that it takes as long.
    is_locked = await identity.is_used_up(tx, tried, now=now)
    if known is not None:
        await identity.note_failed_sign_in(
            tx, person_id=known.person_id, kind=kind, method="password", is_locked=is_locked, now=now
        )
