"""Loading, locking and saving payments and their operations."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from atrium.contexts.payments.model import Operation, Payment
from atrium.kit.db import Tx
from atrium.kit.rows import as_rows

INSERT = """
    INSERT INTO payments.payments
           (id, order_id, method, currency, state, reference, asked_minor, authorised_minor, captured_minor,
            created_at, changed_at)
    SELECT id, order_id, method, currency, state, reference, asked_minor, authorised_minor, captured_minor,
           created_at, changed_at
      FROM json_to_recordset(%(rows)s::json)
        AS new (id uuid, order_id uuid, method text, currency text, state text, reference text, asked_minor bigint,
                authorised_minor bigint, captured_minor bigint, created_at timestamptz, changed_at timestamptz)
"""
LOCK = """
    SELECT id, order_id, method, currency, state, reference, decline_code, asked_minor, authorised_minor,
           captured_minor, refunded_minor, voided_minor, created_at, changed_at
      FROM payments.payments
     WHERE order_id = %(order)s OR id = %(payment)s
     ORDER BY id
       FOR UPDATE
"""
LOCK_SET = """
    SELECT id, order_id, method, currency, state, reference, decline_code, asked_minor, authorised_minor,
           captured_minor, refunded_minor, voided_minor, created_at, changed_at
      FROM payments.payments
     WHERE id = ANY (%(payments)s)
     ORDER BY id
       FOR UPDATE
"""
OPERATIONS = """
    SELECT id, payment_id, kind, amount_minor, state, reason, tries, next_try_at, fault, created_at, done_at
      FROM payments.operations WHERE payment_id = ANY (%(payments)s)
     ORDER BY created_at, id
"""
SAVE = """
    UPDATE payments.payments
       SET state = new.state, reference = new.reference, decline_code = new.decline_code,
           authorised_minor = new.authorised_minor, captured_minor = new.captured_minor,
           refunded_minor = new.refunded_minor, voided_minor = new.voided_minor, changed_at = %(now)s
      FROM json_to_recordset(%(rows)s::json)
        AS new (id uuid, state text, reference text, decline_code text, authorised_minor bigint,
                captured_minor bigint, refunded_minor bigint, voided_minor bigint)
     WHERE payments.id = new.id
"""
SAVE_OPERATIONS = """
    INSERT INTO payments.operations
           (id, payment_id, kind, amount_minor, state, reason, tries, next_try_at, fault, created_at, done_at)
    SELECT id, payment_id, kind, amount_minor, state, reason, tries, next_try_at, fault, created_at, done_at
      FROM json_to_recordset(%(rows)s::json)
        AS new (id uuid, payment_id uuid, kind text, amount_minor bigint, state text, reason text, tries integer,
                next_try_at timestamptz, fault text, created_at timestamptz, done_at timestamptz)
        ON CONFLICT (id) DO UPDATE
       SET state = excluded.state, tries = excluded.tries, next_try_at = excluded.next_try_at,
           fault = excluded.fault, done_at = excluded.done_at
"""


async def insert(tx: Tx, payments: Sequence[Payment]) -> None:
    if payments:
        await tx.run(INSERT, {"rows": as_rows(payments)})


async def lock_of_order(tx: Tx, order_id: UUID) -> list[Payment]:
    """Locks and reads all payments of an order."""
    tx.locks("payments")
    return await tx.rows(Payment, LOCK, {"order": order_id, "payment": None})


async def lock_payment(tx: Tx, payment_id: UUID) -> Payment | None:
    """Locks a payment, then reads it as it is now."""
    tx.locks("payments")
    return await tx.row(Payment, LOCK, {"order": None, "payment": payment_id})


async def lock_payments(tx: Tx, payments: Sequence[UUID]) -> dict[UUID, Payment]:
    """Locks payments and reads them as they are now; one statement."""
    tx.locks("payments")
    return {one.id: one for one in await tx.rows(Payment, LOCK_SET, {"payments": list(payments)})}


async def operations_of(tx: Tx, payments: Sequence[UUID]) -> list[Operation]:
    """Everything ever asked for these payments, oldest first."""
    return await tx.rows(Operation, OPERATIONS, {"payments": list(payments)})


async def save(tx: Tx, payments: Sequence[Payment], *, now: datetime) -> None:
    if payments:
        await tx.run(SAVE, {"rows": as_rows(payments), "now": now})


async def save_operations(tx: Tx, operations: Sequence[Operation]) -> None:
    """Writes new operations, or what became of old ones."""
    if operations:
        await tx.run(SAVE_OPERATIONS, {"rows": as_rows(operations)})
