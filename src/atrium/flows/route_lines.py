"""Units that wait without a location get one, because somebody says so and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts import orders
from atrium.flows.destination import Destination
from atrium.flows.route_waiting import Route, refuse_leftovers, route_waiting
from atrium.kit.db import Tx
from atrium.readmodels.source_map import SourceMap
from atrium.vocabulary.actor import Actor


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which order's waiting lines go where, and why; without numbers, all of them."""

    order_id: UUID
    to: Destination
    reason: str
    lines: Collection[int] = ()


async def route_lines(tx: Tx, *, wanted: Wanted, source_map: SourceMap, actor: Actor, now: datetime) -> orders.Order:
    """Promises all waiting units of the lines at their destination, or refuses and changes nothing.

    Refuses with OrderNotFound, LineNotFound, NothingWaiting (somebody was quicker), ConsentMissing, DestinationMissing,
    AddressMissing, ShippingNotOffered, PickupNotOffered or InsufficientStock.
    """
    order = await orders.lock_order(tx, wanted.order_id, visible_to=actor.sees)
    lines = order.waiting_lines(wanted.lines)
    for line in lines:
        # A line to be collected waits because the chosen store does not have it.
        chosen = "to have it shipped" if line.mode == "ship" else f"to collect at {line.pickup_location}"
        wanted.to.check_consent(chosen_mode=line.mode, chosen=chosen)
    ranking = wanted.to.ranking(order, source_map)
    route = Route(lines, wanted.to.mode, ranking, because=f"Decided by hand: {wanted.reason}")
    after = await route_waiting(tx, order, route, source_map=source_map, now=now, actor=actor)
    refuse_leftovers(route, order, after, wanted.to.location)
    return after
