"""A shopper has come in: what they gathered and bought as a guest becomes theirs."""

from datetime import datetime

from atrium.contexts import carts, identity, orders
from atrium.contexts.identity import Session
from atrium.kit.db import Tx


async def welcome_shopper(tx: Tx, session: Session, *, cart_secret: str | None, now: datetime) -> int:
    """Joins a guest's cart to the shopper's, and claims orders under their proven address; answers the cart's units."""
    shopper = session.actor
    known = await identity.get_shopper(tx, shopper.id, visible_to=shopper.sees)
    holder = carts.Holder(shopper.id)
    if cart_secret:
        cart = await carts.adopt(tx, secret=cart_secret, shopper=shopper.id, now=now)
    else:
        cart = await carts.find_cart(tx, holder)
    if known.verified_at is not None:
        await orders.claim(tx, email=known.email, shopper=shopper.id, now=now, actor=shopper)
    return sum(line.quantity for line in cart.lines) if cart else 0
