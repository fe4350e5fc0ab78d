"""Reading the ledger across items: by item, location, kind and time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts.inventory.queries import Movement
from atrium.kit.db import Tx
from atrium.kit.paging import MOST, Page, from_cursor, to_cursor
from atrium.vocabulary.actor import Scope

SEARCH = """
    SELECT id, sku, location, kind, quantity, unit_cost, reason, actor, document, at
      FROM inventory.movements
     WHERE (%(sku)s::text IS NULL OR sku = %(sku)s)
       AND (%(location)s::text IS NULL OR location = %(location)s)
       AND (%(kind)s::text IS NULL OR kind = %(kind)s)
       AND (%(document)s::text IS NULL OR document = %(document)s)
       AND (%(since)s::timestamptz IS NULL OR at >= %(since)s)
       AND (%(visible)s::text[] IS NULL OR location = ANY (%(visible)s::text[]))
       AND (%(before)s::uuid IS NULL OR id < %(before)s)
     ORDER BY id DESC
     LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class LedgerFilters:
    """Which movements are wanted; None means all."""

    sku: str | None = None
    location: str | None = None
    kind: str | None = None
    document: str | None = None
    since: datetime | None = None


async def search_ledger(
    tx: Tx, filters: LedgerFilters, *, visible_to: Scope, cursor: str | None = None, limit: int = 50
) -> Page[Movement]:
    """Movements that pass the filters, newest first."""
    size = min(limit, MOST)
    words = {
        "sku": filters.sku,
        "location": filters.location,
        "kind": filters.kind,
        "document": filters.document,
        "since": filters.since,
        "visible": None if visible_to.locations is None else list(visible_to.locations),
        "before": from_cursor(cursor, tuple[UUID])[0] if cursor else None,
        "limit": size + 1,
    }
    found = await tx.rows(Movement, SEARCH, words)
    return Page(found[:size], to_cursor(str(found[size - 1].id)) if len(found) > size else None)
