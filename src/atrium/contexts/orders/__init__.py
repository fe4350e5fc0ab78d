"""One order book for every door.

Owns: orders and their lines, from capture to the last unit fulfilled or cancelled.
Promises: an order is captured once; its totals equal its lines; each unit is open, waiting, fulfilled or cancelled.
Words: a *line* is so many units of an item; the *number* is what people read out; a *channel* is where it was sold; a
*client reference* is the door's own name for it; *waiting* units wait for stock, or for the shopper's *consent*;
*goodwill* is money given back although the goods stay; an order's *content* is the fingerprint of what was asked; its
*story* is everything that happened to it.
"""

from atrium.contexts.orders.errors import (
    AddressMissing,
    AlreadyUnderWay,
    ClientReferenceTaken,
    LineNotFound,
    NothingWaiting,
    OrderClosed,
    OrderIdTaken,
    OrderNotFound,
    PaymentDiffers,
    PriceChanged,
)
from atrium.contexts.orders.invariants import INVARIANTS
from atrium.contexts.orders.model import Line, Order, State, WaitingFor, value_between
from atrium.contexts.orders.queries import (
    Captured,
    OrderSummary,
    find_captured,
    find_orders,
    get_order,
    list_of_shopper,
    list_orders,
    list_waiting,
)
from atrium.contexts.orders.service import (
    cancel,
    capture,
    captured_event,
    claim,
    expire,
    fulfil,
    grant_goodwill,
    mark_waiting,
    pay,
    resume,
    start_work,
)
from atrium.contexts.orders.store import lock_awaiting, lock_order, lock_states

__all__ = [
    "INVARIANTS",
    "AddressMissing",
    "AlreadyUnderWay",
    "Captured",
    "ClientReferenceTaken",
    "Line",
    "LineNotFound",
    "NothingWaiting",
    "Order",
    "OrderClosed",
    "OrderIdTaken",
    "OrderNotFound",
    "OrderSummary",
    "PaymentDiffers",
    "PriceChanged",
    "State",
    "WaitingFor",
    "cancel",
    "capture",
    "captured_event",
    "claim",
    "expire",
    "find_captured",
    "find_orders",
    "fulfil",
    "get_order",
    "grant_goodwill",
    "list_of_shopper",
    "list_orders",
    "list_waiting",
    "lock_awaiting",
    "lock_order",
    "lock_states",
    "mark_waiting",
    "pay",
    "resume",
    "start_work",
    "value_between",
]
