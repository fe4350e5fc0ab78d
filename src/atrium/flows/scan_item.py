"""An associate scans an item while picking."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts import catalog, fulfilment
from atrium.kit.db import Tx
from atrium.vocabulary.actor import Actor


@dataclass(frozen=True, slots=True)
class Scanned:
    """The fulfilment after the scan, and which item it was."""

    work: fulfilment.Fulfilment
    sku: str


async def scan_item(tx: Tx, *, fulfilment_id: UUID, code: str, actor: Actor, now: datetime) -> Scanned:
    """Counts the item that a barcode or a SKU leads to; the first scan begins the pick.

    Refuses with UnknownCode, NotOnTheList, NoMoreWanted, PickedByAnother or WrongStep.
    """
    title = await catalog.get_by_code(tx, code)
    work = await fulfilment.lock_fulfilment(tx, fulfilment_id, visible_to=actor.sees)
    after = await fulfilment.scan(tx, work, title.sku, title.name, now=now, actor=actor)
    return Scanned(after, title.sku)
