"""Everything of an order that nobody has picked yet is called off, and its money goes back."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from atrium.contexts import fulfilment, inventory, orders, payments
from atrium.kit.db import Tx
from atrium.vocabulary.actor import Actor

CANCELLABLE = ("planned", "queued")


async def cancel_order(
    tx: Tx, *, order_id: UUID, reason: str, actor: Actor, now: datetime, lines: Collection[int] = ()
) -> orders.Order:
    """Cancels what is not yet picked, of these lines or of all.

    Refuses with AlreadyUnderWay when all of it is, LineNotFound, or OrderClosed: an unpaid order goes whole.
    """
    order = await orders.lock_order(tx, order_id, visible_to=actor.sees)
    work = await fulfilment.lock_of_order(tx, order_id)
    known = await payments.lock_of_order(tx, order_id)
    if order.state in ("fulfilled", "cancelled", "expired"):
        raise orders.OrderClosed(order_id, order.state, "cancelled")
    if lines and order.state == "awaiting_payment":
        raise orders.OrderClosed(order_id, order.state, "cancelled line by line")
    chosen = [order.find_line(number) for number in sorted(set(lines))] or order.lines
    numbers = {line.number for line in chosen}
    open_ = [(one, units) for one in work if one.state in CANCELLABLE if (units := _of(one.unfinished, numbers))]
    quantities = _quantities(chosen, [units for _, units in open_])
    if not quantities:
        raise orders.AlreadyUnderWay(order_id, sum(line.quantity - line.cancelled for line in chosen))
    for one, units in open_:
        await fulfilment.cancel_lines(tx, one, units, now=now, actor=actor, reason=reason)
    worth = sum(_worth(line, quantities.get(line.number, 0)) for line in order.lines)
    after = await orders.cancel(tx, order, quantities, now=now, actor=actor, reason=reason)
    for payment in known:
        if payment.state in ("authorised", "captured"):
            await payments.give_back(tx, payment, amount_minor=worth, reason=reason, now=now, actor=actor)
    if order.state == "awaiting_payment":
        await inventory.release_holds(tx, [order_id], now=now, actor=actor)
    else:
        releases = [
            inventory.Release(one.id, number, quantity) for one, units in open_ for number, quantity in units.items()
        ]
        await inventory.release_reservations(tx, releases, now=now, actor=actor, cause="cancelled")
    return after


def _of(units: Mapping[int, int], numbers: Collection[int]) -> dict[int, int]:
    return {number: quantity for number, quantity in units.items() if number in numbers}


def _quantities(lines: Sequence[orders.Line], in_queues: Sequence[Mapping[int, int]]) -> dict[int, int]:
    """Units of the lines that can still be called off: those in queues, and those that wait."""
    quantities = {line.number: line.waiting for line in lines}
    for units in in_queues:
        for number, quantity in units.items():
            quantities[number] += quantity
    return {number: quantity for number, quantity in quantities.items() if quantity}


def _worth(line: orders.Line, quantity: int) -> int:
    """Cancelled units are counted from the end of the line, fulfilled ones from its start, so both add up."""
    last = line.quantity - line.cancelled
    return orders.value_between(line, last - quantity, last)
