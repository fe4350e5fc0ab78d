"""Looking back through the log, newest first, for what somebody did or what happened to something."""

from dataclasses import dataclass

from atrium.kit.db import Tx
from atrium.kit.events.log import Recorded

AT_MOST_BACK = 50_000
"""How many events one look goes past, so that a rare word costs a bounded read; the next look goes on from there."""
LOOK_BACK = """
    SELECT position, id, type, subject, at, actor, reason, facts
      FROM kit.events
     WHERE position < %(before)s AND position >= %(back_to)s
       AND (%(family)s::text IS NULL OR starts_with(type, %(family)s || '.'))
       AND (%(type)s::text IS NULL OR type = %(type)s)
       AND (%(subject)s::text IS NULL OR subject = %(subject)s)
       AND (%(actor)s::text IS NULL OR position(lower(%(actor)s) IN lower(actor)) > 0)
     ORDER BY position DESC
     LIMIT %(limit)s
"""
OF_SUBJECT = """
    SELECT position, id, type, subject, at, actor, reason, facts
      FROM kit.events
     WHERE subject = %(subject)s AND position < %(before)s
       AND (%(family)s::text IS NULL OR starts_with(type, %(family)s || '.'))
       AND (%(type)s::text IS NULL OR type = %(type)s)
       AND (%(actor)s::text IS NULL OR position(lower(%(actor)s) IN lower(actor)) > 0)
     ORDER BY position DESC
     LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, newest first, and before which position the next look begins; None at the log's beginning."""

    found: list[Recorded]
    next_before: int | None


@dataclass(frozen=True, slots=True)
class LogFilters:
    """Which events are wanted; `family` is the beginning of a type, as `orders`; `actor` a part of the name."""

    family: str | None = None
    type: str | None = None
    subject: str | None = None
    actor: str | None = None


async def look_back(tx: Tx, filters: LogFilters, *, before: int, limit: int = 50) -> Looked:
    """Up to `limit` events before a position that pass the filters, newest first."""
    words = {
        "family": filters.family,
        "type": filters.type,
        "subject": filters.subject,
        "actor": filters.actor,
        "before": before,
        "limit": limit + 1,
    }
    if filters.subject is not None:
        found = await tx.rows(Recorded, OF_SUBJECT, words)
        return _looked(found, limit, None)
    back_to = max(before - AT_MOST_BACK, 0)
    found = await tx.rows(Recorded, LOOK_BACK, {**words, "back_to": back_to})
    return _looked(found, limit, back_to if back_to > 0 else None)


def _looked(found: list[Recorded], limit: int, rest: int | None) -> Looked:
    shown = found[:limit]
    return Looked(shown, shown[-1].position if len(found) > limit else rest)
