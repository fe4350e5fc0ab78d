"""One order with all that belongs to it: who works on it, its money, and everything that happened."""

from dataclasses import dataclass
from uuid import UUID

from atrium.contexts import fulfilment, orders, payments
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.vocabulary.actor import EVERYTHING, Scope


@dataclass(frozen=True, slots=True)
class OrderStory:
    """An order, its fulfilments and payments, and its events, each oldest first."""

    order: orders.Order
    work: list[fulfilment.Fulfilment]
    payments: list[payments.Payment]
    events: list[events.Recorded]


async def load_order_story(tx: Tx, order_id: UUID, *, visible_to: Scope) -> OrderStory:
    """An order's story; refuses with OrderNotFound. `tx` should be a snapshot. Four reads."""
    order = await orders.get_order(tx, order_id, visible_to=visible_to)
    return OrderStory(
        order=order,
        work=await fulfilment.list_of_order(tx, order_id, visible_to=EVERYTHING),
        payments=await payments.list_of_order(tx, [order_id]),
        events=await events.read_subject(tx, order.subject),
    )
