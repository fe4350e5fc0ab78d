"""Reading fulfilments: one, an order's, a location's queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts.fulfilment.errors import FulfilmentNotFound
from atrium.contexts.fulfilment.model import OPEN_STATES, Fulfilment
from atrium.contexts.fulfilment.store import load
from atrium.kit.db import Tx
from atrium.kit.paging import MOST, Page, from_cursor, to_cursor
from atrium.vocabulary.actor import Scope

QUEUE = """
    SELECT id, order_id, order_number, location, mode, state, created_at,
           (SELECT sum(quantity - short)::bigint FROM fulfilment.lines WHERE fulfilment_id = fulfilments.id) AS units
      FROM fulfilment.fulfilments
     WHERE state = ANY (%(states)s)
       AND (%(location)s::text IS NULL OR location = %(location)s)
       AND (%(mode)s::text IS NULL OR mode = %(mode)s)
       AND (%(locations)s::text[] IS NULL OR location = ANY (%(locations)s::text[]))
       AND (%(after)s::timestamptz IS NULL OR (created_at, id) > (%(after)s, %(after_id)s::uuid))
     ORDER BY created_at, id
     LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A fulfilment as one line of a queue."""

    id: UUID
    order_id: UUID
    order_number: str
    location: str
    mode: str
    state: str
    created_at: datetime
    units: int


async def get_fulfilment(tx: Tx, fulfilment_id: UUID, *, visible_to: Scope) -> Fulfilment:
    """A fulfilment with its lines."""
    found = await load(tx, fulfilment=fulfilment_id, visible_to=visible_to)
    if not found:
        raise FulfilmentNotFound(fulfilment_id)
    return found[0]


async def list_of_order(tx: Tx, order_id: UUID, *, visible_to: Scope) -> list[Fulfilment]:
    """An order's fulfilments, oldest first."""
    return await load(tx, orders=[order_id], visible_to=visible_to)


async def list_of_orders(tx: Tx, orders: Sequence[UUID], *, visible_to: Scope) -> dict[UUID, list[Fulfilment]]:
    """The fulfilments of each of these orders, oldest first; one statement."""
    found: dict[UUID, list[Fulfilment]] = {order: [] for order in orders}
    for work in await load(tx, orders=orders, visible_to=visible_to):
        found[work.order_id].append(work)
    return found


async def list_queue(
    tx: Tx,
    *,
    visible_to: Scope,
    location: str | None = None,
    state: str | None = None,
    mode: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[QueueEntry]:
    """Work to be done, oldest first: everything open, or one state."""
    size = min(limit, MOST)
    after, after_id = from_cursor(cursor, tuple[datetime, UUID]) if cursor else (None, None)
    found = await tx.rows(
        QueueEntry,
        QUEUE,
        {
            "states": [state] if state else list(OPEN_STATES),
            "location": location,
            "mode": mode,
            "locations": None if visible_to.locations is None else list(visible_to.locations),
            "after": after,
            "after_id": after_id,
            "limit": size + 1,
        },
    )
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], to_cursor(last.created_at.isoformat(), str(last.id)) if last else None)
