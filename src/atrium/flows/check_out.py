"""A shopper orders what is in their cart and pays by card: placed unpaid, asked of the gateway, confirmed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from atrium.contexts import carts, orders, payments
from atrium.flows.pay_order import CardDesk, ask_for, pay_order
from atrium.flows.place_orders import AskedLine, FromCart, Placed, PlaceOrder
from atrium.kit.db import Database
from atrium.vocabulary.actor import Actor, Scope

CHANNEL = "web"
PAYMENTS = UUID("3f0b6c52-7a53-5c0e-8a4e-2f3d0a6c9b71")
"""The namespace in which a payment's id is made of its order, so that the same attempt again is the same payment."""
FIRST_ATTEMPT = 1


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a shopper agreed to: this version of the cart of that order, at this total, with the card behind `token`.

    The token is the gateway's for `payment_id(order_id)`.
    """

    holder: carts.Holder
    order_id: UUID
    version: int
    expected_total_minor: int
    token: str
    hold_until: datetime


@dataclass(frozen=True, slots=True)
class Counter:
    """Where orders are placed and cards are asked; whoever comes at the same time is served together."""

    database: Database
    place: Callable[[PlaceOrder], Awaitable[Placed]]
    desk: CardDesk
    currency_of: Callable[[str], str]
    """A market's currency."""


async def check_out(counter: Counter, purchase: Purchase, *, actor: Actor, clock: Callable[[], datetime]) -> UUID:
    """Orders a cart and pays for it; answers the order's id, also when it had been ordered and paid before.

    Refuses before anything is ordered with CartNotFound, CartEmpty, CartChanged, PriceChanged, ContactMissing and
    what placing refuses with; afterwards, the order waiting with its stock held, with CardDeclined, GatewaySilent,
    PaymentUnderWay or, when the hold ran out meanwhile, OrderClosed.
    """
    async with counter.database.reading() as tx:
        cart = await carts.get_cart(tx, purchase.holder, order_id=purchase.order_id)
    if cart.state == "merged":
        raise carts.CartChanged
    new = cart.state == "open" and not (await counter.place(_order(cart, purchase, actor))).replayed
    if new:
        payment = payments.new_card_payment(
            payment_id=payment_id(cart.order_id),
            order_id=cart.order_id,
            amount_minor=purchase.expected_total_minor,
            currency=counter.currency_of(cart.market),
            now=clock(),
        )
        await ask_for(payment, counter.desk, token=purchase.token, actor=actor)
    else:
        await _pay_again(counter, cart.order_id, purchase.token, actor=actor, clock=clock)
    return cart.order_id


def payment_id(order_id: UUID, attempt: int = FIRST_ATTEMPT) -> UUID:
    """Which payment an attempt to pay an order makes; known before the card is, whose token is good for it alone."""
    return uuid5(PAYMENTS, f"{order_id} {attempt}")


def _order(cart: carts.Cart, purchase: Purchase, actor: Actor) -> PlaceOrder:
    if not cart.lines:
        raise carts.CartEmpty
    if cart.version != purchase.version:
        raise carts.CartChanged
    if cart.contact is None:
        raise carts.ContactMissing
    return PlaceOrder(
        id=cart.order_id,
        id_is_given=True,
        key=None,
        actor=actor,
        channel=CHANNEL,
        market=cart.market,
        contact=cart.contact,
        address=cart.address if cart.ships else None,
        client_reference=None,
        content=f"cart {cart.id}",
        lines=[AskedLine(line.sku, line.quantity, line.mode, line.pickup_location) for line in cart.lines],
        payment=None,
        hold_until=purchase.hold_until,
        cart=FromCart(
            cart_id=cart.id,
            version=purchase.version,
            shopper=cart.shopper,
            expected_total_minor=purchase.expected_total_minor,
            payment_id=payment_id(cart.order_id),
        ),
    )


async def _pay_again(
    counter: Counter, order_id: UUID, token: str, *, actor: Actor, clock: Callable[[], datetime]
) -> None:
    """The cart was ordered before: tells what became of its first payment, or goes on with it where nobody knows."""
    owner = Actor(actor.id, actor.kind, actor.name, actor.scopes, Scope.of_order(order_id))
    try:
        await pay_order(
            counter.database,
            counter.desk,
            order_id=order_id,
            payment_id=payment_id(order_id),
            token=token,
            actor=owner,
            clock=clock,
        )
    except (orders.OrderClosed, payments.CardDeclined):
        # Another attempt may have paid meanwhile, and then all is well.
        async with counter.database.reading() as tx:
            order = await orders.get_order(tx, order_id, visible_to=owner.sees)
        if order.state in ("expired", "cancelled"):
            # What became of one card matters no more: there is nothing left to pay for.
            raise orders.OrderClosed(order_id, order.state, "paid") from None
        if order.state == "awaiting_payment":
            raise
