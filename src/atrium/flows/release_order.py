"""An unpaid order's stock is let go before its hold runs out."""

from datetime import datetime
from uuid import UUID

from atrium.contexts import orders
from atrium.flows.cancel_order import cancel_order
from atrium.kit.db import Tx
from atrium.vocabulary.actor import Actor


async def release_order(tx: Tx, *, order_id: UUID, reason: str, actor: Actor, now: datetime) -> orders.Order:
    """Ends an order that nobody has paid; money that still comes for it is let go.

    Refuses with OrderNotFound, or OrderClosed when it was paid or ended in the meantime.
    """
    order = await orders.lock_order(tx, order_id, visible_to=actor.sees)
    if order.state != "awaiting_payment":
        raise orders.OrderClosed(order_id, order.state, "released")
    return await cancel_order(tx, order_id=order_id, reason=reason, actor=actor, now=now)
