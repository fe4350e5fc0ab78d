"""The table of what follows from what: event types, and the journey that they start."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from atrium.contexts import orders
from atrium.flows.route_waiting import Route, route_waiting
from atrium.flows.tell_shopper import NEWS, Telling, tell_shopper
from atrium.kit.db import Tx
from atrium.kit.events import Recorded, Subscription
from atrium.readmodels.source_map import SourceMaps
from atrium.vocabulary.actor import HOUSE

Clock = Callable[[], datetime]


def reactions(source_maps: SourceMaps, telling: Telling, clock: Clock) -> list[Subscription]:
    """Every subscription of the house. Each handles a set of events in one transaction, once."""
    return [
        Subscription(
            name="stock came: route what waits for it",
            types=("inventory.stock_changed",),
            handle=_route_what_waits(source_maps, clock),
        ),
        Subscription(
            name="orders moved on: tell the shopper",
            types=NEWS,
            handle=_tell_shoppers(source_maps, telling, clock),
        ),
    ]


def _route_what_waits(source_maps: SourceMaps, clock: Clock) -> Callable[[Tx, list[Recorded]], Awaitable[None]]:
    async def handle(tx: Tx, happened: list[Recorded]) -> None:
        # What was routed to some may be enough for others too, who were not among those looked at.
        freed = {event.facts["sku"] for event in happened if event.facts["cause"] not in ("promised", "issued")}
        if not freed:
            return
        source_map = await source_maps.current()
        # All orders are locked before any stock is.
        waiting = [await orders.lock_order(tx, order) for order in sorted(await orders.list_waiting(tx, sorted(freed)))]
        for order in waiting:
            lines = [line for line in order.lines if line.waiting and line.waiting_for == "stock"]
            if lines and order.address is not None:
                route = Route(lines, "ship", source_map.for_shipping(order.address))
                await route_waiting(tx, order, route, source_map=source_map, now=clock(), actor=HOUSE)

    return handle


def _tell_shoppers(
    source_maps: SourceMaps, telling: Telling, clock: Clock
) -> Callable[[Tx, list[Recorded]], Awaitable[None]]:
    async def handle(tx: Tx, happened: list[Recorded]) -> None:
        network = (await source_maps.current()).network
        await tell_shopper(tx, happened, network=network, telling=telling, now=clock())

    return handle
