"""Reading payments: an order's, and what is still to be done."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from atrium.contexts.payments.model import Operation, Payment
from atrium.kit.db import Tx

OF_ORDER = """
    SELECT id, order_id, method, currency, state, reference, decline_code, asked_minor, authorised_minor,
           captured_minor, refunded_minor, voided_minor, created_at, changed_at
      FROM payments.payments WHERE order_id = ANY (%(orders)s)
     ORDER BY created_at, id
"""
# An operation that somebody has taken up is left alone until its lease has run out.
DUE = """
    UPDATE payments.operations SET next_try_at = %(lease)s
     WHERE id IN (SELECT id FROM payments.operations
                   WHERE state = 'due' AND next_try_at <= %(now)s
                   ORDER BY next_try_at LIMIT %(most)s FOR UPDATE SKIP LOCKED)
 RETURNING id, payment_id, kind, amount_minor, state, reason, tries, next_try_at, fault, created_at, done_at
"""
UNANSWERED = """
    SELECT id, order_id, method, currency, state, reference, decline_code, asked_minor, authorised_minor,
           captured_minor, refunded_minor, voided_minor, created_at, changed_at
      FROM payments.payments
     WHERE state = 'started' AND created_at <= %(before)s
     ORDER BY created_at
     LIMIT %(most)s
"""


async def list_of_order(tx: Tx, orders: Sequence[UUID]) -> list[Payment]:
    """The payments of these orders, oldest first."""
    return await tx.rows(Payment, OF_ORDER, {"orders": list(orders)})


async def list_due(tx: Tx, *, now: datetime, lease_until: datetime, most: int = 50) -> list[Operation]:
    """Takes up operations that are due; nobody else gets them before the lease ends."""
    return await tx.rows(Operation, DUE, {"now": now, "lease": lease_until, "most": most})


async def list_unanswered(tx: Tx, *, before: datetime, most: int = 50) -> list[Payment]:
    """Payments that were started before that moment and never answered."""
    return await tx.rows(Payment, UNANSWERED, {"before": before, "most": most})
