"""Loading, locking and saving fulfilments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from atrium.contexts.fulfilment.errors import FulfilmentNotFound
from atrium.contexts.fulfilment.model import Fulfilment
from atrium.kit.db import Tx
from atrium.kit.rows import as_rows
from atrium.vocabulary.actor import EVERYTHING, Scope

INSERT = """
    WITH work AS (
        INSERT INTO fulfilment.fulfilments
               (id, order_id, order_number, location, mode, state, reason, decision, created_at, changed_at,
                promised_by)
        SELECT id, order_id, order_number, location, mode, state, reason, decision, created_at, changed_at, promised_by
          FROM json_to_recordset(%(fulfilments)s::json)
            AS new (id uuid, order_id uuid, order_number text, location text, mode text, state text, reason text,
                    decision jsonb, created_at timestamptz, changed_at timestamptz, promised_by timestamptz)
    )
    INSERT INTO fulfilment.lines (fulfilment_id, line_number, sku, title, quantity)
    SELECT fulfilment_id, line_number, sku, title, quantity
      FROM json_to_recordset(%(lines)s::json)
        AS new (fulfilment_id uuid, line_number integer, sku text, title text, quantity bigint)
"""
LOCK = """
    SELECT id FROM fulfilment.fulfilments
     WHERE order_id = %(order)s OR id = %(fulfilment)s
     ORDER BY id
       FOR UPDATE
"""
LOAD = """
    SELECT id, order_id, order_number, location, mode, state, reason, decision, handover_code, wrong_codes,
           tracking, created_at, changed_at, promised_by, bay,
           CASE WHEN picker_id IS NOT NULL THEN
               json_build_object('picker_id', picker_id, 'picker', picker, 'since', picking_since) END AS picking,
           (SELECT json_agg(json_build_object(
                       'line_number', line_number, 'sku', sku, 'title', title, 'quantity', quantity,
                       'picked', picked, 'short', short, 'counted', counted, 'missing', missing)
                       ORDER BY line_number)
              FROM fulfilment.lines WHERE fulfilment_id = fulfilments.id) AS lines
      FROM fulfilment.fulfilments
     WHERE (id = %(fulfilment)s OR order_id = ANY (%(orders)s))
       AND (%(locations)s::text[] IS NULL OR location = ANY (%(locations)s::text[]))
     ORDER BY id
"""
SAVE = """
    WITH work AS (
        UPDATE fulfilment.fulfilments
           SET state = new.state, handover_code = new.handover_code, wrong_codes = new.wrong_codes,
               tracking = new.tracking, bay = new.bay, picker_id = (new.picking ->> 'picker_id')::uuid,
               picker = new.picking ->> 'picker', picking_since = (new.picking ->> 'since')::timestamptz,
               changed_at = %(now)s
          FROM json_to_recordset(%(fulfilments)s::json)
            AS new (id uuid, state text, handover_code text, wrong_codes integer, tracking text, bay text,
                    picking json)
         WHERE fulfilments.id = new.id
    )
    UPDATE fulfilment.lines
       SET picked = new.picked, short = new.short, counted = new.counted, missing = new.missing
      FROM json_to_recordset(%(lines)s::json)
        AS new (fulfilment_id uuid, line_number integer, picked bigint, short bigint, counted bigint, missing text)
     WHERE lines.fulfilment_id = new.fulfilment_id AND lines.line_number = new.line_number
"""

LOCK_PLANNED = """
    SELECT id, order_id, location FROM fulfilment.fulfilments
     WHERE order_id = ANY (%(orders)s) AND state = 'planned'
     ORDER BY id
       FOR UPDATE
"""
QUEUE_PLANNED = """
    UPDATE fulfilment.fulfilments SET state = 'queued', changed_at = %(now)s
     WHERE id = ANY (%(fulfilments)s) AND state = 'planned'
"""
CANCEL_PLANNED = """
    UPDATE fulfilment.fulfilments SET state = 'cancelled', changed_at = %(now)s
     WHERE order_id = ANY (%(orders)s) AND state = 'planned'
 RETURNING id, order_id, location
"""


@dataclass(frozen=True, slots=True)
class Planned:
    """A fulfilment that has not begun, because its order was not paid."""

    id: UUID
    order_id: UUID
    location: str


@dataclass(frozen=True, slots=True)
class _Row:
    id: UUID
    order_id: UUID
    order_number: str
    location: str
    mode: str
    state: str
    reason: str
    decision: list[dict[str, Any]]
    handover_code: str | None
    wrong_codes: int
    tracking: str | None
    created_at: datetime
    changed_at: datetime
    promised_by: datetime | None
    bay: str | None
    picking: dict[str, Any] | None
    lines: list[dict[str, Any]]


async def insert(tx: Tx, fulfilments: Sequence[Fulfilment]) -> None:
    """Writes new fulfilments with their lines; one statement."""
    await tx.run(INSERT, {"fulfilments": as_rows(fulfilments), "lines": as_rows(_line_rows(fulfilments))})


async def load(
    tx: Tx, *, fulfilment: UUID | None = None, orders: Sequence[UUID] = (), visible_to: Scope = EVERYTHING
) -> list[Fulfilment]:
    """One fulfilment, or those of orders; one statement."""
    places = None if visible_to.locations is None else list(visible_to.locations)
    rows = await tx.rows(_Row, LOAD, {"fulfilment": fulfilment, "orders": list(orders), "locations": places})
    return [msgspec.convert(row, Fulfilment, from_attributes=True) for row in rows]


async def lock_fulfilment(tx: Tx, fulfilment_id: UUID, *, visible_to: Scope = EVERYTHING) -> Fulfilment:
    """Locks a fulfilment, then reads it as it is now."""
    tx.locks("fulfilment")
    await tx.run(LOCK, {"fulfilment": fulfilment_id, "order": None})
    found = await load(tx, fulfilment=fulfilment_id, visible_to=visible_to)
    if not found:
        raise FulfilmentNotFound(fulfilment_id)
    return found[0]


async def lock_of_order(tx: Tx, order_id: UUID) -> list[Fulfilment]:
    """Locks and reads all fulfilments of an order."""
    tx.locks("fulfilment")
    await tx.run(LOCK, {"fulfilment": None, "order": order_id})
    return await load(tx, orders=[order_id])


async def lock_planned(tx: Tx, orders: Sequence[UUID]) -> list[Planned]:
    """Locks what waits for these orders to be paid; one statement."""
    tx.locks("fulfilment")
    return await tx.rows(Planned, LOCK_PLANNED, {"orders": list(orders)})


async def queue_planned(tx: Tx, fulfilments: Sequence[UUID], *, now: datetime) -> None:
    """Puts locked planned fulfilments into their queues; one statement."""
    await tx.run(QUEUE_PLANNED, {"fulfilments": list(fulfilments), "now": now})


async def cancel_planned(tx: Tx, orders: Sequence[UUID], *, now: datetime) -> list[Planned]:
    """Ends the planned fulfilments of locked orders; one statement."""
    return await tx.rows(Planned, CANCEL_PLANNED, {"orders": list(orders), "now": now})


async def save(tx: Tx, fulfilments: Sequence[Fulfilment], *, now: datetime) -> None:
    """Writes what can change of locked fulfilments; one statement."""
    await tx.run(SAVE, {"fulfilments": as_rows(fulfilments), "lines": as_rows(_line_rows(fulfilments)), "now": now})


def _line_rows(fulfilments: Sequence[Fulfilment]) -> list[dict[str, Any]]:
    return [
        {"fulfilment_id": fulfilment.id, **msgspec.to_builtins(line)}
        for fulfilment in fulfilments
        for line in fulfilment.lines
    ]
