"""Holds that ran out: the orders end, the stock is free again. One sweep for all of them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from atrium.contexts import fulfilment, inventory, orders
from atrium.kit.db import Database, Tx
from atrium.vocabulary.actor import HOUSE


async def expire_orders(database: Database, *, now: datetime) -> int:
    """Ends unpaid orders whose holds have run out; answers how many. Statements do not grow with their number.

    Those that somebody is busy with are passed over, so that the ones behind them do not wait.
    """
    number, last = 0, None
    while late := await _list_expired(database, now=now, after=last):
        number += await database.commit(lambda tx, late=late: _expire(tx, late, now=now))
        last = late[-1]
    return number


async def _list_expired(database: Database, *, now: datetime, after: UUID | None) -> list[UUID]:
    async with database.reading() as tx:
        return await inventory.list_expired(tx, now=now, after=after)


async def _expire(tx: Tx, late: Sequence[UUID], *, now: datetime) -> int:
    ended = await orders.lock_awaiting(tx, late)
    if not ended:
        return 0
    await orders.expire(tx, ended, now=now, actor=HOUSE)
    await fulfilment.cancel_planned(tx, ended, now=now, actor=HOUSE)
    await inventory.release_holds(tx, ended, now=now, actor=HOUSE, expired=True)
    return len(ended)
