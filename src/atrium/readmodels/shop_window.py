"""What the shop shows to somebody who has not asked for anything yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from atrium.kit.db import Tx
from atrium.readmodels.listing import Tile

# The picture of a department is that of an item in the middle of it, so that neighbours look unlike.
DEPARTMENTS = """
    SELECT item.category AS code, item.category_name AS name, count(*) AS items,
           (array_agg(item.sku ORDER BY item.sku) FILTER (WHERE item.picture IS NOT NULL))
               [1 + count(item.picture) / 2] AS sku,
           (array_agg(item.picture ORDER BY item.sku) FILTER (WHERE item.picture IS NOT NULL))
               [1 + count(item.picture) / 2] AS picture
      FROM catalog.shop_items AS item
      JOIN pricing.shop_prices AS price ON price.sku = item.sku AND price.market = %(market)s
     GROUP BY item.category, item.category_name, item.place
     ORDER BY item.place, item.category
"""
# Chance that stays the same for as long as the season does; one item of a department.
PICKS = """
    WITH drawn AS (
        SELECT DISTINCT ON (item.category)
               item.sku, item.name, item.category, item.category_name, item.style, item.colour, item.picture,
               price.currency, price.unit_price, md5(item.sku || %(season)s::text) AS lot
          FROM catalog.shop_items AS item
          JOIN pricing.shop_prices AS price ON price.sku = item.sku AND price.market = %(market)s
         WHERE item.picture IS NOT NULL
         ORDER BY item.category, md5(item.sku || %(season)s::text)
    )
    SELECT sku, name, category, category_name, style, colour, picture, currency, unit_price
      FROM drawn ORDER BY lot LIMIT %(most)s
"""
ON_THE_SHELF = """
    WITH there AS (
        SELECT DISTINCT ON (item.style)
               item.sku, item.name, item.category, item.category_name, item.style, item.colour, item.picture,
               price.currency, price.unit_price, stock.available
          FROM inventory.stock_levels AS stock
          JOIN catalog.shop_items AS item ON item.sku = stock.sku
          JOIN pricing.shop_prices AS price ON price.sku = item.sku AND price.market = %(market)s
         WHERE stock.location = %(store)s AND stock.owner = 'own' AND stock.condition = 'new' AND stock.lot = ''
           AND stock.available > 0 AND item.picture IS NOT NULL
         ORDER BY item.style, stock.available DESC, item.sku
    )
    SELECT sku, name, category, category_name, style, colour, picture, currency, unit_price
      FROM there ORDER BY available DESC, sku LIMIT %(most)s
"""

ADDRESSES = """
    SELECT item.sku
      FROM catalog.shop_items AS item
      JOIN pricing.shop_prices AS price ON price.sku = item.sku AND price.market = %(market)s
     ORDER BY item.sku LIMIT %(most)s OFFSET %(skip)s
"""
ADDRESS_COUNT = """
    SELECT count(*)
      FROM catalog.shop_items AS item
      JOIN pricing.shop_prices AS price ON price.sku = item.sku AND price.market = %(market)s
"""


@dataclass(frozen=True, slots=True)
class Department:
    """A category with something for sale, and an item whose picture stands for it."""

    code: str
    name: str
    items: int
    sku: str | None
    picture: str | None


async def list_departments(tx: Tx, *, market: str) -> list[Department]:
    """All departments, in the order for people. One statement."""
    return await tx.rows(Department, DEPARTMENTS, {"market": market})


async def draw_picks(tx: Tx, *, market: str, season: str, most: int = 12) -> Sequence[Tile]:
    """Items drawn by lot, each of another department; the same for as long as the season is. One statement."""
    return await tx.rows(Tile, PICKS, {"market": market, "season": season, "most": most})


async def list_on_the_shelf(tx: Tx, store: str, *, market: str, most: int = 12) -> Sequence[Tile]:
    """What a store has most of, each of another style. One statement."""
    return await tx.rows(Tile, ON_THE_SHELF, {"market": market, "store": store, "most": most})


async def list_addresses(tx: Tx, *, market: str, skip: int, most: int) -> list[str]:
    """The SKUs of what is for sale, in their order. One statement."""
    return await tx.values(ADDRESSES, {"market": market, "skip": skip, "most": most})


async def count_addresses(tx: Tx, *, market: str) -> int:
    """How many items are for sale. One statement."""
    return await tx.value(ADDRESS_COUNT, {"market": market})
