"""What is sold: items, and the categories that they are filed under.

Owns: items with their names, categories, base units, illustrations and barcodes.
Promises: a SKU never changes its owner; an item is withdrawn, never deleted; a save says for each row what became
of it.
Words: a *SKU* is the retailer's own code of an item; its *base unit* is what quantities count; a *withdrawn* item
is not for sale; a *title* is what an order line needs of an item; a *barcode* is what a scanner reads, and leads to
one item.
"""

from atrium.contexts.catalog.barcodes import (
    Barcode,
    find_by_code,
    get_by_code,
    list_barcodes,
    remove_barcode,
    save_barcodes,
)
from atrium.contexts.catalog.codes import check_digit
from atrium.contexts.catalog.errors import (
    BarcodeInvalid,
    BarcodeNotFound,
    BarcodeTaken,
    CategoryInvalid,
    IllustrationNotFound,
    ItemInvalid,
    ItemNotFound,
    NamedTwice,
    NotSold,
    UnknownCategory,
    UnknownCode,
)
from atrium.contexts.catalog.events import BarcodeRemoved, BarcodesSaved, ItemsSaved, ItemWithdrawn
from atrium.contexts.catalog.model import BaseUnit, Category, Item, ItemTitle, NewItem, Picture
from atrium.contexts.catalog.queries import (
    find_picture,
    find_titles,
    get_illustration,
    get_item,
    list_categories,
    list_items,
    load_spelling,
)
from atrium.contexts.catalog.search import Search, parse_search
from atrium.contexts.catalog.service import save_categories, save_items, withdraw_items
from atrium.contexts.catalog.spelling import Spelling, Word

__all__ = [
    "Barcode",
    "BarcodeInvalid",
    "BarcodeNotFound",
    "BarcodeRemoved",
    "BarcodeTaken",
    "BarcodesSaved",
    "BaseUnit",
    "Category",
    "CategoryInvalid",
    "IllustrationNotFound",
    "Item",
    "ItemInvalid",
    "ItemNotFound",
    "ItemTitle",
    "ItemWithdrawn",
    "ItemsSaved",
    "NamedTwice",
    "NewItem",
    "NotSold",
    "Picture",
    "Search",
    "Spelling",
    "UnknownCategory",
    "UnknownCode",
    "Word",
    "check_digit",
    "find_by_code",
    "find_picture",
    "find_titles",
    "get_by_code",
    "get_illustration",
    "get_item",
    "list_barcodes",
    "list_categories",
    "list_items",
    "load_spelling",
    "parse_search",
    "remove_barcode",
    "save_barcodes",
    "save_categories",
    "save_items",
    "withdraw_items",
]
