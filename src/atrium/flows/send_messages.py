"""Messages that are due go out: taken up under a lease, handed to the mail system, and written down."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from atrium.contexts import messaging
from atrium.kit.db import Database

LEASE = timedelta(minutes=2)
"""Longer than a whole turn: so many tries as there are, so many at once, each within the mailer's patience."""
AT_ONCE = 8
MOST = 64
BROKE = messaging.Unsure("the mailer broke; its log says why")

log = structlog.get_logger()


async def send_messages(database: Database, mailer: messaging.Mailer, *, clock: Callable[[], datetime]) -> int:
    """Sends what is due now; answers how much there was. Safe to run anywhere, any number of times.

    A message is sent at least once: whoever is cut off between the mail system's answer and its writing lets it be
    sent again, under the same Message-ID. Two statements for the whole turn, and one for those that failed.
    """
    now = clock()
    async with database.transaction() as tx:
        due = await messaging.take_up(tx, now=now, lease_until=now + LEASE, most=MOST)
    if not due:
        return 0
    turn = asyncio.Semaphore(AT_ONCE)

    async def send(message: messaging.Message) -> messaging.Answer | None:
        async with turn:
            return None if message.spent else await _send(mailer, message)

    answers = await asyncio.gather(*(send(message) for message in due))
    async with database.transaction() as tx:
        await messaging.settle(tx, list(zip(due, answers, strict=True)), now=clock())
    return len(due)


async def _send(mailer: messaging.Mailer, message: messaging.Message) -> messaging.Answer:
    try:
        return await mailer.send(message)
    except Exception:  # One message's fault must not keep the others from going out.
        log.exception("send_messages.failed", about=str(message.id))
        return BROKE
