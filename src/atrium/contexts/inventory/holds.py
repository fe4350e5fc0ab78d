"""Holds: units kept for an unpaid order until it is paid, let go, or the hold runs out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts.inventory.model import Key
from atrium.contexts.inventory.reservations import Reservation
from atrium.contexts.inventory.store import difference, lock_levels, moved, news, summed, tell, write_facts
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.rows import as_rows
from atrium.vocabulary.actor import Actor

# As with reservations, the shortfall is left alone, so that the table's check stands behind the plan.
HOLD = """
    WITH new AS (
        INSERT INTO inventory.holds
               (id, order_id, line_number, fulfilment_id, sku, location, owner, condition, lot, quantity,
                state, expires_at, created_at)
        SELECT id, order_id, line_number, fulfilment_id, sku, location, owner, condition, lot, quantity,
               'open', expires_at, %(now)s
          FROM json_to_recordset(%(rows)s::json)
            AS new (id uuid, order_id uuid, line_number integer, fulfilment_id uuid, sku text, location text,
                    owner text, condition text, lot text, quantity bigint, expires_at timestamptz)
     RETURNING sku, location, owner, condition, lot, quantity
    ), totals AS (
        SELECT sku, location, owner, condition, lot, sum(quantity)::bigint AS quantity
          FROM new GROUP BY sku, location, owner, condition, lot
    )
    UPDATE inventory.stock SET held = stock.held + totals.quantity, changed_at = %(now)s
      FROM totals
     WHERE stock.sku = totals.sku AND stock.location = totals.location AND stock.owner = totals.owner
       AND stock.condition = totals.condition AND stock.lot = totals.lot
"""
CLOSE = """
    UPDATE inventory.holds SET state = %(state)s, closed_at = %(now)s
     WHERE order_id = ANY (%(orders)s) AND state = 'open'
 RETURNING id, order_id, line_number, fulfilment_id, sku, location, owner, condition, lot, quantity, expires_at
"""
# Units change from held to reserved. As a promise may be kept though the goods were lost meanwhile, what it falls
# short of is made anew.
KEEP = """
    WITH new AS (
        INSERT INTO inventory.reservations
               (id, order_id, line_number, fulfilment_id, sku, location, owner, condition, lot, quantity, created_at)
        SELECT id, order_id, line_number, fulfilment_id, sku, location, owner, condition, lot, quantity, %(now)s
          FROM json_to_recordset(%(rows)s::json)
            AS new (id uuid, order_id uuid, line_number integer, fulfilment_id uuid, sku text, location text,
                    owner text, condition text, lot text, quantity bigint)
    )
    UPDATE inventory.stock
       SET held = stock.held + moved.held,
           reserved = stock.reserved + moved.reserved,
           shortfall = greatest(stock.held + moved.held + stock.reserved + moved.reserved - stock.on_hand, 0),
           changed_at = %(now)s
      FROM json_to_recordset(%(moved)s::json)
        AS moved (sku text, location text, owner text, condition text, lot text, held bigint, reserved bigint)
     WHERE stock.sku = moved.sku AND stock.location = moved.location AND stock.owner = moved.owner
       AND stock.condition = moved.condition AND stock.lot = moved.lot
"""
HELD = """
    SELECT id, order_id, line_number, fulfilment_id, sku, location, owner, condition, lot, quantity, expires_at
      FROM inventory.holds WHERE order_id = %(order)s AND state = 'open' ORDER BY line_number, location
"""
EXPIRED = """
    SELECT DISTINCT order_id FROM inventory.holds
     WHERE state = 'open' AND expires_at <= %(now)s AND (%(after)s::uuid IS NULL OR order_id > %(after)s)
     ORDER BY order_id
     LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Hold:
    """Units of one stock row kept for a line of an unpaid order, to be taken by a planned fulfilment."""

    id: UUID
    order_id: UUID
    line_number: int
    fulfilment_id: UUID
    sku: str
    location: str
    quantity: int
    expires_at: datetime
    owner: str = "own"
    condition: str = "new"
    lot: str = ""

    @property
    def key(self) -> Key:
        return Key(self.sku, self.location, self.owner, self.condition, self.lot)


@dataclass(frozen=True, slots=True)
class Kept:
    """Which orders had holds that are now reservations, and the news of it, for the caller to tell."""

    orders: frozenset[UUID]
    news: list[events.Happening]


async def apply_holds(tx: Tx, holds: Sequence[Hold], *, now: datetime) -> None:
    """Writes holds that were planned under lock; one statement."""
    if holds:
        await tx.run(HOLD, {"rows": as_rows(holds), "now": now})


async def keep_holds(tx: Tx, orders: Sequence[UUID], *, now: datetime, actor: str) -> Kept:
    """Turns the open holds of paid orders into reservations; three statements, whatever their number."""
    closed = await _close(tx, orders, state="kept", now=now)
    levels = await lock_levels(tx, {hold.key for hold in closed})
    kept = summed(difference(hold.key, held=-hold.quantity, reserved=hold.quantity) for hold in closed)
    if closed:
        words = {"rows": as_rows(map(_reservation, closed)), "moved": as_rows(kept), "now": now}
        await tx.run(KEEP, words)
    told = news(moved(levels, kept), cause="reserved", now=now, actor=actor, before=levels)
    return Kept(frozenset(hold.order_id for hold in closed), told)


async def find_held(tx: Tx, order_id: UUID) -> list[Hold]:
    """What is held for an order."""
    return await tx.rows(Hold, HELD, {"order": order_id})


async def release_holds(
    tx: Tx, orders: Sequence[UUID], *, now: datetime, actor: Actor, expired: bool = False
) -> list[UUID]:
    """Lets the open holds of these orders go; answers which orders had any."""
    closed = await _close(tx, orders, state="expired" if expired else "released", now=now)
    levels = await lock_levels(tx, {hold.key for hold in closed})
    differences = summed(difference(hold.key, held=-hold.quantity) for hold in closed)
    cause = "hold expired" if expired else "hold released"
    await tell(tx, moved(levels, differences), cause=cause, now=now, actor=actor, before=levels)
    await write_facts(tx, differences, now=now)
    return sorted({hold.order_id for hold in closed})


async def list_expired(tx: Tx, *, now: datetime, after: UUID | None = None, most: int = 500) -> list[UUID]:
    """Orders past `after`, by id, whose holds have run out and are still open."""
    return await tx.values(EXPIRED, {"now": now, "after": after, "most": most})


async def _close(tx: Tx, orders: Sequence[UUID], *, state: str, now: datetime) -> list[Hold]:
    return await tx.rows(Hold, CLOSE, {"orders": list(orders), "state": state, "now": now})


def _reservation(hold: Hold) -> Reservation:
    return Reservation(
        id=hold.id,
        order_id=hold.order_id,
        line_number=hold.line_number,
        fulfilment_id=hold.fulfilment_id,
        sku=hold.sku,
        location=hold.location,
        quantity=hold.quantity,
        owner=hold.owner,
        condition=hold.condition,
        lot=hold.lot,
    )
