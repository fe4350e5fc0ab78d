"""The shopper shows a code at the counter and gets the goods."""

from datetime import datetime
from uuid import UUID

from atrium.contexts import fulfilment, orders
from atrium.flows.goods_leave import goods_leave
from atrium.kit.db import Tx
from atrium.vocabulary.actor import Actor


async def hand_over(
    tx: Tx, *, fulfilment_id: UUID, code: str, actor: Actor, now: datetime
) -> fulfilment.Fulfilment | fulfilment.WrongCode:
    """Hands over ready goods once.

    A wrong code is counted, so it is answered as a value and the caller commits; after five the code is locked.
    """
    seen = await fulfilment.get_fulfilment(tx, fulfilment_id, visible_to=actor.sees)
    order = await orders.lock_order(tx, seen.order_id)
    work = await fulfilment.lock_fulfilment(tx, fulfilment_id)
    try:
        work.check_code(code)
    except fulfilment.WrongCode as wrong:
        await fulfilment.refuse_code(tx, work, now=now, actor=actor)
        return wrong
    after = await fulfilment.hand_over(tx, work, now=now, actor=actor)
    await goods_leave(tx, order, after, kind="handover", now=now, actor=actor)
    return after
