"""Picked goods leave the house, to a carrier or into the shopper's hands: stock, order and money follow."""

from datetime import datetime
from typing import Literal

from atrium.contexts import fulfilment, inventory, orders, payments
from atrium.kit.db import Tx
from atrium.vocabulary.actor import Actor


async def goods_leave(
    tx: Tx,
    order: orders.Order,
    work: fulfilment.Fulfilment,
    *,
    kind: Literal["shipment", "handover"],
    now: datetime,
    actor: Actor,
) -> orders.Order:
    """Books everything that was picked as gone, and asks for the money of exactly that."""
    known = await payments.lock_of_order(tx, order.id)
    after = await orders.fulfil(tx, order, work.picked, now=now, actor=actor)
    worth = sum(
        orders.value_between(line, line.fulfilled, line.fulfilled + work.picked.get(line.number, 0))
        for line in order.lines
    )
    for payment in known:
        if payment.state in ("authorised", "captured"):
            await payments.owe_capture(tx, payment, amount_minor=worth, reason=f"{kind} of {order.number}", now=now)
    issues = [
        inventory.Issue(work.id, number, quantity, kind, order.number) for number, quantity in work.picked.items()
    ]
    await inventory.issue(tx, issues, now=now, actor=actor)
    return after
