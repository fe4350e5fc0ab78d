"""Reading carts: only whose they are may."""

from uuid import UUID

from atrium.contexts.carts import store
from atrium.contexts.carts.errors import CartNotFound
from atrium.contexts.carts.model import Cart, Holder
from atrium.kit.db import Tx


async def find_cart(tx: Tx, holder: Holder, *, order_id: UUID | None = None) -> Cart | None:
    """The holder's open cart; with `order_id` the one whose order that is, whatever became of it. One statement."""
    return await store.find(tx, holder, order_id=order_id)


async def get_cart(tx: Tx, holder: Holder, *, order_id: UUID | None = None) -> Cart:
    """The same; refuses with CartNotFound, also when it is somebody else's."""
    found = await find_cart(tx, holder, order_id=order_id)
    if found is None:
        raise CartNotFound
    return found
