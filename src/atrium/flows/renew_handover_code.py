"""Goods at the counter get another code, when the old one is locked or lost."""

from datetime import datetime
from uuid import UUID

from atrium.contexts import fulfilment, orders
from atrium.kit.db import Tx
from atrium.vocabulary.actor import Actor


async def renew_handover_code(
    tx: Tx, *, fulfilment_id: UUID, code: str, reason: str, actor: Actor, now: datetime
) -> fulfilment.Fulfilment:
    """Gives ready goods the new code, which the shopper is told again; the old one opens nothing any more.

    Refuses with FulfilmentNotFound, or WrongStep when the goods are not at the counter, or not any more.
    """
    seen = await fulfilment.get_fulfilment(tx, fulfilment_id, visible_to=actor.sees)
    await orders.lock_order(tx, seen.order_id)
    work = await fulfilment.lock_fulfilment(tx, fulfilment_id, visible_to=actor.sees)
    return await fulfilment.renew_code(tx, work, code=code, now=now, actor=actor, reason=reason)
