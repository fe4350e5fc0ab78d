"""One fulfilment as whoever works on it sees it: each line with its picture, its shelf, and where else the item is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts import catalog, fulfilment, locations
from atrium.kit.db import Tx
from atrium.readmodels.stock_near import StockNear, load_stock_near
from atrium.readmodels.work_queue import due_at
from atrium.vocabulary.actor import Scope

SHOPPER = "SELECT shopper FROM orders.order_book WHERE id = %(order)s"
PICTURES = "SELECT sku FROM catalog.item_faces WHERE sku = ANY (%(skus)s::text[]) AND has_illustration"


@dataclass(frozen=True, slots=True)
class PickLine:
    """A line of the list; `barcodes` are what the scanner may read of it."""

    line: fulfilment.FulfilmentLine
    pictured: bool
    barcodes: list[str]
    stock: StockNear


@dataclass(frozen=True, slots=True)
class PickList:
    """A fulfilment with what its location knows of each line."""

    work: fulfilment.Fulfilment
    shopper: str
    due_at: datetime
    lines: list[PickLine]

    @property
    def counted(self) -> int:
        return sum(one.line.counted for one in self.lines)

    @property
    def wanted(self) -> int:
        return sum(one.line.wanted for one in self.lines)


async def load_pick_list(tx: Tx, fulfilment_id: UUID, *, visible_to: Scope, network: locations.Network) -> PickList:
    """One fulfilment; refuses with FulfilmentNotFound. Six statements, however many lines it has."""
    work = await fulfilment.get_fulfilment(tx, fulfilment_id, visible_to=visible_to)
    skus = sorted({line.sku for line in work.lines})
    shopper = await tx.value(SHOPPER, {"order": work.order_id})
    pictured = set(await tx.values(PICTURES, {"skus": skus}))
    codes = await catalog.list_barcodes(tx, skus)
    stock = await load_stock_near(tx, skus, location=work.location, network=network)
    lines = [
        PickLine(line, line.sku in pictured, [one.barcode for one in codes if one.sku == line.sku], stock[line.sku])
        for line in work.lines
    ]
    return PickList(work, shopper or "", due_at(work), lines)
