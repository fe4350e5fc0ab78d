"""Reading payments: an order's, and what is still to be done."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from atrium.contexts.payments.model import Operation, Payment
from atrium.contexts.payments.store import operations_of
from atrium.kit.db import Tx

T = TypeVar("T")
OF_ORDER = """
    SELECT id, order_id, method, currency, state, reference, decline_code, asked_minor, authorised_minor,
           captured_minor, refunded_minor, voided_minor, created_at, changed_at
      FROM payments.payments WHERE order_id = ANY (%(orders)s)
     ORDER BY created_at, id
"""
ONE = """
    SELECT id, order_id, method, currency, state, reference, decline_code, asked_minor, authorised_minor,
           captured_minor, refunded_minor, voided_minor, created_at, changed_at
      FROM payments.payments WHERE id = %(payment)s
"""
OPERATION = """
    SELECT id, payment_id, kind, amount_minor, state, reason, tries, next_try_at, fault, created_at, done_at
      FROM payments.operations WHERE id = %(operation)s
"""
# An operation that somebody has taken up is left alone until its lease has run out, and one payment's operations
# are done in the order in which they were asked for: a refund never overtakes its capture.
DUE = """
    UPDATE payments.operations SET next_try_at = %(lease)s
     WHERE id IN (SELECT id FROM payments.operations
                   WHERE state = 'due' AND next_try_at <= %(now)s
                     AND NOT EXISTS (SELECT 1 FROM payments.operations AS earlier
                                      WHERE earlier.payment_id = operations.payment_id AND earlier.state = 'due'
                                        AND (earlier.created_at, earlier.id) < (operations.created_at, operations.id))
                   ORDER BY next_try_at LIMIT %(most)s FOR UPDATE SKIP LOCKED)
 RETURNING id, payment_id, kind, amount_minor, state, reason, tries, next_try_at, fault, created_at, done_at
"""
# In any order: some may never be answered, and must not keep the others from being looked for.
UNANSWERED = """
    SELECT id, order_id, method, currency, state, reference, decline_code, asked_minor, authorised_minor,
           captured_minor, refunded_minor, voided_minor, created_at, changed_at
      FROM payments.payments
     WHERE state = 'started' AND created_at <= %(before)s
     ORDER BY random()
     LIMIT %(most)s
"""


async def list_of_order(tx: Tx, orders: Sequence[UUID]) -> list[Payment]:
    """The payments of these orders, oldest first."""
    return await tx.rows(Payment, OF_ORDER, {"orders": list(orders)})


async def list_operations(tx: Tx, payments: Sequence[UUID]) -> list[Operation]:
    """Everything ever asked for these payments, oldest first."""
    return await operations_of(tx, payments)


async def list_due(tx: Tx, *, now: datetime, lease_until: datetime, most: int = 50) -> list[Operation]:
    """Takes up operations that are due; nobody else gets them before the lease ends."""
    return await tx.rows(Operation, DUE, {"now": now, "lease": lease_until, "most": most})


async def list_unanswered(tx: Tx, *, before: datetime, most: int = 50) -> list[Payment]:
    """Payments that were started before that moment and never answered; each has the same chance to be among them."""
    return await tx.rows(Payment, UNANSWERED, {"before": before, "most": most})


async def get_payment(tx: Tx, payment_id: UUID) -> Payment:
    """A payment that is known to exist."""
    return _known(await tx.row(Payment, ONE, {"payment": payment_id}))


async def get_operation(tx: Tx, operation_id: UUID) -> Operation:
    """An operation that is known to exist."""
    return _known(await tx.row(Operation, OPERATION, {"operation": operation_id}))


def _known(found: T | None) -> T:
    if found is None:
        raise LookupError("a payment or operation that was read before is gone")
    return found
