"""Work that nobody has begun goes to another location, because somebody says so and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from atrium.contexts import fulfilment, inventory, orders
from atrium.flows.destination import Destination
from atrium.flows.route_waiting import Route, refuse_leftovers, route_waiting
from atrium.kit.db import Tx
from atrium.readmodels.source_map import SourceMap
from atrium.vocabulary.actor import Actor


@dataclass(frozen=True, slots=True)
class Move:
    """Which fulfilment goes where, and why."""

    fulfilment_id: UUID
    to: Destination
    reason: str


async def reroute_fulfilment(tx: Tx, *, move: Move, source_map: SourceMap, actor: Actor, now: datetime) -> orders.Order:
    """Ends a queued fulfilment and promises all its units elsewhere, or refuses and changes nothing.

    Refuses with FulfilmentNotFound, WrongStep (somebody was quicker), ConsentMissing, DestinationMissing, AlreadyThere,
    AddressMissing, ShippingNotOffered, PickupNotOffered or InsufficientStock.
    """
    seen = await fulfilment.get_fulfilment(tx, move.fulfilment_id, visible_to=actor.sees)
    order = await orders.lock_order(tx, seen.order_id)
    work = await fulfilment.lock_fulfilment(tx, move.fulfilment_id, visible_to=actor.sees)
    work.check_movable()
    units = work.unfinished
    route = _route(order, work, move, source_map)
    reason = f"moved from {source_map.name(work.location)}: {move.reason}"
    await fulfilment.cancel_lines(tx, work, units, now=now, actor=actor, reason=reason)
    releases = [inventory.Release(work.id, number, quantity) for number, quantity in units.items()]
    # Where only the way out changes, the same units are promised anew; else the new promise comes before the old goes.
    stays = move.to.location == work.location
    if stays:
        await inventory.release_reservations(tx, releases, now=now, actor=actor, cause="re-routed")
    short = order.short(units, {})
    after = await route_waiting(tx, short, route, source_map=source_map, now=now, actor=actor)
    refuse_leftovers(route, short, after, move.to.location)
    if not stays:
        await inventory.release_reservations(tx, releases, now=now, actor=actor, cause="re-routed")
    return after


def _route(order: orders.Order, work: fulfilment.Fulfilment, move: Move, source_map: SourceMap) -> Route:
    here, to = source_map.name(work.location), move.to
    chosen = f"to collect at {here}" if work.mode == "pickup" else "to have it shipped"
    to.check_consent(chosen_mode=work.mode, chosen=chosen)
    if (to.location, to.mode) == (work.location, work.mode):
        raise fulfilment.AlreadyThere(work.location)
    return Route(
        _lines(order, work.unfinished),
        to.mode,
        to.ranking(order, source_map),
        not_from=() if to.location else {work.location},
        because=f"Moved from {here}: {move.reason}",
        leaving={inventory.Key(line.sku, work.location) for line in work.lines},
    )


def _lines(order: orders.Order, units: Mapping[int, int]) -> list[orders.Line]:
    """The order's lines as if just these units waited."""
    return [replace(line, waiting=units[line.number]) for line in order.lines if line.number in units]
