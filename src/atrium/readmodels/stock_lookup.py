"""Any item's stock, looked up by words, SKU or barcode from where an associate stands."""

from dataclasses import dataclass

from atrium.contexts import catalog, locations
from atrium.kit.db import Tx
from atrium.readmodels.stock_near import StockNear, load_stock_near

MOST = 20


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item that fits, and its stock."""

    item: catalog.Item
    stock: StockNear


async def load_stock_lookup(
    tx: Tx, words: str, *, location: str, network: locations.Network, most: int = MOST
) -> list[FoundItem]:
    """The item that a code leads to, else those with the words in their name; at most four statements."""
    known = await catalog.find_by_code(tx, words)
    if known is not None:
        items = [await catalog.get_item(tx, known.sku)]
    else:
        items = list((await catalog.list_items(tx, search=words.strip(), limit=most)).items)
    stock = await load_stock_near(tx, [item.sku for item in items], location=location, network=network)
    return [FoundItem(item, stock[item.sku]) for item in items]
