"""An order was not paid in time or was called off: what was in it goes back into the shopper's cart."""

from datetime import datetime
from uuid import UUID

from atrium.contexts import carts, orders
from atrium.kit.db import Tx
from atrium.kit.refusals import Refusal
from atrium.vocabulary.actor import Actor

ENDED = ("expired", "cancelled")


async def refill_cart(
    tx: Tx, *, order_id: UUID, holder: carts.Holder, opening: carts.NewCart, actor: Actor, now: datetime
) -> carts.Cart:
    """Puts the lines of an order that came to nothing into the holder's cart, as they were asked for.

    Done twice, it adds nothing the second time: a line that the cart has keeps at least the order's quantity. Lines
    that a cart cannot take any more stay behind. Refuses with OrderNotFound, or OrderClosed while the order lives.
    """
    order = await orders.get_order(tx, order_id, visible_to=actor.sees)
    if order.state not in ENDED:
        raise orders.OrderClosed(order_id, order.state, "put back into a cart")
    cart = await carts.find_cart(tx, holder)
    there = {line.kind: line.quantity for line in cart.lines} if cart else {}
    asked: list[carts.Asked] = []
    for line in order.lines:
        missing = min(line.quantity, carts.MOST_UNITS) - there.get((line.sku, line.mode, line.pickup_location), 0)
        if missing > 0:
            change = carts.AddLine(line.sku, missing, line.mode, line.pickup_location)
            asked.append(carts.Asked(holder, change, opening))
    asked.append(carts.Asked(holder, carts.SetDetails(order.contact, order.address)))
    answers = await carts.change(tx, asked, now=now)
    last = answers[-1]
    if isinstance(last, Refusal):
        raise last
    return last
