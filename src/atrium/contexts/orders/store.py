"""Loading, locking and saving orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from atrium.contexts.orders.errors import OrderNotFound
from atrium.contexts.orders.model import Line, Order, State
from atrium.kit.db import Tx
from atrium.kit.rows import as_rows
from atrium.vocabulary.actor import EVERYTHING, Scope

INSERT = """
    WITH book AS (
        INSERT INTO orders.orders
               (id, number, channel, market, currency, state, contact, address, client_reference, content,
                net_minor, tax_minor, total_minor, placed_at, changed_at, locations, shopper)
        SELECT id, number, channel, market, currency, state, contact, address, client_reference, content,
               net_minor, tax_minor, total_minor, placed_at, changed_at, locations, shopper
          FROM json_to_recordset(%(orders)s::json)
            AS new (id uuid, number text, channel text, market text, currency text, state text, contact jsonb,
                    address jsonb, client_reference text, content text, net_minor bigint, tax_minor bigint,
                    total_minor bigint, placed_at timestamptz, changed_at timestamptz, locations text[],
                    shopper uuid)
    )
    INSERT INTO orders.lines
           (order_id, number, sku, title, mode, pickup_location, quantity, unit_price, tax_rate, net_minor, tax_minor,
            waiting, waiting_for)
    SELECT order_id, number, sku, title, mode, pickup_location, quantity, unit_price, tax_rate, net_minor, tax_minor,
           waiting, waiting_for
      FROM json_to_recordset(%(lines)s::json)
        AS new (order_id uuid, number integer, sku text, title text, mode text, pickup_location text, quantity bigint,
                unit_price numeric, tax_rate numeric, net_minor bigint, tax_minor bigint, waiting bigint,
                waiting_for text)
"""
LOCK = "SELECT 1 FROM orders.orders WHERE id = %(order)s FOR UPDATE"
LOAD = """
    SELECT id, number, channel, market, currency, state, contact, address, client_reference, content,
           net_minor, tax_minor, total_minor, placed_at, changed_at, locations, shopper, goodwill_minor,
           (SELECT json_agg(json_build_object(
                       'number', lines.number, 'sku', sku, 'title', title, 'mode', mode,
                       'pickup_location', pickup_location, 'quantity', quantity,
                       'unit_price', unit_price::text, 'tax_rate', tax_rate::text,
                       'net_minor', lines.net_minor, 'tax_minor', lines.tax_minor,
                       'fulfilled', fulfilled, 'cancelled', cancelled,
                       'waiting', waiting, 'waiting_for', waiting_for)
                   ORDER BY lines.number)
              FROM orders.lines WHERE order_id = orders.id) AS lines
      FROM orders.orders
     WHERE id = ANY (%(orders)s)
       AND (((%(channel)s::text IS NULL OR channel = %(channel)s)
             AND (%(locations)s::text[] IS NULL OR locations && %(locations)s::text[]))
            OR shopper = %(shopper)s OR id = %(link)s)
"""
SAVE = """
    WITH book AS (
        UPDATE orders.orders SET state = %(state)s, locations = %(locations)s, changed_at = %(now)s WHERE id = %(order)s
    )
    UPDATE orders.lines
       SET fulfilled = new.fulfilled, cancelled = new.cancelled, waiting = new.waiting, waiting_for = new.waiting_for
      FROM json_to_recordset(%(lines)s::json)
        AS new (number integer, fulfilled bigint, cancelled bigint, waiting bigint, waiting_for text)
     WHERE order_id = %(order)s AND lines.number = new.number
"""
LOCK_STATES = """
    SELECT id, state FROM orders.orders
     WHERE id = ANY (%(orders)s)
     ORDER BY id
       FOR UPDATE
"""
PAY = """
    UPDATE orders.orders SET state = 'placed', changed_at = %(now)s
     WHERE id = ANY (%(orders)s) AND state = 'awaiting_payment'
"""
# Only what a guest bought in the web shop: a till's or a marketplace's order may have somebody else's address on it.
CLAIM = """
    UPDATE orders.orders SET shopper = %(shopper)s, changed_at = %(now)s
     WHERE id IN (SELECT id FROM orders.orders
                   WHERE channel = 'web' AND shopper IS NULL AND lower(contact ->> 'email') = lower(%(email)s)
                   ORDER BY id
                     FOR UPDATE)
       AND shopper IS NULL
 RETURNING id
"""
# Added to what is there, so that the column's check sees every grant, whatever the writer had read.
ADD_GOODWILL = """
    UPDATE orders.orders SET goodwill_minor = goodwill_minor + %(amount)s, changed_at = %(now)s WHERE id = %(order)s
"""
LOCK_AWAITING = """
    SELECT id FROM orders.orders
     WHERE id = ANY (%(orders)s) AND state = 'awaiting_payment'
     ORDER BY id
       FOR UPDATE SKIP LOCKED
"""
EXPIRE = """
    WITH book AS (
        UPDATE orders.orders SET state = 'expired', changed_at = %(now)s WHERE id = ANY (%(orders)s)
    )
    UPDATE orders.lines SET cancelled = quantity - fulfilled, waiting = 0, waiting_for = NULL
     WHERE order_id = ANY (%(orders)s)
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an order is."""

    id: UUID
    state: State


@dataclass(frozen=True, slots=True)
class _Row:
    id: UUID
    number: str
    channel: str
    market: str
    currency: str
    state: str
    contact: dict[str, Any]
    address: dict[str, Any] | None
    client_reference: str | None
    content: str
    net_minor: int
    tax_minor: int
    total_minor: int
    placed_at: datetime
    changed_at: datetime
    locations: list[str]
    shopper: UUID | None
    goodwill_minor: int
    lines: list[dict[str, Any]]


async def insert(tx: Tx, orders: Sequence[Order]) -> None:
    """Writes new orders with their lines; one statement."""
    lines = [_line_row(order.id, line) for order in orders for line in order.lines]
    await tx.run(INSERT, {"orders": as_rows(orders), "lines": as_rows(lines)})


async def load_order(tx: Tx, order_id: UUID, *, visible_to: Scope = EVERYTHING) -> Order:
    """An order with its lines; refuses one that is not there or not visible."""
    found = await load_orders(tx, [order_id], visible_to=visible_to)
    if not found:
        raise OrderNotFound(order_id)
    return found[0]


async def load_orders(tx: Tx, orders: Sequence[UUID], *, visible_to: Scope = EVERYTHING) -> list[Order]:
    """Those of the orders that are there and visible, with their lines; one statement."""
    rows = await tx.rows(_Row, LOAD, {"orders": list(orders), **seen_by(visible_to)})
    return [msgspec.convert(row, Order, from_attributes=True, strict=False) for row in rows]


async def lock_order(tx: Tx, order_id: UUID, *, visible_to: Scope = EVERYTHING) -> Order:
    """Locks an order, then reads it as it is now."""
    tx.locks("orders")
    await tx.value(LOCK, {"order": order_id})
    return await load_order(tx, order_id, visible_to=visible_to)


async def lock_states(tx: Tx, orders: Sequence[UUID]) -> dict[UUID, State]:
    """Locks orders and reads how far each is now; one statement."""
    tx.locks("orders")
    return {one.id: one.state for one in await tx.rows(Standing, LOCK_STATES, {"orders": list(orders)})}


async def pay(tx: Tx, orders: Sequence[UUID], *, now: datetime) -> None:
    """Places locked orders that awaited their payment; one statement."""
    await tx.run(PAY, {"orders": list(orders), "now": now})


async def claim(tx: Tx, *, email: str, shopper: UUID, now: datetime) -> list[UUID]:
    """Makes a guest's web orders a shopper's; answers which; one statement."""
    tx.locks("orders")
    return await tx.values(CLAIM, {"email": email, "shopper": shopper, "now": now})


async def lock_awaiting(tx: Tx, orders: Sequence[UUID]) -> list[UUID]:
    """Locks those of the orders that await payment and that nobody else is busy with."""
    tx.locks("orders")
    return await tx.values(LOCK_AWAITING, {"orders": list(orders)})


async def expire(tx: Tx, orders: Sequence[UUID], *, now: datetime) -> None:
    """Ends locked orders that nobody paid in time; one statement."""
    await tx.run(EXPIRE, {"orders": list(orders), "now": now})


async def save(tx: Tx, order: Order, *, now: datetime) -> None:
    """Writes what can change of a locked order."""
    await tx.run(
        SAVE,
        {
            "order": order.id,
            "state": order.state,
            "locations": list(order.locations),
            "now": now,
            "lines": as_rows(order.lines),
        },
    )


async def add_goodwill(tx: Tx, order_id: UUID, *, amount_minor: int, now: datetime) -> None:
    await tx.run(ADD_GOODWILL, {"order": order_id, "amount": amount_minor, "now": now})


def _line_row(order_id: UUID, line: Line) -> dict[str, Any]:
    return {"order_id": order_id, **msgspec.to_builtins(line)}


def seen_by(scope: Scope) -> dict[str, Any]:
    """What a statement is given of who reads: channel and locations bound them, their own orders are added."""
    return {
        "channel": scope.channel,
        "locations": None if scope.locations is None else list(scope.locations),
        "shopper": scope.shopper,
        "link": scope.order,
    }
