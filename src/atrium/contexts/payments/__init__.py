"""Money taken for orders, and given back.

Owns: payments, and the operations that a gateway still has to do.
Promises: nothing is charged twice, because a gateway knows each operation by its id, and it is kept until answered; the
sums of a payment equal its operations.
Words: a *payment* is money for one order by one tender; to *authorise* sets it aside, to *capture* takes it, to *void*
lets it go, to *refund* gives it back; an *external* payment was taken by the door itself; an *operation* is *due* until
the gateway has answered.
"""

from atrium.contexts.payments.errors import (
    CardDeclined,
    GatewaySilent,
    PaymentUnderWay,
    RefundTooLarge,
)
from atrium.contexts.payments.invariants import INVARIANTS
from atrium.contexts.payments.model import (
    Operation,
    OperationKind,
    Payment,
    refundable_minor,
    taken_minor,
)
from atrium.contexts.payments.ports import (
    Authorised,
    Declined,
    Done,
    Gateway,
    NotSeen,
    Refused,
    Unknown,
)
from atrium.contexts.payments.queries import (
    get_operation,
    get_payment,
    list_due,
    list_of_order,
    list_operations,
    list_unanswered,
)
from atrium.contexts.payments.service import (
    Verdict,
    captured_event,
    fail,
    give_back,
    judge,
    new_card_payment,
    owe_capture,
    record,
    refund,
    settle,
    start_card,
    started_event,
)
from atrium.contexts.payments.store import lock_of_order, lock_payment, lock_payments

__all__ = [
    "INVARIANTS",
    "Authorised",
    "CardDeclined",
    "Declined",
    "Done",
    "Gateway",
    "GatewaySilent",
    "NotSeen",
    "Operation",
    "OperationKind",
    "Payment",
    "PaymentUnderWay",
    "RefundTooLarge",
    "Refused",
    "Unknown",
    "Verdict",
    "captured_event",
    "fail",
    "get_operation",
    "get_payment",
    "give_back",
    "judge",
    "list_due",
    "list_of_order",
    "list_operations",
    "list_unanswered",
    "lock_of_order",
    "lock_payment",
    "lock_payments",
    "new_card_payment",
    "owe_capture",
    "record",
    "refund",
    "refundable_minor",
    "settle",
    "start_card",
    "started_event",
    "taken_minor",
]
