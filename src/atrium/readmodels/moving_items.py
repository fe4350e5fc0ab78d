"""The items whose stock moved last."""

from dataclasses import dataclass

from atrium.kit import events
from atrium.kit.db import Tx

LOOKED_AT = 400
FACES = """
    SELECT face.sku, face.name, face.has_illustration
      FROM unnest(%(skus)s::text[]) WITH ORDINALITY AS wanted (sku, place)
      JOIN catalog.item_faces AS face ON face.sku = wanted.sku
     ORDER BY wanted.place
"""


@dataclass(frozen=True, slots=True)
class ItemFace:
    """An item as a tile shows it."""

    sku: str
    name: str
    has_illustration: bool


async def list_moving_items(tx: Tx, *, most: int = 8) -> list[ItemFace]:
    """Up to so many items that the newest 400 events tell of, the last one first. Three statements."""
    last = await events.last_position(tx)
    found = await events.read(tx, after=max(last - LOOKED_AT, 0), types=["inventory.stock_changed"])
    skus = list(dict.fromkeys(str(event.facts["sku"]) for event in reversed(found)))[:most]
    return await tx.rows(ItemFace, FACES, {"skus": skus})
