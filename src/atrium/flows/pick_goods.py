"""An associate has looked for a fulfilment's lines: what was found is set aside, what was not is re-routed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from atrium.contexts import fulfilment, inventory, orders
from atrium.flows.route_waiting import Route, route_waiting
from atrium.kit.db import Tx
from atrium.readmodels.source_map import SourceMap
from atrium.vocabulary.actor import HOUSE, Actor


async def pick_goods(
    tx: Tx,
    *,
    fulfilment_id: UUID,
    picks: Sequence[fulfilment.Pick] | None,
    source_map: SourceMap,
    actor: Actor,
    now: datetime,
) -> fulfilment.Fulfilment:
    """Records a pick: what is said, or with None what was counted while picking.

    Units to be shipped that were not found are routed to another location at once; units to be collected wait
    for the shopper's consent, because the shopper chose the store.
    """
    seen = await fulfilment.get_fulfilment(tx, fulfilment_id, visible_to=actor.sees)
    order = await orders.lock_order(tx, seen.order_id)
    before = await fulfilment.lock_fulfilment(tx, fulfilment_id)
    after = await fulfilment.pick(tx, before, picks, now=now, actor=actor)
    order = await orders.start_work(tx, order, now=now, actor=actor)
    shorts = _shorts(before, after)
    if shorts:
        await inventory.record_shorts(tx, shorts, now=now, actor=actor)
        await _route_again(tx, order, after, shorts, source_map=source_map, now=now, actor=actor)
    return after


async def _route_again(
    tx: Tx,
    order: orders.Order,
    work: fulfilment.Fulfilment,
    shorts: Sequence[inventory.Short],
    *,
    source_map: SourceMap,
    now: datetime,
    actor: Actor,
) -> None:
    quantities = {short.line_number: short.quantity for short in shorts}
    cause: orders.WaitingFor = "consent" if work.mode == "pickup" else "stock"
    order = await orders.mark_waiting(
        tx,
        order,
        quantities,
        waiting_for=dict.fromkeys(quantities, cause),
        now=now,
        actor=actor,
        reason=f"not found at {source_map.name(work.location)}: {shorts[0].reason}",
    )
    if work.mode == "ship" and order.address is not None:
        lines = [line for line in order.lines if line.number in quantities]
        route = Route(lines, "ship", source_map.for_shipping(order.address), not_from={work.location})
        await route_waiting(tx, order, route, source_map=source_map, now=now, actor=HOUSE)


def _shorts(before: fulfilment.Fulfilment, after: fulfilment.Fulfilment) -> list[inventory.Short]:
    return [
        inventory.Short(
            fulfilment_id=after.id,
            line_number=now.line_number,
            quantity=now.short - was.short,
            reason=now.missing or "",
            document=after.order_number,
        )
        for was, now in zip(before.lines, after.lines, strict=True)
        if now.short > was.short
    ]
