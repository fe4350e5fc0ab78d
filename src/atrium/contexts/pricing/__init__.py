"""What things cost.

Owns: list prices per market, and tax rates per class of goods.
Promises: a line's money is made in one place, rounded once, and sums exactly.
Words: a *list price* is what one base unit costs in a market; *net* is without tax, *total* with it; a *tax class* says
which rate an item has; a *price card* is all of that for one item.
"""

from atrium.contexts.pricing.errors import NotForSale, PriceUnreadable
from atrium.contexts.pricing.model import PriceCard, PricedLine, Pricing, price_line
from atrium.contexts.pricing.queries import list_prices, price_cards
from atrium.contexts.pricing.service import ListPrice, TaxRate, save_list_prices, save_tax_rates

__all__ = [
    "ListPrice",
    "NotForSale",
    "PriceCard",
    "PriceUnreadable",
    "PricedLine",
    "Pricing",
    "TaxRate",
    "list_prices",
    "price_cards",
    "price_line",
    "save_list_prices",
    "save_tax_rates",
]
