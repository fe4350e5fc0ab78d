"""A race for the last units: many buyers at once, over HTTP, on several processes.

Short in the normal tests; a soak calls `run` with bigger numbers.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.properties.running_house import RunningHouse, Visitor, free_session
from tests.story import ship, worth
from tests.web import Reply

SKU = "LAMP"
PLACES = ("DC-RENO", "S0001", "S0002")
ADDRESS = {"street": "101 Broadway N", "city": "Fargo", "region": "ND", "postal_code": "58103", "country": "US"}
SOLD = """
    SELECT coalesce(sum(quantity - cancelled), 0)::bigint
      FROM orders.lines JOIN orders.orders ON orders.id = lines.order_id
     WHERE orders.state NOT IN ('awaiting_payment', 'expired', 'cancelled')
"""
PROMISED = "SELECT sum(held + reserved)::bigint FROM inventory.stock"


@dataclass(slots=True)
class Outcome:
    """What all rounds came to, in units."""

    supplied: int = 0
    sold: int = 0
    oversold: int = 0
    falsely_refused: int = 0
    oddities: list[str] = field(default_factory=list[str])
    reached: list[set[int]] = field(default_factory=list[set[int]])
    """For each round, which web processes had callers, by their place."""


async def run(house: RunningHouse, *, rounds: int, buyers: int = 64) -> Outcome:
    """Runs rounds in which ever more buyers than units come at the same moment."""
    outcome = Outcome()
    for number in range(rounds):
        await _round(house, outcome, number, buyers)
    await house.settle()
    return outcome


async def _round(house: RunningHouse, outcome: Outcome, number: int, buyers: int) -> None:
    units = (1, 3, 1, 2)[number % 4]
    # Every other round the last units lie apart, so that one location is not the only row fought for.
    places = PLACES if number % 2 else PLACES[:1]
    spread = Counter(places[unit % len(places)] for unit in range(units))
    await house.world.stock(**{SKU: dict(spread)})
    promised = await house.value(PROMISED)
    async with free_session() as session:
        visitor = house.visitor.through(session)
        buys = [_buy(visitor, pays_later=(buyer + number) % 3 == 0) for buyer in range(buyers)]
        replies = await asyncio.gather(*buys)
        outcome.reached.append({place for place, callers in enumerate(house.connections()) if callers})
    got = sum(reply.status < 400 for reply in replies)
    outcome.supplied += units
    outcome.sold += got
    outcome.oversold += max(got - units, 0)
    outcome.falsely_refused += max(units - got, 0)
    outcome.oddities += [
        f"{reply.status} {reply.body.decode()}"
        for reply in replies
        if reply.status >= 400 and (reply.status, reply.code) != (409, "insufficient_stock")
    ]
    if await house.value(PROMISED) - promised != got:
        outcome.oddities.append(f"round {number}: what is promised is not what was sold")


async def _buy(visitor: Visitor, *, pays_later: bool) -> Reply:
    """One unit: paid for at once, or held first and paid for by card."""
    placed = await visitor.post("/v1/orders", an_order(paid=not pays_later))
    if not pays_later or placed.status >= 400:
        return placed
    return await visitor.post(f"/v1/orders/{placed.json['id']}/payment", {"token": "tok_visa"})


def an_order(*, paid: bool, quantity: int = 1, sku: str = SKU, shopper: str = "Kim Otieno") -> dict[str, Any]:
    """A body that orders an item to be shipped."""
    order: dict[str, Any] = {
        "contact": {"name": shopper, "email": "kim@example.com"},
        "address": ADDRESS,
        "lines": [{"sku": sku, "quantity": quantity}],
    }
    return order | ({"payment": {"amount_minor": worth(ship(sku, quantity))}} if paid else {})
