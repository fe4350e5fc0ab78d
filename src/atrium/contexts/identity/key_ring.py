"""Which actor a key belongs to, remembered for a few seconds so that a request costs no statement."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from atrium.contexts.identity.queries import find_actor_by_secret
from atrium.contexts.identity.store import hash_secret
from atrium.kit.db import Database
from atrium.vocabulary.actor import Actor

FRESH_S = 5.0
MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Remembered:
    actor: Actor | None
    until: float


@dataclass(slots=True)
class KeyRing:
    """Remembers who a secret belongs to, and that it belongs to nobody, for at most 5 s.

    Callers that ask for the same secret at once share one statement.
    """

    database: Database
    seconds: Callable[[], float] = monotonic
    most: int = MOST
    _remembered: dict[bytes, _Remembered] = field(default_factory=dict[bytes, _Remembered])
    _asking: dict[bytes, asyncio.Task[Actor | None]] = field(default_factory=dict[bytes, asyncio.Task[Actor | None]])

    async def find_actor(self, secret: str) -> Actor | None:
        """Whose key this is, if it is in force."""
        mark = hash_secret(secret)
        remembered = self._remembered.get(mark)
        if remembered is not None and remembered.until > self.seconds():
            return remembered.actor
        asking = self._asking.get(mark)
        if asking is None:
            asking = self._asking[mark] = asyncio.create_task(self._ask(mark, secret))
        # A caller who goes away must not take the answer from those who wait for the same one.
        return await asyncio.shield(asking)

    async def _ask(self, mark: bytes, secret: str) -> Actor | None:
        asked_at = self.seconds()
        try:
            async with self.database.reading() as tx:
                actor = await find_actor_by_secret(tx, secret)
        finally:
            del self._asking[mark]
        if len(self._remembered) >= self.most:
            self._forget(asked_at)
        self._remembered[mark] = _Remembered(actor, asked_at + FRESH_S)
        return actor

    def _forget(self, now: float) -> None:
        """Makes room: drops what is stale, and all that belongs to nobody, so that guesses cannot fill it."""
        kept = {mark: item for mark, item in self._remembered.items() if item.until > now and item.actor}
        self._remembered = kept if len(kept) < self.most else {}
