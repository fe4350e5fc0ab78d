"""Items as a shopper looks through them: of a category or a search, priced, sorted, a page at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, get_args

from atrium.contexts import inventory
from atrium.contexts.catalog import parse_search
from atrium.kit.db import Tx

Sort = Literal["best", "price", "price_down", "name"]
SORTS: tuple[Sort, ...] = get_args(Sort)
PAGE = 24
MOST_PAGES = 200

# In a category the best order shows one item of each style, then a second one of each.
FILED = """
    found AS (
        SELECT item.sku, item.name, item.category, item.category_name, item.style, item.colour, item.picture,
               price.currency, price.unit_price,
               -row_number() OVER (PARTITION BY item.style ORDER BY item.sku)::double precision AS rank
          FROM catalog.shop_items AS item
          JOIN pricing.shop_prices AS price ON price.sku = item.sku AND price.market = %(market)s
         WHERE item.category = %(category)s
    )
"""
# Whole words by their stems; the last one also as the beginning of a word, plain or as a stem.
SEARCHED = """
    asked AS MATERIALIZED (
        SELECT websearch_to_tsquery('pg_catalog.english', %(whole)s)
               && (to_tsquery('pg_catalog.simple', %(beginning)s) || to_tsquery('pg_catalog.english', %(beginning)s))
               AS query
    ), found AS (
        SELECT item.sku, item.name, item.category, item.category_name, item.style, item.colour, item.picture,
               price.currency, price.unit_price,
               (CASE WHEN item.sku = %(named)s::text THEN 1 ELSE 0 END
                + ts_rank(item.words, asked.query))::double precision AS rank
          FROM asked, catalog.shop_items AS item
          JOIN pricing.shop_prices AS price ON price.sku = item.sku AND price.market = %(market)s
         WHERE item.words @@ asked.query OR item.sku = %(named)s::text
    )
"""
SHOWN = """
           sku, name, category, category_name, style, colour, picture, currency, unit_price
      FROM found
     WHERE (%(category)s::text IS NULL OR category = %(category)s::text)
       AND (%(style)s::text IS NULL OR style = %(style)s::text)
       AND (%(least)s::numeric IS NULL OR unit_price >= %(least)s::numeric)
       AND (%(most)s::numeric IS NULL OR unit_price < %(most)s::numeric)
     ORDER BY CASE %(sort)s WHEN 'price' THEN unit_price WHEN 'price_down' THEN -unit_price END,
              CASE %(sort)s WHEN 'name' THEN lower(name) END,
              rank DESC, sku
     LIMIT %(size)s OFFSET %(skip)s
"""
COUNTED = """
           category, category_name, style, count(*) AS items
      FROM found
     WHERE (%(least)s::numeric IS NULL OR unit_price >= %(least)s::numeric)
       AND (%(most)s::numeric IS NULL OR unit_price < %(most)s::numeric)
     GROUP BY category, category_name, style
     ORDER BY items DESC, category, style
"""
SUGGESTED = """
           sku, name, category, category_name, style, colour, picture, currency, unit_price
      FROM found ORDER BY rank DESC, sku LIMIT %(size)s
"""
FILED_ITEMS = f"WITH {FILED} SELECT {SHOWN}"
FILED_COUNTS = f"WITH {FILED} SELECT {COUNTED}"
SEARCHED_ITEMS = f"WITH {SEARCHED} SELECT {SHOWN}"
SUGGESTED_ITEMS = f"WITH {SEARCHED} SELECT {SUGGESTED}"
SEARCHED_COUNTS = f"WITH {SEARCHED} SELECT {COUNTED}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a shopper narrows a list by; prices in major units, `price_below` itself left out."""

    category: str | None = None
    style: str | None = None
    price_from: Decimal | None = None
    price_below: Decimal | None = None
    sort: Sort = "best"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Tile:
    """An item in a list; `picture` is the version of its picture, None for none."""

    sku: str
    name: str
    category: str
    category_name: str
    style: str
    colour: str
    picture: str | None
    currency: str
    unit_price: Decimal


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a list, and how many items it would leave."""

    code: str
    name: str
    items: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: its tiles, what each has in the network and at the shopper's store, and how to narrow it."""

    tiles: Sequence[Tile]
    total: int
    page: int
    categories: Sequence[Facet]
    styles: Sequence[Facet]
    available: Mapping[str, inventory.Availability] = field(default_factory=dict[str, inventory.Availability])

    @property
    def pages(self) -> int:
        return min(-(-self.total // PAGE), MOST_PAGES)


@dataclass(frozen=True, slots=True)
class _Count:
    category: str
    category_name: str
    style: str
    items: int


async def list_category(tx: Tx, category: str, filters: Filters, *, market: str, store: str | None = None) -> Listing:
    """A page of a category. Three statements."""
    words = {**_words(filters, market), "category": category}
    tiles = await tx.rows(Tile, FILED_ITEMS, words)
    counts = await tx.rows(_Count, FILED_COUNTS, words)
    return await _listing(tx, tiles, counts, filters, store)


async def search_items(tx: Tx, text: str, filters: Filters, *, market: str, store: str | None = None) -> Listing:
    """A page of what a search finds, the best first. Three statements; none for no words."""
    search = parse_search(text)
    if search.is_empty:
        return Listing((), 0, 1, (), ())
    words = {**_words(filters, market), **search.as_words()}
    tiles = await tx.rows(Tile, SEARCHED_ITEMS, words)
    counts = await tx.rows(_Count, SEARCHED_COUNTS, words)
    return await _listing(tx, tiles, counts, filters, store)


async def suggest_items(tx: Tx, text: str, *, market: str, most: int = 6) -> Sequence[Tile]:
    """The best few items for a search that is still being typed. One statement; none for no words."""
    search = parse_search(text)
    if search.is_empty:
        return ()
    return await tx.rows(Tile, SUGGESTED_ITEMS, {**search.as_words(), "market": market, "size": most})


async def _listing(
    tx: Tx, tiles: Sequence[Tile], counts: Sequence[_Count], filters: Filters, store: str | None
) -> Listing:
    within = [one for one in counts if filters.category in (None, one.category)]
    answers = await inventory.list_availability(tx, [tile.sku for tile in tiles], location=store) if tiles else []
    return Listing(
        tiles=tiles,
        total=sum(one.items for one in within if filters.style in (None, one.style)),
        page=filters.page,
        categories=_facets((one.category, one.category_name, one.items) for one in counts),
        styles=_facets((one.style, one.style, one.items) for one in within),
        available={answer.sku: answer for answer in answers},
    )


def _facets(rows: Iterable[tuple[str, str, int]]) -> list[Facet]:
    """Sums by code, the fullest first."""
    names: dict[str, str] = {}
    sums: dict[str, int] = {}
    for code, name, items in rows:
        names[code] = name
        sums[code] = sums.get(code, 0) + items
    return [Facet(code, names[code], items) for code, items in sorted(sums.items(), key=lambda one: (-one[1], one[0]))]


def _words(filters: Filters, market: str) -> dict[str, object]:
    return {
        "market": market,
        "category": filters.category,
        "style": filters.style,
        "least": filters.price_from,
        "most": filters.price_below,
        "sort": filters.sort,
        "size": PAGE,
        "skip": (min(max(filters.page, 1), MOST_PAGES) - 1) * PAGE,
    }
