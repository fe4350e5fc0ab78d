"""Finding items by their stock: what there is of each, at one location or everywhere."""

from dataclasses import dataclass
from typing import Literal

from atrium.kit.db import Tx
from atrium.kit.paging import MOST, Page, from_cursor, to_cursor
from atrium.vocabulary.actor import Scope

Condition = Literal["out", "short", "low"]
"""`out`: nothing can be promised; `short`: more is promised than there is; `low`: at most five can be promised."""
LOW = 5
# Totals of one item come from an index range of its stock rows, so a page costs as much as its items have places.
ITEMS = """
    SELECT face.sku, face.name, total.places, total.on_hand, total.held, total.reserved, total.safety, total.available,
           total.shortfall
      FROM catalog.item_faces AS face
     CROSS JOIN LATERAL (
           SELECT count(*) AS places, coalesce(sum(on_hand), 0)::bigint AS on_hand,
                  coalesce(sum(held), 0)::bigint AS held, coalesce(sum(reserved), 0)::bigint AS reserved,
                  coalesce(sum(safety), 0)::bigint AS safety, coalesce(sum(available), 0)::bigint AS available,
                  coalesce(sum(shortfall), 0)::bigint AS shortfall
             FROM inventory.stock_levels AS level
            WHERE level.sku = face.sku AND (%(location)s::text IS NULL OR level.location = %(location)s)
              AND (%(visible)s::text[] IS NULL OR level.location = ANY (%(visible)s::text[]))) AS total
     WHERE (%(text)s::text IS NULL OR position(%(text)s IN lower(face.name)) > 0
            OR lower(face.sku) LIKE %(beginning)s)
       AND (%(location)s::text IS NULL OR total.places > 0)
       AND CASE %(condition)s::text WHEN 'out' THEN total.available = 0
                                    WHEN 'short' THEN total.shortfall > 0
                                    WHEN 'low' THEN total.available <= %(low)s
                                    ELSE true END
       AND (%(after)s::text IS NULL OR face.sku > %(after)s)
     ORDER BY face.sku
     LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class StockFilters:
    """Which items are wanted; None and nothing mean all."""

    text: str = ""
    location: str | None = None
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item and its stock in base units, at the location that was asked about or everywhere."""

    sku: str
    name: str
    places: int
    on_hand: int
    held: int
    reserved: int
    safety: int
    available: int
    shortfall: int


async def search_stock(
    tx: Tx, filters: StockFilters, *, visible_to: Scope, cursor: str | None = None, limit: int = 50
) -> Page[FoundItem]:
    """Items that pass the filters, by their code. One statement."""
    size = min(limit, MOST)
    text = " ".join(filters.text.lower().split()) or None
    beginning = None if text is None else text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
    words = {
        "text": text,
        "beginning": beginning,
        "location": filters.location,
        "condition": filters.condition,
        "low": LOW,
        "visible": None if visible_to.locations is None else list(visible_to.locations),
        "after": from_cursor(cursor, tuple[str])[0] if cursor else None,
        "limit": size + 1,
    }
    found = await tx.rows(FoundItem, ITEMS, words)
    return Page(found[:size], to_cursor(found[size - 1].sku) if len(found) > size else None)
