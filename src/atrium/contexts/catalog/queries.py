"""Reads of the catalog."""

from collections.abc import Collection
from dataclasses import dataclass, fields

from atrium.contexts.catalog.errors import IllustrationNotFound, ItemNotFound
from atrium.contexts.catalog.model import Category, Item, ItemTitle, Picture
from atrium.contexts.catalog.search import Search, parse_search
from atrium.contexts.catalog.spelling import Spelling, Word
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
       AND (%(after)s::text IS NULL OR sku > %(after)s::text)
       AND (%(withdrawn)s OR withdrawn_at IS NULL)
     ORDER BY sku
     LIMIT %(limit)s
"""
# Whole words by their stems; the last one also as the beginning of a word, plain or as a stem.
SEARCH_ITEMS = """
    WITH asked AS MATERIALIZED (
        SELECT websearch_to_tsquery('pg_catalog.english', %(whole)s)
               && (to_tsquery('pg_catalog.simple', %(beginning)s) || to_tsquery('pg_catalog.english', %(beginning)s))
               AS query
    ), found AS (
        SELECT items.*,
               (CASE WHEN starts_with(items.sku, %(named)s::text) THEN 1 ELSE 0 END
                + ts_rank(items.words, asked.query))::double precision AS rank
          FROM asked, catalog.items
         WHERE (items.words @@ asked.query OR starts_with(items.sku, %(named)s::text))
           AND (%(category)s::text IS NULL OR items.category = %(category)s::text)
           AND (%(withdrawn)s OR items.withdrawn_at IS NULL)
    )
    SELECT sku, name, category, style, description, colour, base_unit, tax_class,
           illustration IS NOT NULL AS has_illustration, withdrawn_at, changed_at, rank
      FROM found
     WHERE %(after)s::text IS NULL
        OR rank < %(rank)s::double precision
        OR (rank = %(rank)s::double precision AND sku > %(after)s::text)
     ORDER BY rank DESC, sku
     LIMIT %(limit)s
"""
# Words of names and of where items are filed; what descriptions say is too much to guess from.
WORDS = """
    SELECT word, ndoc::integer AS items
      FROM ts_stat($words$
           SELECT to_tsvector('pg_catalog.simple', name || ' ' || style || ' ' || category || ' ' || colour)
             FROM catalog.items WHERE withdrawn_at IS NULL $words$)
     WHERE word ~ '^[[:alpha:]]+$'
"""
FIND_TITLES = """
    SELECT sku, name, withdrawn_at IS NOT NULL AS withdrawn
      FROM catalog.items WHERE sku = ANY (%(skus)s::text[])
"""
FIND_PICTURE = """
    SELECT picture AS version, illustration AS svg FROM catalog.items WHERE sku = %(sku)s AND picture IS NOT NULL
"""
GET_ILLUSTRATION = "SELECT illustration FROM catalog.items WHERE sku = %(sku)s"
LIST_CATEGORIES = "SELECT code, name, place FROM catalog.categories ORDER BY place, code"


@dataclass(frozen=True, slots=True)
class _Found(Item):
    """An item, and how well it answers a search."""

    rank: float

    def as_item(self) -> Item:
        return Item(*(getattr(self, field.name) for field in fields(Item)))


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
    """Items by SKU, of one category; for a `search` the best first. With `withdrawn`, those too."""
    words: dict[str, object] = {"category": category, "withdrawn": withdrawn, "limit": limit + 1}
    if search and search.strip():
        return await _search(tx, parse_search(search), words, cursor)
    words["after"] = from_cursor(cursor, tuple[str])[0] if cursor else None
    found = await tx.rows(Item, LIST_ITEMS, words)
    return Page(found[:limit], to_cursor(found[limit - 1].sku) if len(found) > limit else None)


async def load_spelling(tx: Tx) -> Spelling:
    """The words of all items for sale; one statement, to be kept and read again now and then."""
    return Spelling(await tx.rows(Word, WORDS))


async def find_picture(tx: Tx, sku: str) -> Picture | None:
    """An item's picture with the mark that changes with it; None for none."""
    return await tx.row(Picture, FIND_PICTURE, {"sku": sku})


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


async def _search(tx: Tx, search: Search, words: dict[str, object], cursor: str | None) -> Page[Item]:
    rank, after = from_cursor(cursor, tuple[float, str]) if cursor else (None, None)
    limit = int(str(words["limit"])) - 1
    found = await tx.rows(_Found, SEARCH_ITEMS, {**words, **search.as_words(), "rank": rank, "after": after})
    last = found[limit - 1] if len(found) > limit else None
    items = [one.as_item() for one in found[:limit]]
    return Page(items, to_cursor(last.rank, last.sku) if last else None)
