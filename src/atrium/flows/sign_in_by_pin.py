"""Somebody of the staff takes over a shared tablet with a PIN."""

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
class PinKnocks:
    """What came with the request: the tablet's own secret, who was chosen, and the PIN."""

    device_secret: str = field(repr=False)
    actor_id: UUID
    pin: str = field(repr=False)
    user_agent: str = ""


async def sign_in_by_pin(database: Database, knocks: PinKnocks, *, clock: Callable[[], datetime]) -> CameIn:
    """Starts a session at the till of the tablet's location; whoever was there before has left.

    Refuses with DeviceUnknown on a tablet that is not registered, with PinRefused, with TooManyTries after five wrong
    ones of one person (for 5 minutes) or too many at one tablet, and with NoRoleHere.
    """
    of_actor = identity.Try(identity.PINS_OF_ACTOR, str(knocks.actor_id))

    async def begin(tx: Tx) -> tuple[identity.DeviceRecord, KnownPerson | None]:
        device = await identity.find_device(tx, knocks.device_secret)
        if device is None:
            raise identity.DeviceUnknown
        tries = [of_actor, identity.Try(identity.PINS_AT_DEVICE, str(device.id))]
        await identity.take_tries(tx, tries, now=clock())
        return device, await identity.find_staff_by_id(tx, knocks.actor_id)

    device, known = await database.commit(begin)
    fits = await passwords.is_password(knocks.pin, known.password_hash if known else None)
    if known is None or not fits:
        await database.commit(lambda tx: _note_failure(tx, known, of_actor, clock()))
        raise identity.PinRefused
    secret = identity.session_secret(new_secret())

    async def enter(tx: Tx) -> identity.Session:
        new = identity.NewSession(
            new_id(), "till", known.person_id, "pin", device.location, device.id, knocks.user_agent
        )
        session = await identity.start_session(tx, new, secret=secret, now=clock())
        await identity.clear_tries(tx, of_actor)
        return session

    return CameIn(await database.commit(enter), secret)


async def _note_failure(tx: Tx, known: KnownPerson | None, tried: identity.Try, now: datetime) -> None:
    is_locked = await identity.is_used_up(tx, tried, now=now)
    if known is not None:
        await identity.note_failed_sign_in(
            tx, person_id=known.person_id, kind="till", method="pin", is_locked=is_locked, now=now
        )
