"""An order as it is answered: its lines, who works on it, and its money."""

from typing import Any
from uuid import UUID

import msgspec

from atrium.contexts import fulfilment, orders, payments
from atrium.kit.db import Tx
from atrium.surfaces.api.orders.shapes import LineView, OrderView, PaymentView
from atrium.vocabulary.actor import EVERYTHING, Scope


async def order_view(tx: Tx, order_id: UUID, *, visible_to: Scope) -> OrderView:
    """An order with its fulfilments and payments, in three statements."""
    order = await orders.get_order(tx, order_id, visible_to=visible_to)
    work = await fulfilment.list_of_order(tx, order_id, visible_to=EVERYTHING)
    money = await payments.list_of_order(tx, [order_id])
    return OrderView(
        id=order.id,
        number=order.number,
        channel=order.channel,
        market=order.market,
        currency=order.currency,
        state=order.state,
        contact=msgspec.to_builtins(order.contact),
        address=msgspec.to_builtins(order.address),
        client_reference=order.client_reference,
        net_minor=order.net_minor,
        tax_minor=order.tax_minor,
        total_minor=order.total_minor,
        goodwill_minor=order.goodwill_minor,
        placed_at=order.placed_at,
        changed_at=order.changed_at,
        lines=[msgspec.convert(line, LineView, from_attributes=True) for line in order.lines],
        fulfilments=[_work(one) for one in work],
        payments=[msgspec.convert(one, PaymentView, from_attributes=True) for one in money],
    )


def _work(one: fulfilment.Fulfilment) -> dict[str, Any]:
    shown = msgspec.to_builtins(one)
    names = ("id", "location", "mode", "state", "reason", "tracking", "promised_by", "lines")
    return {name: shown[name] for name in names}
