"""Who a secret belongs to, remembered for a few seconds so that a request costs no statement."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Generic, TypeVar

from atrium.contexts.identity.model.sessions import Session
from atrium.contexts.identity.queries import find_actor_by_secret
from atrium.contexts.identity.sessions import find_session, note_seen
from atrium.contexts.identity.store import hash_secret
from atrium.kit.db import Database
from atrium.vocabulary.actor import Actor

T = TypeVar("T")
FRESH_S = 5.0
MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Remembered(Generic[T]):
    found: T | None
    until: float


@dataclass(slots=True)
class _Memory(Generic[T]):
    """Remembers what a secret opens, and that it opens nothing, for at most 5 s.

    Callers that ask for the same secret at once share one answer.
    """

    seconds: Callable[[], float]
    most: int
    _remembered: dict[bytes, _Remembered[T]] = field(default_factory=dict[bytes, _Remembered[T]])
    _asking: dict[bytes, "asyncio.Task[T | None]"] = field(default_factory=dict[bytes, "asyncio.Task[T | None]"])

    async def find(self, secret: str, ask: Callable[[], Awaitable[T | None]]) -> T | None:
        mark = hash_secret(secret)
        remembered = self._remembered.get(mark)
        if remembered is not None and remembered.until > self.seconds():
            return remembered.found
        asking = self._asking.get(mark)
        if asking is None:
            asking = self._asking[mark] = asyncio.create_task(self._ask(mark, ask))
        # A caller who goes away must not take the answer from those who wait for the same one.
        return await asyncio.shield(asking)

    async def _ask(self, mark: bytes, ask: Callable[[], Awaitable[T | None]]) -> T | None:
        asked_at = self.seconds()
        try:
            found = await ask()
        finally:
            del self._asking[mark]
        if len(self._remembered) >= self.most:
            self._forget(asked_at)
        self._remembered[mark] = _Remembered(found, asked_at + FRESH_S)
        return found

    def _forget(self, now: float) -> None:
        """Makes room: drops what is stale, and all that opens nothing, so that guesses cannot fill it."""
        kept = {mark: item for mark, item in self._remembered.items() if item.until > now and item.found is not None}
        self._remembered = kept if len(kept) < self.most else {}


class KeyRing:
    """Whose API key a secret is."""

    def __init__(self, database: Database, seconds: Callable[[], float] = monotonic, *, most: int = MOST) -> None:
        self._database = database
        self._memory = _Memory[Actor](seconds, most)

    async def find_actor(self, secret: str) -> Actor | None:
        """Whose key this is, if it is in force; a key that was revoked opens nothing after 5 s."""

        async def ask() -> Actor | None:
            async with self._database.reading() as tx:
                return await find_actor_by_secret(tx, secret)

        return await self._memory.find(secret, ask)


class SessionRing:
    """Which session a secret opens."""

    def __init__(self, database: Database, seconds: Callable[[], float] = monotonic, *, most: int = MOST) -> None:
        self._database = database
        self._memory = _Memory[Session](seconds, most)

    async def find_session(self, secret: str, *, now: datetime) -> Session | None:
        """The session, if it is open; one that was ended opens nothing after 5 s, one that expired at once.

        Costs one statement when it is not remembered, and a write every few minutes to note that it was seen.
        """

        async def ask() -> Session | None:
            async with self._database.reading() as tx:
                found = await find_session(tx, secret, now=now)
            if found is not None and found.was_seen_long_ago(now):
                await self._database.commit(lambda tx: note_seen(tx, found.id, now=now))
            return found

        session = await self._memory.find(secret, ask)
        return session if session is not None and session.expires_at > now else None
