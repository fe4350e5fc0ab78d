"""From unit price and quantity to money: the only place where a line's amounts are made."""

from dataclasses import dataclass
from decimal import Decimal

from atrium.kit.money import minor_digits, rounded


@dataclass(frozen=True, slots=True)
class PriceCard:
    """What one unit of an item costs in a market, and how it is taxed. `rate` is a fraction, 0.07 for 7 %."""

    sku: str
    market: str
    currency: str
    unit_price: Decimal
    tax_class: str
    rate: Decimal


Pricing = dict[str, PriceCard]
"""Price cards by SKU, in one market."""


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line's money in minor units; `total_minor` = `net_minor` + `tax_minor`."""

    sku: str
    quantity: int
    currency: str
    unit_price: Decimal
    tax_rate: Decimal
    net_minor: int
    tax_minor: int

    @property
    def total_minor(self) -> int:
        return self.net_minor + self.tax_minor


def price_line(card: PriceCard, quantity: int, *, includes_tax: bool) -> PricedLine:
    """The money of so many units: rounded once for the line, tax once from the rounded amount."""
    listed = rounded((card.unit_price * quantity).scaleb(minor_digits(card.currency)))
    if includes_tax:
        net = rounded(Decimal(listed) / (1 + card.rate))
        tax = listed - net
    else:
        net, tax = listed, rounded(listed * card.rate)
    return PricedLine(card.sku, quantity, card.currency, card.unit_price, card.rate, net, tax)
