"""Holds that ran out: the orders end, the stock is free again. One sweep for all of them."""

from datetime import datetime

from atrium.contexts import fulfilment, inventory, orders
from atrium.kit.db import Database, Tx
from atrium.vocabulary.actor import HOUSE


async def expire_orders(database: Database, *, now: datetime) -> int:
    """Ends unpaid orders whose holds have run out; answers how many. Statements do not grow with their number."""
    async with database.reading() as tx:
        if not await inventory.list_expired(tx, now=now, most=1):
            return 0
    return await database.commit(lambda tx: _expire(tx, now=now))


async def _expire(tx: Tx, *, now: datetime) -> int:
    late = await inventory.list_expired(tx, now=now)
    ended = await orders.lock_awaiting(tx, late)
    if not ended:
        return 0
    await orders.expire(tx, ended, now=now, actor=HOUSE)
    await fulfilment.cancel_planned(tx, ended, now=now, actor=HOUSE)
    await inventory.release_holds(tx, ended, now=now, actor=HOUSE, expired=True)
    return len(ended)
