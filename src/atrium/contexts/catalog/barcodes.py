"""Which item a scanned code leads to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from atrium.contexts.catalog.codes import fault_of, tidy
from atrium.contexts.catalog.errors import (
    BarcodeInvalid,
    BarcodeNotFound,
    BarcodeTaken,
    ItemNotFound,
    NamedTwice,
    UnknownCode,
)
from atrium.contexts.catalog.events import BarcodeRemoved, BarcodesSaved
from atrium.contexts.catalog.model import ItemTitle
from atrium.contexts.catalog.queries import find_titles
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.refusals import Refusal
from atrium.kit.rows import as_rows
from atrium.vocabulary.actor import Actor

# A code that is there keeps its item, and is answered with it: the write that changes nothing also locks it.
SAVE_BARCODES = """
    INSERT INTO catalog.barcodes AS kept (barcode, sku, saved_at)
    SELECT barcode, sku, %(now)s FROM json_to_recordset(%(rows)s::json) AS new (barcode text, sku text)
     ORDER BY barcode
        ON CONFLICT (barcode) DO UPDATE SET sku = kept.sku
 RETURNING barcode, sku, xmax = 0 AS new
"""
REMOVE_BARCODE = "DELETE FROM catalog.barcodes WHERE barcode = %(barcode)s RETURNING sku"
FIND_BY_CODE = """
    SELECT sku, name, withdrawn_at IS NOT NULL AS withdrawn
      FROM catalog.items
     WHERE sku = coalesce((SELECT sku FROM catalog.barcodes WHERE barcode = %(code)s), %(code)s)
"""
LIST_BARCODES = "SELECT barcode, sku FROM catalog.barcodes WHERE sku = ANY (%(skus)s::text[]) ORDER BY sku, barcode"


@dataclass(frozen=True, slots=True)
class Barcode:
    """A code that leads to an item: a GTIN, or the retailer's own."""

    barcode: str
    sku: str


@dataclass(frozen=True, slots=True)
class _Kept:
    barcode: str
    sku: str
    new: bool


async def save_barcodes(tx: Tx, barcodes: Sequence[Barcode], *, now: datetime, actor: Actor) -> list[str | Refusal]:
    """Adds barcodes; answers for each, in the order given, the code as it is kept, or the refusal as a value.

    One that is saved again stays; one that leads to another item is refused. At most four statements.
    """
    tidied = [Barcode(tidy(one.barcode), one.sku) for one in barcodes]
    titles = await find_titles(tx, {sku for one in tidied for sku in (one.sku, one.barcode)})
    faults = _check(tidied, known=set(titles))
    good = [one for one, fault in zip(tidied, faults, strict=True) if fault is None]
    rows = {"rows": as_rows(good), "now": now}
    kept = {one.barcode: one for one in await tx.rows(_Kept, SAVE_BARCODES, rows)} if good else {}
    fresh = sorted({one.sku for one in kept.values() if one.new})
    if fresh:
        await events.append(tx, [events.happening(BarcodesSaved(fresh), at=now, actor=actor.signature)])
    return [fault or _answer(one, holder=kept[one.barcode].sku) for one, fault in zip(tidied, faults, strict=True)]


async def remove_barcode(tx: Tx, barcode: str, *, now: datetime, actor: Actor) -> None:
    """Takes a code off its item; refuses with BarcodeNotFound."""
    code = tidy(barcode)
    sku = await tx.value(REMOVE_BARCODE, {"barcode": code})
    if sku is None:
        raise BarcodeNotFound(code)
    await events.append(tx, [events.happening(BarcodeRemoved(sku, code), at=now, actor=actor.signature)])


async def find_by_code(tx: Tx, code: str) -> ItemTitle | None:
    """The item that a barcode or a SKU leads to, however it was typed; one statement."""
    return await tx.row(ItemTitle, FIND_BY_CODE, {"code": tidy(code)})


async def get_by_code(tx: Tx, code: str) -> ItemTitle:
    """The same; refuses with UnknownCode."""
    found = await find_by_code(tx, code)
    if found is None:
        raise UnknownCode(code.strip())
    return found


async def list_barcodes(tx: Tx, skus: Sequence[str]) -> list[Barcode]:
    """The codes that lead to these items, by item; one statement."""
    return await tx.rows(Barcode, LIST_BARCODES, {"skus": list(skus)})


def _check(barcodes: Sequence[Barcode], *, known: set[str]) -> list[Refusal | None]:
    seen: set[str] = set()
    faults: list[Refusal | None] = []
    for one in barcodes:
        wrong = fault_of(one.barcode)
        if one.barcode in seen:
            faults.append(NamedTwice(one.barcode))
        elif wrong is not None:
            faults.append(BarcodeInvalid(one.barcode, wrong))
        elif one.sku not in known:
            faults.append(ItemNotFound(one.sku))
        elif one.barcode in known and one.barcode != one.sku:
            faults.append(BarcodeTaken(one.barcode, one.barcode))
        else:
            faults.append(None)
        seen.add(one.barcode)
    return faults


def _answer(one: Barcode, *, holder: str) -> str | Refusal:
    return one.barcode if holder == one.sku else BarcodeTaken(one.barcode, holder)
