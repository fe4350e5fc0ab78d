"""Reading the order book."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts.orders.model import Order
from atrium.contexts.orders.store import load_order, load_orders, seen_by
from atrium.kit.db import Tx
from atrium.kit.paging import MOST, Page, from_cursor, to_cursor
from atrium.vocabulary.actor import Scope

# Two look-ups by index: joined by OR they would read the whole book.
CAPTURED = """
    SELECT id, channel, client_reference, content
      FROM orders.orders
     WHERE id = ANY (%(ids)s)
     UNION
    SELECT known.id, known.channel, known.client_reference, known.content
      FROM unnest(%(channels)s::text[], %(references)s::text[]) AS wanted (channel, reference)
     CROSS JOIN LATERAL (
           SELECT id, channel, client_reference, content
             FROM orders.orders
            WHERE orders.channel = wanted.channel AND orders.client_reference = wanted.reference
            LIMIT 1) AS known
"""
LIST = """
    SELECT id, number, channel, market, currency, state, contact ->> 'name' AS shopper, total_minor,
           placed_at, changed_at,
           (SELECT sum(quantity)::bigint FROM orders.lines WHERE order_id = orders.id) AS units,
           (SELECT sum(waiting)::bigint FROM orders.lines WHERE order_id = orders.id) AS waiting
      FROM orders.orders
     WHERE (((%(channel)s::text IS NULL OR channel = %(channel)s)
             AND (%(locations)s::text[] IS NULL OR locations && %(locations)s::text[]))
            OR shopper = %(shopper)s OR id = %(link)s)
       AND (%(state)s::text IS NULL OR state = %(state)s)
       AND (%(number)s::text IS NULL OR number = %(number)s)
       AND (%(before)s::timestamptz IS NULL OR (placed_at, id) < (%(before)s, %(before_id)s::uuid))
     ORDER BY placed_at DESC, id DESC
     LIMIT %(limit)s
"""
OF_SHOPPER = """
    SELECT id, number, channel, market, currency, state, contact ->> 'name' AS shopper, total_minor,
           placed_at, changed_at,
           (SELECT sum(quantity)::bigint FROM orders.lines WHERE order_id = orders.id) AS units,
           (SELECT sum(waiting)::bigint FROM orders.lines WHERE order_id = orders.id) AS waiting
      FROM orders.orders
     WHERE shopper = %(shopper)s
       AND (%(before)s::timestamptz IS NULL OR (placed_at, id) < (%(before)s, %(before_id)s::uuid))
     ORDER BY placed_at DESC, id DESC
     LIMIT %(limit)s
"""
WAITING = """
    SELECT DISTINCT order_id FROM orders.lines
     WHERE waiting > 0 AND waiting_for = 'stock' AND sku = ANY (%(skus)s)
     ORDER BY order_id
     LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Captured:
    """What is already in the book under an id or a client reference."""

    id: UUID
    channel: str
    client_reference: str | None
    content: str


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """An order as one line of a list; money in minor units."""

    id: UUID
    number: str
    channel: str
    market: str
    currency: str
    state: str
    shopper: str
    total_minor: int
    placed_at: datetime
    changed_at: datetime
    units: int
    waiting: int


async def find_captured(tx: Tx, *, ids: Sequence[UUID], references: Sequence[tuple[str, str]]) -> list[Captured]:
    """Orders that have one of these ids, or one of these (channel, client reference)."""
    channels, words = [channel for channel, _ in references], [reference for _, reference in references]
    return await tx.rows(Captured, CAPTURED, {"ids": list(ids), "channels": channels, "references": words})


async def get_order(tx: Tx, order_id: UUID, *, visible_to: Scope) -> Order:
    """An order with its lines."""
    return await load_order(tx, order_id, visible_to=visible_to)


async def find_orders(tx: Tx, orders: Sequence[UUID], *, visible_to: Scope) -> dict[UUID, Order]:
    """Those of the orders that are there and visible, by id; one statement."""
    return {order.id: order for order in await load_orders(tx, orders, visible_to=visible_to)}


async def list_orders(
    tx: Tx,
    *,
    visible_to: Scope,
    state: str | None = None,
    number: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[OrderSummary]:
    """The order book, newest first."""
    size = min(limit, MOST)
    before, before_id = from_cursor(cursor, tuple[datetime, UUID]) if cursor else (None, None)
    found = await tx.rows(
        OrderSummary,
        LIST,
        {
            **seen_by(visible_to),
            "state": state,
            "number": number,
            "before": before,
            "before_id": before_id,
            "limit": size + 1,
        },
    )
    return _page(found, size)


async def list_of_shopper(tx: Tx, shopper: UUID, *, cursor: str | None = None, limit: int = 50) -> Page[OrderSummary]:
    """What a shopper has ordered, newest first."""
    size = min(limit, MOST)
    before, before_id = from_cursor(cursor, tuple[datetime, UUID]) if cursor else (None, None)
    words = {"shopper": shopper, "before": before, "before_id": before_id, "limit": size + 1}
    return _page(await tx.rows(OrderSummary, OF_SHOPPER, words), size)


async def list_waiting(tx: Tx, skus: Sequence[str], *, most: int = 100) -> list[UUID]:
    """Orders with lines of these items that wait for stock, the oldest first."""
    return await tx.values(WAITING, {"skus": list(skus), "most": most})


def _page(found: Sequence[OrderSummary], size: int) -> Page[OrderSummary]:
    last = found[size - 1] if len(found) > size else None
    return Page(list(found[:size]), to_cursor(last.placed_at.isoformat(), str(last.id)) if last else None)
