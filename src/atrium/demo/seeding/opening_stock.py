"""What lies on the shelves when the house opens."""

from collections.abc import Sequence
from datetime import datetime

from atrium.contexts import inventory
from atrium.demo import retailer
from atrium.kit.db import Tx
from atrium.vocabulary.actor import HOUSE

REASON = "opening stock"


async def add_opening_stock(tx: Tx, rows: Sequence[retailer.StockRow], *, now: datetime) -> None:
    """Posts the opening of the stock rows that are missing; one that is there was opened before."""
    known = await inventory.lock_levels(tx, [inventory.Key(row.sku, row.location_id) for row in rows])
    new = [_opening(row) for row in rows if inventory.Key(row.sku, row.location_id) not in known]
    await inventory.adjust(tx, new, now=now, actor=HOUSE)


def _opening(row: retailer.StockRow) -> inventory.Adjustment:
    return inventory.Adjustment(
        sku=row.sku,
        location=row.location_id,
        quantity=row.on_hand,
        reason=REASON,
        kind="opening",
        unit_cost=row.unit_cost,
        safety=row.safety,
    )
