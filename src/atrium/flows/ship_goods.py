"""A packed parcel is given to the carrier."""

from datetime import datetime
from uuid import UUID

from atrium.contexts import fulfilment, orders
from atrium.flows.goods_leave import goods_leave
from atrium.kit.db import Tx
from atrium.vocabulary.actor import Actor


async def ship_goods(
    tx: Tx, *, fulfilment_id: UUID, tracking: str | None, actor: Actor, now: datetime
) -> fulfilment.Fulfilment:
    """Ships a packed fulfilment once; `tracking` is the carrier's number."""
    seen = await fulfilment.get_fulfilment(tx, fulfilment_id, visible_to=actor.sees)
    order = await orders.lock_order(tx, seen.order_id)
    work = await fulfilment.lock_fulfilment(tx, fulfilment_id)
    after = await fulfilment.ship(tx, work, tracking=tracking, now=now, actor=actor)
    await goods_leave(tx, order, after, kind="shipment", now=now, actor=actor)
    return after
