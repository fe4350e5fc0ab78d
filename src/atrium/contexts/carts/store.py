"""Loading, locking and saving carts: one row is one cart."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from atrium.contexts.carts.model import Cart, Holder
from atrium.kit.db import Tx
from atrium.kit.rows import as_rows

LOCK_OPEN = """
    SELECT id, secret_hash, shopper, market, state, version, order_id, contact, address, lines, lines_made,
           merged_into, created_at, changed_at
      FROM carts.carts
     WHERE (state = 'open' AND shopper IS NOT NULL AND shopper = ANY (%(shoppers)s))
        OR (state = 'open' AND shopper IS NULL AND secret_hash = ANY (%(hashes)s))
     ORDER BY id
       FOR UPDATE
"""
LOCK = """
    SELECT id, secret_hash, shopper, market, state, version, order_id, contact, address, lines, lines_made,
           merged_into, created_at, changed_at
      FROM carts.carts WHERE id = ANY (%(carts)s)
     ORDER BY id
       FOR UPDATE
"""
FIND = """
    SELECT id, secret_hash, shopper, market, state, version, order_id, contact, address, lines, lines_made,
           merged_into, created_at, changed_at
      FROM carts.carts
     WHERE (%(order)s::uuid IS NULL AND state = 'open' AND shopper IS NOT NULL AND shopper = %(shopper)s)
        OR (%(order)s::uuid IS NULL AND state = 'open' AND shopper IS NULL AND secret_hash = %(hash)s)
        OR order_id = %(order)s
"""
# A cart that has ended is never written again, and an older version never over a newer one.
SAVE = """
    INSERT INTO carts.carts
           (id, secret_hash, shopper, market, state, version, order_id, contact, address, lines, lines_made,
            merged_into, created_at, changed_at)
    SELECT id, secret_hash, shopper, market, state, version, order_id, contact, address, lines, lines_made,
           merged_into, created_at, changed_at
      FROM json_to_recordset(%(rows)s::json)
        AS new (id uuid, secret_hash text, shopper uuid, market text, state text, version bigint, order_id uuid,
                contact jsonb, address jsonb, lines jsonb, lines_made integer, merged_into uuid,
                created_at timestamptz, changed_at timestamptz)
        ON CONFLICT (id) DO UPDATE
       SET shopper = excluded.shopper, state = excluded.state, version = excluded.version,
           contact = excluded.contact, address = excluded.address, lines = excluded.lines,
           lines_made = excluded.lines_made, merged_into = excluded.merged_into, changed_at = excluded.changed_at
     WHERE carts.state = 'open' AND carts.version < excluded.version
"""
CLOSE = """
    UPDATE carts.carts SET state = 'ordered', version = version + 1, changed_at = %(now)s
     WHERE id = ANY (%(carts)s) AND state = 'open'
"""
FORGET = """
    DELETE FROM carts.carts
     WHERE id = ANY (ARRAY(SELECT id FROM carts.carts
                            WHERE state = 'open' AND shopper IS NULL AND changed_at < %(before)s LIMIT %(most)s))
       AND state = 'open' AND shopper IS NULL AND changed_at < %(before)s
"""


@dataclass(frozen=True, slots=True)
class _Row:
    id: UUID
    secret_hash: str | None
    shopper: UUID | None
    market: str
    state: str
    version: int
    order_id: UUID
    contact: dict[str, Any] | None
    address: dict[str, Any] | None
    lines: list[dict[str, Any]]
    lines_made: int
    merged_into: UUID | None
    created_at: datetime
    changed_at: datetime


async def lock_open(tx: Tx, holders: Collection[Holder]) -> list[Cart]:
    """Locks the open carts of these holders and reads them."""
    tx.locks("carts")
    shoppers = [holder.shopper for holder in holders if holder.shopper is not None]
    hashes = [holder.secret_hash for holder in holders if holder.secret_hash is not None]
    return _carts(await tx.rows(_Row, LOCK_OPEN, {"shoppers": shoppers, "hashes": hashes}))


async def lock_carts(tx: Tx, carts: Sequence[UUID]) -> dict[UUID, Cart]:
    """Locks carts and reads them as they are now, whatever became of them."""
    tx.locks("carts")
    return {cart.id: cart for cart in _carts(await tx.rows(_Row, LOCK, {"carts": list(carts)}))}


async def find(tx: Tx, holder: Holder, *, order_id: UUID | None) -> Cart | None:
    """The holder's open cart, or the one that an order was to be made of, whatever became of it."""
    words = {"shopper": holder.shopper, "hash": holder.secret_hash, "order": order_id}
    found = _carts(await tx.rows(_Row, FIND, words))
    return next((cart for cart in found if holder.holds(cart)), None)


async def save(tx: Tx, carts: Sequence[Cart]) -> None:
    """Writes new carts, and what became of locked ones; one statement."""
    if carts:
        await tx.run(SAVE, {"rows": as_rows(carts)})


async def close(tx: Tx, carts: Sequence[UUID], *, now: datetime) -> None:
    """Ends locked carts that became orders; one statement."""
    await tx.run(CLOSE, {"carts": list(carts), "now": now})


async def forget(tx: Tx, *, before: datetime, most: int = 10_000) -> int:
    """Drops guests' open carts that nobody has touched since that moment; answers how many."""
    return await tx.run(FORGET, {"before": before, "most": most})


def _carts(rows: Sequence[_Row]) -> list[Cart]:
    return [msgspec.convert(row, Cart, from_attributes=True) for row in rows]
