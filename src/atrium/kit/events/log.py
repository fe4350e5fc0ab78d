"""Appending to the log, and reading it by position or by subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from atrium.kit.db import Tx
from atrium.kit.events.fact import Happening
from atrium.kit.rows import as_rows

APPEND = """
    INSERT INTO kit.event_inbox (id, type, subject, at, actor, reason, facts)
    SELECT id, type, subject, at, actor, reason, facts
      FROM json_to_recordset(%(rows)s::json)
        AS new (id uuid, type text, subject text, at timestamptz, actor text, reason text, facts jsonb)
"""
READ = """
    SELECT position, id, type, subject, at, actor, reason, facts
      FROM kit.events
     WHERE position > %(after)s AND position <= %(up_to)s
       AND (%(types)s::text[] IS NULL OR type = ANY (%(types)s::text[]))
     ORDER BY position
     LIMIT %(limit)s
"""
READ_SUBJECT = """
    SELECT position, id, type, subject, at, actor, reason, facts
      FROM kit.events WHERE subject = %(subject)s
    UNION ALL
    SELECT NULL, id, type, subject, at, actor, reason, facts
      FROM kit.event_inbox WHERE subject = %(subject)s
     ORDER BY position NULLS LAST, id
"""
NEWEST = 2**63 - 1
LAST_POSITION = "SELECT last_position FROM kit.event_sequence"


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the log keeps it; `position` is None for the moment until it is sequenced."""

    position: int | None
    id: UUID
    type: str
    subject: str
    at: datetime
    actor: str
    reason: str | None
    facts: dict[str, Any]


async def append(tx: Tx, happenings: Sequence[Happening]) -> None:
    """Records events in the transaction of the change that they tell of."""
    if happenings:
        await tx.run(APPEND, {"rows": as_rows(happenings)})


async def read(
    tx: Tx, *, after: int, up_to: int = NEWEST, types: Sequence[str] | None = None, limit: int = 500
) -> list[Recorded]:
    """Up to `limit` events past position `after`, in order."""
    wanted = None if types is None else list(types)
    return await tx.rows(Recorded, READ, {"after": after, "up_to": up_to, "types": wanted, "limit": limit})


async def read_subject(tx: Tx, subject: str) -> list[Recorded]:
    """One subject's whole story, those included that have no position yet."""
    return await tx.rows(Recorded, READ_SUBJECT, {"subject": subject})


async def last_position(tx: Tx) -> int:
    """The position of the newest event; 0 for an empty log."""
    return await tx.value(LAST_POSITION)
