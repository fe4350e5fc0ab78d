"""How many requests one visitor may send: a token bucket for each, in this process, so that it costs no statement.

Guests are told apart by their network address, people by their session. Machines with an API key are trusted: their
keys are issued by hand, and can be revoked.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from time import monotonic

from atrium.kit.refusals import TooMany

BURST_S = 8
"""Whoever was quiet may send as many requests at once as are fine in so many seconds."""
MOST = 20_000


@dataclass(eq=False)
class TooManyRequests(TooMany):
    """One visitor sends more requests than one person or page needs."""

    retry_after_s: int
    per_s: int

    @property
    def message(self) -> str:
        return f"Too many requests came from you; {self.per_s} a second are fine."

    @property
    def headers(self) -> dict[str, str]:
        """What a program reads of it (the IETF's RateLimit header fields)."""
        quota = self.per_s * BURST_S
        return {
            "Retry-After": str(self.retry_after_s),
            "RateLimit-Policy": f'"visitor";q={quota};w={BURST_S}',
            "RateLimit": f'"visitor";r=0;t={self.retry_after_s}',
        }


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


@dataclass(slots=True)
class Pace:
    """The buckets of one process; those that were used longest ago make room, and were full again by then."""

    per_s: int
    seconds: Callable[[], float] = monotonic
    most: int = MOST
    _buckets: OrderedDict[str, _Bucket] = field(default_factory=OrderedDict[str, _Bucket])

    def spend(self, visitor: str) -> None:
        """Counts a request of somebody; refuses with TooManyRequests, which costs them nothing more."""
        now, full = self.seconds(), float(self.per_s * BURST_S)
        bucket = self._buckets.get(visitor)
        if bucket is None:
            if len(self._buckets) >= self.most:
                self._buckets.popitem(last=False)
            bucket = self._buckets[visitor] = _Bucket(full, now)
        else:
            self._buckets.move_to_end(visitor)
        bucket.tokens = min(full, bucket.tokens + (now - bucket.at) * self.per_s)
        bucket.at = now
        if bucket.tokens < 1:
            raise TooManyRequests(max(1, ceil((1 - bucket.tokens) / self.per_s)), self.per_s)
        bucket.tokens -= 1
