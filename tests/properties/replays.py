"""Requests that are sent again and again at the same moment, to two processes, under one Idempotency-Key.

Short in the normal tests; a soak calls `run` with bigger numbers.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from atrium.kit.ids import new_secret
from tests.properties.last_unit_race import SKU, an_order
from tests.properties.running_house import RunningHouse
from tests.story import collect, worth
from tests.web import Reply

PLENTY = 100_000
IN_FLIGHT = ("still_in_flight", "payment_under_way")
TOLD = """
    SELECT count(*)
      FROM (SELECT type, facts FROM kit.event_inbox UNION ALL SELECT type, facts FROM kit.events) AS told
     WHERE type = %(type)s AND facts ->> %(name)s = %(id)s
"""
NAMED = "SELECT count(*) FROM orders.orders WHERE contact ->> 'name' = %(shopper)s"
MOVED = "SELECT count(*) FROM inventory.movements WHERE document = %(document)s"


@dataclass(frozen=True, slots=True)
class Write:
    """A request that must have one effect, another body that its key must refuse, and how effects are counted."""

    path: str
    body: Any
    other: Any
    sql: str
    parameters: Mapping[str, str]
    effects: int = 1


Make = Callable[[RunningHouse], Awaitable[Write]]


@dataclass(slots=True)
class Outcome:
    """What became of all writes: how often an effect happened that was wanted once, and everything odd."""

    effects: list[int] = field(default_factory=list[int])
    oddities: list[str] = field(default_factory=list[str])


async def run(
    house: RunningHouse, makers: Sequence[Make], *, rounds: int, same_key: bool = True, others: bool = True
) -> Outcome:
    """Sends each write 2 to 10 times at once; with `others`, then once more, and once with another body."""
    await house.world.stock(**{SKU: {"S0001": PLENTY, "DC-RENO": PLENTY}})
    outcome = Outcome()
    for number in range(rounds):
        for maker in makers:
            write = await maker(house)
            key = new_secret()
            times = (10, 2, 5, 7)[number % 4]
            sent = [_send(house, write, at, key if same_key else new_secret()) for at in range(times)]
            replies = await asyncio.gather(*sent)
            if same_key:
                outcome.oddities += _oddities(write, replies)
            if others:
                outcome.oddities += await _afterwards(house, write, key, replies)
            outcome.effects.append(await house.value(write.sql, **write.parameters) // write.effects)
    return outcome


async def _send(house: RunningHouse, write: Write, at: int, key: str) -> Reply:
    return await house.doors[at % len(house.doors)].post(write.path, write.body, once=key)


def _oddities(write: Write, replies: Sequence[Reply]) -> list[str]:
    """Answers that are neither the one answer nor that it is not there yet."""
    good = [reply for reply in replies if reply.status < 400]
    odd = [_shown(write, reply) for reply in replies if reply.status >= 400 and reply.code not in IN_FLIGHT]
    if len({reply.body for reply in good}) != 1:
        odd.append(f"{write.path}: {len(good)} answers, of which {len({reply.body for reply in good})} differ")
    return odd


async def _afterwards(house: RunningHouse, write: Write, key: str, replies: Sequence[Reply]) -> list[str]:
    first = next((reply for reply in replies if reply.status < 400), replies[0])
    again = await house.doors[1].post(write.path, write.body, once=key)
    odd = [] if (again.status, again.body) == (first.status, first.body) else [f"again: {_shown(write, again)}"]
    other = await house.doors[0].post(write.path, write.other, once=key)
    return odd if (other.status, other.json.get("code")) == (422, "key_reused") else [*odd, _shown(write, other)]


def _shown(write: Write, reply: Reply) -> str:
    return f"{write.path}: {reply.status} {reply.body.decode()[:400]}"


async def an_order_placed(house: RunningHouse) -> Write:
    """A paid order."""
    del house
    shopper = new_secret()
    body = an_order(paid=True, shopper=shopper)
    return Write("/v1/orders", body, body | {"client_reference": "other"}, NAMED, {"shopper": shopper})


async def an_order_held(house: RunningHouse) -> Write:
    """An order whose stock is held."""
    del house
    shopper = new_secret()
    body = an_order(paid=False, shopper=shopper)
    return Write("/v1/orders", body, an_order(paid=False, quantity=2, shopper=shopper), NAMED, {"shopper": shopper})


async def a_batch(house: RunningHouse) -> Write:
    """Three orders in one request; the other body has one more."""
    del house
    shopper = new_secret()
    orders = [an_order(paid=number % 2 == 0, quantity=number + 1, shopper=shopper) for number in range(3)]
    other = {"orders": [*orders, an_order(paid=True, shopper=shopper)]}
    return Write("/v1/order-batches", {"orders": orders}, other, NAMED, {"shopper": shopper}, effects=3)


async def a_payment(house: RunningHouse) -> Write:
    """A card that pays for a held order."""
    placed = await house.visitor.post("/v1/orders", an_order(paid=False))
    return _of_order("payment", placed, "payments.started", {"token": "tok_visa"}, {"token": "tok_mastercard"})


async def a_declined_payment(house: RunningHouse) -> Write:
    """A card that is declined, and another one under the same key."""
    placed = await house.visitor.post("/v1/orders", an_order(paid=False))
    return _of_order("payment", placed, "payments.started", {"token": "tok_declined"}, {"token": "tok_visa"})


async def a_cancellation(house: RunningHouse) -> Write:
    """A paid order that is called off."""
    placed = await house.visitor.post("/v1/orders", an_order(paid=True))
    return _of_order("cancellation", placed, "orders.lines_cancelled", {"reason": "too late"}, {"reason": "too big"})


async def a_pick(house: RunningHouse) -> Write:
    """Three units, of which two are found."""
    placed = await house.visitor.post("/v1/orders", an_order(paid=True, quantity=3))
    found = {"line_number": 1, "picked": 2, "short_reason": "the shelf is empty"}
    return _of_work("pick", _work(placed), "fulfilment.picked", {"lines": [found]}, {"lines": [found | {"picked": 1}]})


async def a_shipment(house: RunningHouse) -> Write:
    """A packed parcel."""
    work = _work(await house.visitor.post("/v1/orders", an_order(paid=True)))
    await _do(house, f"{work}/pick", {"lines": [{"line_number": 1, "picked": 1}]})
    await _do(house, f"{work}/packing")
    return _of_work("shipment", work, "fulfilment.shipped", {"tracking": "1Z"}, {"tracking": "2Z"})


async def a_handover(house: RunningHouse) -> Write:
    """Goods at the counter, and the right code."""
    body = an_order(paid=True) | {"payment": {"amount_minor": worth(collect(SKU))}}
    body["lines"] = [{"sku": SKU, "quantity": 1, "mode": "pickup", "pickup_location": "S0001"}]
    work = _work(await house.visitor.post("/v1/orders", body))
    await _do(house, f"{work}/pick", {"lines": [{"line_number": 1, "picked": 1}]})
    code = (await _do(house, f"{work}/readiness"))["handover_code"]
    return _of_work("handover", work, "fulfilment.handed_over", {"code": code}, {"code": "OTHER"})


async def an_adjustment(house: RunningHouse) -> Write:
    """Five units that came in."""
    del house
    document = new_secret()
    came = {"sku": SKU, "location": "S0001", "quantity": 5, "reason": "delivery", "document": document}
    path, other = "/v1/stock-adjustments", {"adjustments": [came | {"quantity": 6}]}
    return Write(path, {"adjustments": [came]}, other, MOVED, {"document": document})


SUCCEEDING: Sequence[Make] = (
    an_order_placed,
    an_order_held,
    a_batch,
    a_payment,
    a_cancellation,
    a_pick,
    a_shipment,
    a_handover,
    an_adjustment,
)


async def _do(house: RunningHouse, path: str, body: Any = None) -> Any:
    reply = await house.visitor.post(path, body)
    assert reply.status < 400, reply.body
    return reply.json


def _work(placed: Reply) -> str:
    return f"/v1/fulfilments/{placed.json['fulfilments'][0]['id']}"


def _of_order(step: str, placed: Reply, event: str, body: Any, other: Any) -> Write:
    id_ = placed.json["id"]
    return Write(f"/v1/orders/{id_}/{step}", body, other, TOLD, {"type": event, "name": "order_id", "id": id_})


def _of_work(step: str, work: str, event: str, body: Any, other: Any) -> Write:
    id_ = work.rpartition("/")[2]
    return Write(f"{work}/{step}", body, other, TOLD, {"type": event, "name": "fulfilment_id", "id": id_})
