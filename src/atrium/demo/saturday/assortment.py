"""What shoppers know before they come: prices, which goods are wanted most, which stores are near."""

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from atrium.contexts.pricing import PriceCard, price_line
from atrium.demo.retailer import VISITORS_STORE, DemoShopper, DemoStore
from atrium.demo.saturday.asking import Asking
from atrium.vocabulary.coordinates import Coordinates

SKEW = 0.9
"""The exponent of Zipf's law: the second most wanted item sells about half as often as the first."""
NEAR = 4
FLAGSHIP = 0.2
"""How many of those who collect do so at the flagship, wherever they live."""
PAGE = 200


@dataclass(slots=True)
class Assortment:
    """Items from the most to the least wanted, with their list prices; and where the stores are."""

    chance: Random
    cards: dict[str, PriceCard]
    stores: list[DemoStore]
    wanted: list[str] = field(default_factory=list[str])
    _weights: list[float] = field(default_factory=list[float])

    def __post_init__(self) -> None:
        self.wanted = sorted(self.cards)
        self.chance.shuffle(self.wanted)
        total = 0.0
        for rank in range(1, len(self.wanted) + 1):
            total += rank**-SKEW
            self._weights.append(total)

    def choose(self, number: int) -> list[str]:
        """So many items, popular ones more often; each named once."""
        return list(dict.fromkeys(self.chance.choices(self.wanted, cum_weights=self._weights, k=number)))

    def near(self, shopper: DemoShopper) -> list[str]:
        """The nearest stores that hand goods over; some come to the flagship from afar, so that a visitor has work."""
        here = Coordinates(shopper.latitude, shopper.longitude)
        collecting = [store for store in self.stores if "pickup" in store.capabilities]
        collecting.sort(key=lambda store: here.distance_km(Coordinates(store.latitude, store.longitude)))
        near = [store.id for store in collecting[:NEAR]]
        drawn = self.chance.random() < FLAGSHIP and any(store.id == VISITORS_STORE for store in collecting)
        return [VISITORS_STORE, *near] if drawn else near

    def total_minor(self, lines: list[dict[str, Any]]) -> int:
        """What a door charges for these lines, in minor units with tax."""
        return sum(
            price_line(self.cards[line["sku"]], line["quantity"], includes_tax=False).total_minor for line in lines
        )


async def load_cards(asking: Asking) -> dict[str, PriceCard]:
    """Every list price of the market."""
    cards: dict[str, PriceCard] = {}
    query: dict[str, str | int] = {"limit": PAGE}
    while True:
        reply = await asking.get("/v1/prices", query)
        if not reply.ok:
            return cards
        cards |= {row["sku"]: _card(row) for row in reply.body["items"]}
        if reply.body["next_cursor"] is None:
            return cards
        query["cursor"] = reply.body["next_cursor"]


def _card(row: dict[str, Any]) -> PriceCard:
    return PriceCard(
        row["sku"],
        row["market"],
        row["currency"],
        Decimal(row["unit_price"]),
        row["tax_class"],
        Decimal(row["rate"]),
    )
