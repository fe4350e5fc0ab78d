"""The shopper says what shall become of units that the chosen store does not have after all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from atrium.contexts import orders, payments
from atrium.flows.route_waiting import Route, refuse_leftovers, route_waiting
from atrium.kit.db import Tx
from atrium.readmodels.source_map import SourceMap
from atrium.vocabulary.actor import Actor


@dataclass(frozen=True, slots=True)
class Wish:
    """`collect` at another location, `ship` to the order's address, or `cancel`."""

    choice: Literal["collect", "ship", "cancel"]
    location: str | None = None


async def answer_shortage(
    tx: Tx, *, order_id: UUID, wish: Wish, source_map: SourceMap, actor: Actor, now: datetime
) -> orders.Order:
    """Does as the shopper wishes with all units that wait for consent, or refuses and changes nothing."""
    order = await orders.lock_order(tx, order_id, visible_to=actor.sees)
    lines = order.waiting_for_consent()
    if wish.choice == "cancel":
        return await _cancel(tx, order, lines, now=now, actor=actor)
    route = _route(order, wish, lines, source_map)
    after = await route_waiting(tx, order, route, source_map=source_map, now=now, actor=actor)
    refuse_leftovers(route, order, after, wish.location)
    return after


def _route(order: orders.Order, wish: Wish, lines: Sequence[orders.Line], source_map: SourceMap) -> Route:
    if wish.choice == "collect":
        return Route(lines, "pickup", source_map.for_pickup(wish.location or "", field="location"))
    if order.address is None:
        raise orders.AddressMissing
    return Route(lines, "ship", source_map.for_shipping(order.address))


async def _cancel(
    tx: Tx, order: orders.Order, lines: Sequence[orders.Line], *, now: datetime, actor: Actor
) -> orders.Order:
    quantities = {line.number: line.waiting for line in lines}
    reason = "the shopper does not want it from elsewhere"
    known = await payments.lock_of_order(tx, order.id)
    after = await orders.cancel(tx, order, quantities, now=now, actor=actor, reason=reason)
    worth = sum(
        orders.value_between(line, line.quantity - line.cancelled - line.waiting, line.quantity - line.cancelled)
        for line in lines
    )
    for payment in known:
        if payment.state in ("authorised", "captured"):
            await payments.give_back(tx, payment, amount_minor=worth, reason=reason, now=now, actor=actor)
    return after
