"""The gateway has answered: the order becomes placed, or the money is let go; never both, never neither."""

from datetime import datetime

from atrium.contexts import fulfilment, inventory, orders, payments
from atrium.kit.db import Database, Tx
from atrium.kit.refusals import Refusal
from atrium.vocabulary.actor import Actor


async def confirm_payment(
    database: Database,
    payment: payments.Payment,
    answer: payments.Authorised | payments.Declined,
    *,
    actor: Actor,
    now: datetime,
) -> Refusal | None:
    """Writes down the gateway's answer; None when the order is paid, else why not.

    Done twice, it changes nothing and says the same. Money that comes after the payment was given up still counts.
    """
    return await database.commit(lambda tx: _confirm(tx, payment, answer, actor=actor, now=now))


async def _confirm(
    tx: Tx,
    payment: payments.Payment,
    answer: payments.Authorised | payments.Declined,
    *,
    actor: Actor,
    now: datetime,
) -> Refusal | None:
    order = await orders.lock_order(tx, payment.order_id)
    planned = [work for work in await fulfilment.lock_of_order(tx, order.id) if work.state == "planned"]
    present = await payments.lock_payment(tx, payment.id)
    if present is None or present.state not in ("started", "failed"):
        return _said_before(order, present)
    if isinstance(answer, payments.Declined):
        await payments.decline(tx, present, code=answer.code, now=now, actor=actor)
        return payments.CardDeclined(answer.code)
    taken = await payments.authorise(tx, present, reference=answer.gateway_id, now=now, actor=actor)
    if order.state != "awaiting_payment":
        reason = f"the order was {order.state} when the payment arrived"
        await payments.give_back(tx, taken, amount_minor=taken.authorised_minor, reason=reason, now=now, actor=actor)
        return orders.OrderClosed(order.id, order.state, "paid")
    await orders.pay(tx, order, now=now, actor=actor)
    await fulfilment.queue_planned(tx, planned, now=now, actor=actor)
    if not await inventory.keep_holds(tx, order.id, now=now, actor=actor):
        raise RuntimeError(f"order {order.id} awaits payment and holds nothing")
    return None


def _said_before(order: orders.Order, payment: payments.Payment | None) -> Refusal | None:
    """What became of a payment whose answer somebody else has written down."""
    if payment is not None and payment.state == "declined":
        return payments.CardDeclined(payment.decline_code or "declined")
    if order.state in ("awaiting_payment", "expired", "cancelled"):
        return orders.OrderClosed(order.id, order.state, "paid")
    return None
