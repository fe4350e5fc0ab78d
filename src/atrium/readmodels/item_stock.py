"""One item's stock everywhere, and the newest entries of its ledger."""

from collections.abc import Sequence
from dataclasses import dataclass

from atrium.contexts import catalog, inventory
from atrium.kit.db import Tx
from atrium.vocabulary.actor import Scope


@dataclass(frozen=True, slots=True)
class StockTotals:
    """An item's stock over all locations that were read, in base units."""

    on_hand: int
    held: int
    reserved: int
    safety: int
    available: int
    shortfall: int

    @classmethod
    def of(cls, levels: Sequence[inventory.Level]) -> "StockTotals":
        return cls(
            on_hand=sum(level.on_hand for level in levels),
            held=sum(level.held for level in levels),
            reserved=sum(level.reserved for level in levels),
            safety=sum(level.safety for level in levels),
            available=sum(level.available for level in levels),
            shortfall=sum(level.shortfall for level in levels),
        )


@dataclass(frozen=True, slots=True)
class ItemStock:
    """An item, its levels by location, their sum, and its newest movements."""

    item: catalog.Item
    levels: list[inventory.Level]
    totals: StockTotals
    movements: Sequence[inventory.Movement]


async def load_item_stock(tx: Tx, sku: str, *, visible_to: Scope, movements: int = 30) -> ItemStock:
    """An item's stock with up to so many movements, newest first; refuses with ItemNotFound. Three statements."""
    item = await catalog.get_item(tx, sku)
    levels = await inventory.list_levels(tx, sku, visible_to=visible_to)
    ledger = await inventory.list_movements(tx, sku, visible_to=visible_to, limit=movements)
    return ItemStock(item, levels, StockTotals.of(levels), ledger.items)
