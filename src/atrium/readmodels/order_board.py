"""The order book as a board: how many orders stand in each column, and the newest of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from atrium.kit.db import Tx

Column = Literal["awaiting_payment", "placed", "in_progress", "waiting", "fulfilled", "cancelled"]
COLUMNS: tuple[Column, ...] = get_args(Column)
"""The columns in the order in which an order passes them; `waiting` has units without a location."""

# An order with waiting units is in that column and no other; those few are counted out of their own state.
COUNTS = """
    SELECT state AS column, count(*) AS orders
      FROM orders.order_book
     WHERE state IN ('awaiting_payment', 'placed', 'in_progress')
     GROUP BY state
    UNION ALL
    SELECT CASE state WHEN 'fulfilled' THEN 'fulfilled' ELSE 'cancelled' END, count(*)
      FROM orders.order_book
     WHERE state IN ('fulfilled', 'cancelled', 'expired') AND changed_at > %(since)s
     GROUP BY 1
"""
WAITING = """
    SELECT book.state AS column, count(*) AS orders
      FROM orders.order_book AS book
     WHERE book.state IN ('placed', 'in_progress')
       AND book.id IN (SELECT order_id FROM orders.waiting_lines)
     GROUP BY book.state
"""
CARDS = """
    WITH short AS MATERIALIZED (
        SELECT order_id, min(waiting_for) AS waiting_for FROM orders.waiting_lines GROUP BY order_id
    ), chosen AS (
        (SELECT 'awaiting_payment' AS column, id, NULL AS waiting_for, placed_at AS arrived_at
           FROM orders.order_book WHERE state = 'awaiting_payment'
          ORDER BY placed_at DESC LIMIT %(most)s)
        UNION ALL
        (SELECT 'placed', id, NULL, placed_at
           FROM orders.order_book WHERE state = 'placed' AND id NOT IN (SELECT order_id FROM short)
          ORDER BY placed_at DESC LIMIT %(most)s)
        UNION ALL
        (SELECT 'in_progress', id, NULL, changed_at
           FROM orders.order_book WHERE state = 'in_progress' AND id NOT IN (SELECT order_id FROM short)
          ORDER BY changed_at DESC LIMIT %(most)s)
        UNION ALL
        (SELECT 'waiting', id, short.waiting_for, changed_at
           FROM orders.order_book JOIN short ON short.order_id = id WHERE state IN ('placed', 'in_progress')
          ORDER BY changed_at DESC LIMIT %(most)s)
        UNION ALL
        (SELECT 'fulfilled', id, NULL, changed_at
           FROM orders.order_book WHERE state IN ('fulfilled', 'cancelled', 'expired') AND state = 'fulfilled'
            AND changed_at > %(since)s
          ORDER BY changed_at DESC LIMIT %(most)s)
        UNION ALL
        (SELECT 'cancelled', id, NULL, changed_at
           FROM orders.order_book WHERE state IN ('fulfilled', 'cancelled', 'expired') AND state <> 'fulfilled'
            AND changed_at > %(since)s
          ORDER BY changed_at DESC LIMIT %(most)s)
    )
    SELECT chosen.column, chosen.waiting_for, book.id, book.number, book.shopper, book.channel, book.state,
           book.currency, book.total_minor, book.placed_at, book.changed_at,
           ARRAY(SELECT DISTINCT location FROM fulfilment.order_places AS place
                  WHERE place.order_id = book.id AND (place.state <> 'cancelled' OR chosen.column = 'cancelled')
                  ORDER BY location) AS locations
      FROM chosen
      JOIN orders.order_book AS book ON book.id = chosen.id
     ORDER BY chosen.column, chosen.arrived_at DESC, book.id DESC
"""


@dataclass(frozen=True, slots=True)
class Card:
    """An order on the board; money in minor units. `waiting_for` is `stock` or `consent` in that column only."""

    column: Column
    waiting_for: str | None
    id: UUID
    number: str
    shopper: str
    channel: str
    state: str
    currency: str
    total_minor: int
    placed_at: datetime
    changed_at: datetime
    locations: list[str]


@dataclass(frozen=True, slots=True)
class Board:
    """How many orders each column has, and its newest cards; what ended is of the span that was asked for."""

    counts: Mapping[Column, int]
    cards: Mapping[Column, Sequence[Card]]


@dataclass(frozen=True, slots=True)
class _Count:
    column: Column
    orders: int


async def load_board(tx: Tx, *, ended_since: datetime, most: int = 12) -> Board:
    """The board now, with up to `most` cards a column; orders that ended before `ended_since` are left out.

    Three statements; `tx` should be a snapshot, so that counts and cards tell of one moment.
    """
    counts = dict.fromkeys(COLUMNS, 0)
    for count in await tx.rows(_Count, COUNTS, {"since": ended_since}):
        counts[count.column] = count.orders
    for short in await tx.rows(_Count, WAITING):
        counts[short.column] -= short.orders
        counts["waiting"] += short.orders
    cards = await tx.rows(Card, CARDS, {"since": ended_since, "most": most})
    return Board(counts, {column: [card for card in cards if card.column == column] for column in COLUMNS})
