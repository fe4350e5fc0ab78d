"""One order book for every door.

Owns orders and their lines, from capture to the last unit fulfilled or cancelled. Promises that an order is
captured once, that its totals equal its lines, and that each unit is accounted for: open, waiting, fulfilled
or cancelled. Words: order, line, number, channel, client reference, waiting, consent, content.
"""

from atrium.contexts.orders.errors import (
    AddressMissing,
    AlreadyUnderWay,
    ClientReferenceTaken,
    NothingWaiting,
    OrderClosed,
    OrderIdTaken,
    OrderNotFound,
    PaymentDiffers,
)
from atrium.contexts.orders.model import Line, Order, State, WaitingFor, value_between
from atrium.contexts.orders.queries import (
    OrderSummary,
    find_captured,
    get_order,
    list_orders,
    list_waiting,
)
from atrium.contexts.orders.service import (
    cancel,
    capture,
    captured_event,
    expire,
    fulfil,
    mark_waiting,
    pay,
    resume,
    start_work,
)
from atrium.contexts.orders.store import lock_awaiting, lock_order

__all__ = [
    "AddressMissing",
    "AlreadyUnderWay",
    "ClientReferenceTaken",
    "Line",
    "NothingWaiting",
    "Order",
    "OrderClosed",
    "OrderIdTaken",
    "OrderNotFound",
    "OrderSummary",
    "PaymentDiffers",
    "State",
    "WaitingFor",
    "cancel",
    "capture",
    "captured_event",
    "expire",
    "find_captured",
    "fulfil",
    "get_order",
    "list_orders",
    "list_waiting",
    "lock_awaiting",
    "lock_order",
    "mark_waiting",
    "pay",
    "resume",
    "start_work",
    "value_between",
]
