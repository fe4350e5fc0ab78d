"""A request that is sent again has one effect and gets the same answer.

The key is stored in the effect's own transaction. A concurrent duplicate in another process waits on the
unique key; the one that loses starts over and finds the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from psycopg import errors

from atrium.kit.db import Tx
from atrium.kit.refusals import Conflict, Invalid
from atrium.kit.rows import as_rows

FIND = """
    SELECT scope || ' ' || key AS handle, fingerprint, answer
      FROM kit.idempotency_keys
     WHERE (scope, key) IN (
           SELECT scope, key FROM json_to_recordset(%(rows)s::json) AS wanted (scope text, key text))
"""
KEEP = """
    INSERT INTO kit.idempotency_keys (scope, key, fingerprint, answer, kept_at)
    SELECT scope, key, fingerprint, answer, kept_at
      FROM json_to_recordset(%(rows)s::json)
        AS new (scope text, key text, fingerprint text, answer text, kept_at timestamptz)
     ORDER BY scope, key
        ON CONFLICT DO NOTHING
 RETURNING 1
"""
CLAIM = "SELECT pg_advisory_xact_lock(4206503, hashtext(%(handle)s))"
FORGET = """
    DELETE FROM kit.idempotency_keys
     WHERE ctid = ANY (ARRAY(SELECT ctid FROM kit.idempotency_keys WHERE kept_at < %(before)s LIMIT %(most)s))
"""


@dataclass(eq=False)
class KeyReused(Invalid):
    """The same Idempotency-Key came with another body."""

    key: str
    field = "Idempotency-Key"
    remedy = "Use a new key for a new request; repeat a request with exactly the same body."

    @property
    def message(self) -> str:
        return f"The key {self.key!r} was used for another request."


class Overtaken(Exception):
    """A duplicate in another process committed first; start over and find its answer."""


@dataclass(eq=False)
class StillInFlight(Conflict):
    """The first request with this key has not finished."""

    key: str
    field = "Idempotency-Key"
    remedy = "Send it again in a few seconds."

    @property
    def message(self) -> str:
        return f"The first request with key {self.key!r} is still at work."


@dataclass(frozen=True, slots=True)
class Key:
    """Whose key it is, the key, and the fingerprint of the body that came with it."""

    scope: str
    key: str
    fingerprint: str

    @property
    def handle(self) -> str:
        return f"{self.scope} {self.key}"


@dataclass(frozen=True, slots=True)
class Kept:
    """The answer that was given to a key."""

    handle: str
    fingerprint: str
    answer: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """An answer on its way to be kept."""

    scope: str
    key: str
    fingerprint: str
    answer: str
    kept_at: datetime


def fingerprint(body: bytes) -> str:
    """What is remembered of a body, to tell whether a repeated key came with the same one."""
    return blake2b(body, digest_size=16).hexdigest()


async def claim(tx: Tx, key: Key) -> None:
    """Waits until nobody else is at work under this key; refuses with StillInFlight after the lock timeout."""
    try:
        await tx.run(CLAIM, {"handle": key.handle})
    except errors.LockNotAvailable as held:
        raise StillInFlight(key.key) from held


async def find(tx: Tx, keys: Sequence[Key]) -> dict[str, Kept]:
    """The answers already given to these keys, by handle."""
    if not keys:
        return {}
    found = await tx.rows(Kept, FIND, {"rows": as_rows({"scope": key.scope, "key": key.key} for key in keys)})
    return {kept.handle: kept for kept in found}


async def keep(tx: Tx, answers: Sequence[tuple[Key, str]], *, now: datetime) -> None:
    """Keeps answers with their effect; raises Overtaken when a duplicate was quicker, and all must be undone."""
    if not answers:
        return
    rows = [Keeping(key.scope, key.key, key.fingerprint, answer, now) for key, answer in answers]
    try:
        kept = await tx.values(KEEP, {"rows": as_rows(rows)})
    except errors.LockNotAvailable as held:
        # In a batch this names the first one; done again one by one, each hears of its own.
        raise StillInFlight(answers[0][0].key) from held
    if len(kept) < len(rows):
        raise Overtaken


async def forget(tx: Tx, *, before: datetime, most: int = 100_000) -> int:
    """Drops keys that were kept before that moment; answers how many.

    At most so many at once: what a house at rest has left over would not go within the statement timeout.
    """
    return await tx.run(FORGET, {"before": before, "most": most})
