"""A shopper pays for held stock by card: written down, asked of the gateway, confirmed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts import orders, payments
from atrium.flows.confirm_payments import Heard
from atrium.kit.db import Database, Tx
from atrium.vocabulary.actor import Actor


@dataclass(frozen=True, slots=True)
class CardDesk:
    """Where cards are asked: the gateway, and who writes down what it said, with all that it says at the same time."""

    gateway: payments.Gateway
    confirm: Callable[[Heard], Awaitable[None]]
    """Raises why the order is not paid."""


async def pay_order(
    database: Database,
    desk: CardDesk,
    *,
    order_id: UUID,
    payment_id: UUID,
    token: str,
    actor: Actor,
    clock: Callable[[], datetime],
) -> None:
    """Pays an order that awaits payment. No transaction is open while the gateway is asked.

    The same `payment_id` again, with the same token, tells what became of that payment. While nobody knows, the
    gateway is asked again: it knows the payment by its id, and takes the money once.

    Refuses with CardDeclined, OrderClosed (the hold ran out: the money is let go), PaymentUnderWay, or
    GatewaySilent (what became of the money is found out later, and set right).
    """
    payment = await database.commit(
        lambda tx: _start(tx, order_id=order_id, payment_id=payment_id, actor=actor, now=clock())
    )
    if payment.state != "started":
        return
    await ask_for(payment, desk, token=token, actor=actor)


async def ask_for(payment: payments.Payment, desk: CardDesk, *, token: str, actor: Actor) -> None:
    """Asks the gateway for a payment that is written down as started, and has its answer written down."""
    answer = await desk.gateway.authorise(
        reference=payment.id, amount_minor=payment.asked_minor, currency=payment.currency, token=token
    )
    if isinstance(answer, payments.Unknown):
        raise payments.GatewaySilent(payment.order_id)
    await desk.confirm(Heard(payment.id, payment.order_id, answer, actor))


async def _start(tx: Tx, *, order_id: UUID, payment_id: UUID, actor: Actor, now: datetime) -> payments.Payment:
    order = await orders.lock_order(tx, order_id, visible_to=actor.sees)
    known = await payments.lock_of_order(tx, order_id)
    same = next((payment for payment in known if payment.id == payment_id), None)
    if same is not None:
        if same.state != "started":
            _refuse_again(order, same)
        return same
    if any(payment.state == "started" for payment in known):
        raise payments.PaymentUnderWay(order_id)
    if order.state != "awaiting_payment":
        raise orders.OrderClosed(order_id, order.state, "paid")
    payment = payments.new_card_payment(
        payment_id=payment_id, order_id=order_id, amount_minor=order.total_minor, currency=order.currency, now=now
    )
    await payments.start_card(tx, payment, actor=actor)
    return payment


def _refuse_again(order: orders.Order, payment: payments.Payment) -> None:
    """Says again why a payment did not pay its order; nothing when it did."""
    if payment.state in ("declined", "failed"):
        raise payments.CardDeclined(payment.decline_code or payment.state)
    if order.state in ("awaiting_payment", "expired", "cancelled"):
        raise orders.OrderClosed(order.id, order.state, "paid")
