"""Reads of the catalog."""

from collections.abc import Collection

from atrium.contexts.catalog.errors import IllustrationNotFound, ItemNotFound
from atrium.contexts.catalog.model import Category, Item, ItemTitle
from atrium.kit.db import Tx
from atrium.kit.paging import Page, from_cursor, to_cursor
from atrium.vocabulary.sku import Sku

GET_ITEM = """
    SELECT sku, name, category, style, description, colour, base_unit, tax_class,
           illustration IS NOT NULL AS has_illustration, withdrawn_at, changed_at
      FROM catalog.items WHERE sku = %(sku)s
"""
LIST_ITEMS = """
    SELECT sku, name, category, style, description, colour, base_unit, tax_class,
           illustration IS NOT NULL AS has_illustration, withdrawn_at, changed_at
      FROM catalog.items
     WHERE (%(category)s::text IS NULL OR category = %(category)s::text)
       AND (%(pattern)s::text IS NULL OR name ILIKE %(pattern)s::text OR sku ILIKE %(pattern)s::text)
       AND (%(after)s::text IS NULL OR sku > %(after)s::text)
       AND (%(withdrawn)s OR withdrawn_at IS NULL)
     ORDER BY sku
     LIMIT %(limit)s
"""
FIND_TITLES = """
    SELECT sku, name, withdrawn_at IS NOT NULL AS withdrawn
      FROM catalog.items WHERE sku = ANY (%(skus)s::text[])
"""
GET_ILLUSTRATION = "SELECT illustration FROM catalog.items WHERE sku = %(sku)s"
LIST_CATEGORIES = "SELECT code, name, place FROM catalog.categories ORDER BY place, code"


async def get_item(tx: Tx, sku: str) -> Item:
    """One item, also a withdrawn one; refuses with ItemNotFound."""
    found = await tx.row(Item, GET_ITEM, {"sku": sku})
    if found is None:
        raise ItemNotFound(sku)
    return found


async def list_items(
    tx: Tx,
    *,
    category: str | None = None,
    search: str | None = None,
    withdrawn: bool = False,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Item]:
    """Items by SKU, of one category and with `search` in their name or SKU; with `withdrawn`, those too."""
    words = {
        "category": category,
        "pattern": _pattern(search) if search else None,
        "after": from_cursor(cursor, tuple[str])[0] if cursor else None,
        "withdrawn": withdrawn,
        "limit": limit + 1,
    }
    found = await tx.rows(Item, LIST_ITEMS, words)
    return Page(found[:limit], to_cursor(found[limit - 1].sku) if len(found) > limit else None)


async def find_titles(tx: Tx, skus: Collection[str]) -> dict[Sku, ItemTitle]:
    """What order lines need of these items; those that do not exist are left out. One statement."""
    found = await tx.rows(ItemTitle, FIND_TITLES, {"skus": list(skus)})
    return {title.sku: title for title in found}


async def get_illustration(tx: Tx, sku: str) -> str:
    """An item's picture as SVG; refuses with IllustrationNotFound."""
    found = await tx.value(GET_ILLUSTRATION, {"sku": sku})
    if found is None:
        raise IllustrationNotFound(sku)
    return found


async def list_categories(tx: Tx) -> list[Category]:
    """All categories, in the order for people."""
    return await tx.rows(Category, LIST_CATEGORIES)


def _pattern(search: str) -> str:
    """The words of a search for ILIKE, whose own signs are taken as letters."""
    plain = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"
