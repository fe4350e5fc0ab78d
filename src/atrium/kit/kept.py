"""An answer that is kept for some seconds: many ask, one of them finds out."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")
K = TypeVar("K")


class Kept(Generic[K, T]):
    """Answers by key, each at most `fresh_s` seconds old, and at most `most` of them.

    Who asks while an answer is being found waits for that one. A fault is told to all who wait, and not kept.
    """

    def __init__(
        self,
        ask: Callable[[K], Awaitable[T]],
        *,
        fresh_s: float,
        most: int = 256,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        self._ask = ask
        self._fresh_s = fresh_s
        self._most = most
        self._seconds = seconds
        self._answers: dict[K, tuple[float, T]] = {}
        self._asking: dict[K, asyncio.Task[T]] = {}

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._answers)

    async def get(self, key: K) -> T:
        """The answer for a key, kept or found now."""
        kept = self._answers.get(key)
        if kept is not None and kept[0] > self._seconds():
            return kept[1]
        asking = self._asking.get(key)
        if asking is None:
            asking = self._asking[key] = asyncio.create_task(self._find(key))
        # Somebody who goes away must not take the answer from those who wait for the same one.
        return await asyncio.shield(asking)

    async def _find(self, key: K) -> T:
        asked_at = self._seconds()
        try:
            found = await self._ask(key)
        finally:
            del self._asking[key]
        if len(self._answers) >= self._most:
            self._answers = {known: kept for known, kept in self._answers.items() if kept[0] > asked_at}
            if len(self._answers) >= self._most:
                self._answers.clear()
        self._answers[key] = asked_at + self._fresh_s, found
        return found
