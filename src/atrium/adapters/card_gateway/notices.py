"""Sends the simulated gateway's notices, signed by Standard Webhooks, in the order they fall due."""

import asyncio
import time
from datetime import UTC, datetime

import aiohttp
from standardwebhooks import Webhook

from atrium.adapters.card_gateway.book import Book, Notice

MOST_ATTEMPTS = 10
LONGEST_PAUSE_SECONDS = 60.0
FIRST_PAUSE_SECONDS = 0.5


class Courier:
    """Delivers at least once: a notice is forgotten when its receiver says 2xx, or after the last attempt."""

    def __init__(self, *, book: Book, url: str, signing_key: str) -> None:
        self._book = book
        self._url = url
        self._webhook = Webhook(signing_key)
        self._owed = asyncio.Event()

    def wake(self) -> None:
        """Say that something may have become due."""
        self._owed.set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
            while True:
                self._owed.clear()
                notice = self._book.next_notice()
                pause_seconds = None if notice is None else notice.due_at - time.time()
                if notice is not None and pause_seconds is not None and pause_seconds <= 0:
                    await self._deliver(session, notice)
                else:
                    await self._rest(pause_seconds)

    async def _rest(self, seconds: float | None) -> None:
        try:
            await asyncio.wait_for(self._owed.wait(), seconds)
        except TimeoutError:
            return

    async def _deliver(self, session: aiohttp.ClientSession, notice: Notice) -> None:
        if await self._is_accepted(session, notice) or notice.attempts + 1 >= MOST_ATTEMPTS:
            self._book.drop_notice(notice.number)
            return
        pause_seconds = min(FIRST_PAUSE_SECONDS * 2**notice.attempts, LONGEST_PAUSE_SECONDS)
        self._book.postpone_notice(notice.number, due_at=time.time() + pause_seconds)

    async def _is_accepted(self, session: aiohttp.ClientSession, notice: Notice) -> bool:
        now = datetime.now(UTC)
        headers = {
            "content-type": "application/json",
            "webhook-id": notice.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._webhook.sign(msg_id=notice.id, timestamp=now, data=notice.body),
        }
        try:
            async with session.post(self._url, data=notice.body, headers=headers, allow_redirects=False) as response:
                return 200 <= response.status < 300
        except (aiohttp.ClientError, TimeoutError):
            return False
