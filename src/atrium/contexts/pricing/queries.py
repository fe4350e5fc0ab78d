"""Reading prices."""

from collections.abc import Iterable

from atrium.contexts.pricing.model import PriceCard, Pricing
from atrium.kit.db import Tx
from atrium.kit.paging import MOST, Page, from_cursor, to_cursor

CARDS = """
    SELECT sku, market, currency, unit_price, tax_class, coalesce(rate, 0) AS rate
      FROM pricing.list_prices LEFT JOIN pricing.tax_rates USING (market, tax_class)
     WHERE market = %(market)s AND sku = ANY (%(skus)s)
"""
LIST = """
    SELECT sku, market, currency, unit_price, tax_class, coalesce(rate, 0) AS rate
      FROM pricing.list_prices LEFT JOIN pricing.tax_rates USING (market, tax_class)
     WHERE market = %(market)s AND sku > %(after)s
     ORDER BY sku
     LIMIT %(limit)s
"""


async def price_cards(tx: Tx, skus: Iterable[str], *, market: str) -> Pricing:
    """The price cards of those items that are for sale in the market, by SKU; one statement."""
    found = await tx.rows(PriceCard, CARDS, {"market": market, "skus": list(skus)})
    return {card.sku: card for card in found}


async def list_prices(tx: Tx, *, market: str, cursor: str | None = None, limit: int = 50) -> Page[PriceCard]:
    """A market's price list by SKU."""
    after = from_cursor(cursor, tuple[str])[0] if cursor else ""
    size = min(limit, MOST)
    found = await tx.rows(PriceCard, LIST, {"market": market, "after": after, "limit": size + 1})
    return Page(found[:size], to_cursor(found[size - 1].sku) if len(found) > size else None)
