"""A shared tablet is registered with the code that a manager was given for it."""

from collections.abc import Callable
from datetime import datetime

from atrium.contexts import identity
from atrium.kit.db import Database, Tx
from atrium.kit.signing import digest

PURPOSE = "device code"


async def register_device(
    database: Database, *, code: str, came_from: str, device_secret: str, secret: bytes, clock: Callable[[], datetime]
) -> identity.DeviceRecord:
    """Makes the tablet with this secret one of the location that the code was issued for.

    Refuses with DeviceCodeRefused, and with TooManyTries after too many from one network address.
    """

    async def claim(tx: Tx) -> identity.DeviceRecord | identity.DeviceCodeRefused:
        now = clock()
        await identity.take_tries(tx, [identity.Try(identity.DEVICES_FROM_ADDRESS, came_from)], now=now)
        try:
            return await identity.claim_device(
                tx, code_hash=device_code_digest(secret, code), secret=device_secret, now=now
            )
        except identity.DeviceCodeRefused as refused:
            # A value, so that its try is committed.
            return refused

    answer = await database.commit(claim)
    if isinstance(answer, identity.DeviceCodeRefused):
        raise answer
    return answer


def device_code_digest(secret: bytes, code: str) -> bytes:
    """What is kept of a device's code; people type it with or without its dash, in any case, and O for 0."""
    word = code.upper().translate(_AS_MEANT)
    return digest(secret, PURPOSE, word)


_AS_MEANT = str.maketrans({"-": None, " ": None, "O": "0", "I": "1", "L": "1"})
