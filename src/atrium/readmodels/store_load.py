"""How busy each location is, and what stands on its shelves."""

from dataclasses import dataclass
from datetime import datetime

from atrium.kit.db import Tx

WORK = """
    SELECT location,
           count(*) FILTER (WHERE state = 'queued') AS queued,
           count(*) FILTER (WHERE state IN ('picked', 'packed')) AS picked,
           count(*) FILTER (WHERE state = 'ready') AS ready,
           sum(units)::bigint AS units,
           min(created_at) FILTER (WHERE state = 'queued') AS oldest_queued_at
      FROM fulfilment.open_work
     GROUP BY location
"""
STOCK = """
    SELECT location, sum(on_hand)::bigint AS on_hand, sum(available)::bigint AS available,
           sum(shortfall)::bigint AS shortfall, count(*) FILTER (WHERE available = 0) AS items_out
      FROM inventory.stock_levels
     GROUP BY location
"""


@dataclass(frozen=True, slots=True)
class OpenWork:
    """A location's fulfilments that have not left, by how far they are; `units` are theirs together."""

    location: str
    queued: int = 0
    picked: int = 0
    ready: int = 0
    units: int = 0
    oldest_queued_at: datetime | None = None

    @property
    def open(self) -> int:
        return self.queued + self.picked + self.ready


@dataclass(frozen=True, slots=True)
class ShelfTotals:
    """A location's stock over all items, in base units; `items_out` have nothing left to promise."""

    location: str
    on_hand: int = 0
    available: int = 0
    shortfall: int = 0
    items_out: int = 0


async def load_open_work(tx: Tx) -> dict[str, OpenWork]:
    """Open work by location; one that has none is left out. One statement."""
    return {work.location: work for work in await tx.rows(OpenWork, WORK)}


async def load_shelf_totals(tx: Tx) -> dict[str, ShelfTotals]:
    """Stock by location; one that has none is left out. One statement that reads every stock row."""
    return {shelf.location: shelf for shelf in await tx.rows(ShelfTotals, STOCK)}
