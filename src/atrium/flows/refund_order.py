"""Money that was taken goes back although the goods stay."""

from datetime import datetime
from uuid import UUID

from atrium.contexts import orders, payments
from atrium.kit.db import Tx
from atrium.vocabulary.actor import Actor


async def refund_order(
    tx: Tx, *, order_id: UUID, amount_minor: int | None, reason: str, actor: Actor, now: datetime
) -> orders.Order:
    """Gives back an amount, or without one everything that was taken and is not given back yet.

    What is only set aside stays, for the goods that are still to come. Refuses with OrderNotFound or RefundTooLarge.
    """
    order = await orders.lock_order(tx, order_id, visible_to=actor.sees)
    known = await payments.lock_of_order(tx, order_id)
    given = await payments.refund(
        tx, known, amount_minor=amount_minor, currency=order.currency, reason=reason, now=now, actor=actor
    )
    return await orders.grant_goodwill(tx, order, amount_minor=given, now=now, actor=actor, reason=reason)
