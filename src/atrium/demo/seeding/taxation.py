"""Where the demo retailer sells, and what it owes there."""

from decimal import Decimal

from atrium.contexts import pricing
from atrium.demo import retailer
from atrium.vocabulary.market import Market

MARKET = Market("US", retailer.COUNTRY, retailer.CURRENCY, "en", "no tax", "Wrenfield Inc.")
EATEN = frozenset({"groceries", "salty snacks", "cold dispensed", "hot dispensed", "food service"})
"""The categories whose goods are food."""
TAX_RATES = (
    pricing.TaxRate(MARKET.code, "standard", Decimal("0.0725")),
    pricing.TaxRate(MARKET.code, "food", Decimal(0)),
)


def tax_class_of(category: str) -> str:
    """The class that a category's goods are taxed in."""
    return "food" if category in EATEN else "standard"
