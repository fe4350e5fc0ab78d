"""Setting prices and rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from atrium.contexts.pricing import store
from atrium.contexts.pricing.errors import PriceUnreadable
from atrium.contexts.pricing.events import ListPricesSaved
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.vocabulary.actor import Actor

MOST_PLACES = 6
BEYOND_ANY = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class ListPrice:
    """A unit price in major units of the market's currency, as 12.99."""

    market: str
    sku: str
    currency: str
    unit_price: Decimal
    tax_class: str = "standard"


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A rate as a fraction for a class of goods in a market."""

    market: str
    tax_class: str
    rate: Decimal


async def save_list_prices(
    tx: Tx, prices: Sequence[ListPrice], *, now: datetime, actor: Actor
) -> list[ListPrice | PriceUnreadable]:
    """Sets list prices; answers for each in the order given. Bad ones are refused and the good ones kept."""
    answers = [_checked(price) for price in prices]
    good = [answer for answer in answers if isinstance(answer, ListPrice)]
    await store.save_list_prices(tx, good, now=now)
    facts = [
        ListPricesSaved(market, tuple(price.sku for price in good if price.market == market))
        for market in sorted({price.market for price in good})
    ]
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature) for fact in facts])
    return answers


async def save_tax_rates(tx: Tx, rates: Sequence[TaxRate]) -> None:
    """Sets tax rates."""
    await store.save_tax_rates(tx, rates)


def _checked(price: ListPrice) -> ListPrice | PriceUnreadable:
    if not price.unit_price.is_finite() or price.unit_price < 0:
        return PriceUnreadable(price.sku, "is not a number from 0")
    if price.unit_price >= BEYOND_ANY:
        return PriceUnreadable(price.sku, "has more than twelve digits before the point")
    places = price.unit_price.normalize().as_tuple().exponent
    if isinstance(places, int) and -places > MOST_PLACES:
        return PriceUnreadable(price.sku, f"has more than {MOST_PLACES} places")
    return price
