"""What of comings and goings is kept, and for how long; the log keeps who came in."""

from datetime import datetime, timedelta

from atrium.contexts.identity.codes import forget_codes
from atrium.contexts.identity.devices import forget_device_codes
from atrium.contexts.identity.sessions import forget_sessions
from atrium.contexts.identity.tries import forget_tries
from atrium.kit.db import Tx

KEEP_SESSIONS = timedelta(days=30)
KEEP_TRIES = timedelta(days=1)
"""Longer than any limit's while."""


async def forget_visits(tx: Tx, *, now: datetime) -> int:
    """Drops sessions that expired a month ago, and codes and counters that a day has made useless; answers how many.

    At most some thousands at once, so that the transaction stays short.
    """
    forgotten = await forget_sessions(tx, before=now - KEEP_SESSIONS)
    for forget in (forget_tries, forget_codes, forget_device_codes):
        forgotten += await forget(tx, before=now - KEEP_TRIES)
    return forgotten
