"""One LISTEN per process: wakes everybody who waits for news of the log."""

import asyncio
from dataclasses import dataclass, field

import structlog
from psycopg import AsyncConnection, OperationalError

LISTEN = "LISTEN atrium_events"

log = structlog.get_logger()


@dataclass(slots=True)
class Hub:
    """Hears of new positions and wakes those who wait; survives a database that restarts."""

    url: str
    position: int = 0
    _waiting: set["asyncio.Event"] = field(default_factory=set["asyncio.Event"])

    async def run(self) -> None:
        """Listens until cancelled."""
        while True:
            try:
                await self._listen()
            except OperationalError as fault:
                log.warning("hub.database_away", fault=str(fault))
                await asyncio.sleep(1)

    async def _listen(self) -> None:
        connection = await AsyncConnection.connect(self.url, autocommit=True)
        async with connection:
            await connection.execute(LISTEN)
            self._wake()  # Something may have happened while nobody listened.
            async for notice in connection.notifies():
                self.position = max(self.position, int(notice.payload))
                self._wake()

    def _wake(self) -> None:
        for bell in self._waiting:
            bell.set()

    async def news(self, *, within_s: float, past: int | None = None) -> bool:
        """Waits until something was added to the log; False when nothing was within that time.

        Where something past that position is known already, nobody waits: it came after the caller had looked.
        """
        if past is not None and self.position > past:
            return True
        bell = asyncio.Event()
        self._waiting.add(bell)
        try:
            await asyncio.wait_for(bell.wait(), within_s)
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(bell)
        return True
