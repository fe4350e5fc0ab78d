"""Reservations: units promised to an order, until they leave or are let go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts.inventory.errors import NothingToIssue
from atrium.contexts.inventory.events import stock_changed
from atrium.contexts.inventory.model import Key, Level
from atrium.contexts.inventory.store import difference, lock_levels, moved, summed, tell, write_facts
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.rows import as_rows
from atrium.vocabulary.actor import Actor

# The shortfall is left alone on purpose: a promise past what is there then fails the table's check.
RESERVE = """
    WITH new AS (
        INSERT INTO inventory.reservations
               (id, order_id, line_number, fulfilment_id, sku, location, owner, condition, lot, quantity, created_at)
        SELECT id, order_id, line_number, fulfilment_id, sku, location, owner, condition, lot, quantity, %(now)s
          FROM json_to_recordset(%(rows)s::json)
            AS new (id uuid, order_id uuid, line_number integer, fulfilment_id uuid, sku text, location text,
                    owner text, condition text, lot text, quantity bigint)
     RETURNING sku, location, owner, condition, lot, quantity
    ), totals AS (
        SELECT sku, location, owner, condition, lot, sum(quantity)::bigint AS quantity
          FROM new GROUP BY sku, location, owner, condition, lot
    )
    UPDATE inventory.stock SET reserved = stock.reserved + totals.quantity, changed_at = %(now)s
      FROM totals
     WHERE stock.sku = totals.sku AND stock.location = totals.location AND stock.owner = totals.owner
       AND stock.condition = totals.condition AND stock.lot = totals.lot
"""
OPEN = """
    SELECT id, order_id, line_number, fulfilment_id, sku, location, owner, condition, lot, quantity
      FROM inventory.reservations
     WHERE quantity > 0 AND fulfilment_id = ANY (%(fulfilments)s)
     ORDER BY id
"""
LESSEN = """
    UPDATE inventory.reservations
       SET quantity = reservations.quantity - less.quantity
      FROM json_to_recordset(%(rows)s::json) AS less (id uuid, quantity bigint)
     WHERE reservations.id = less.id
"""


@dataclass(frozen=True, slots=True)
class Reservation:
    """Units of one stock row promised to a line of an order, to be taken by a fulfilment."""

    id: UUID
    order_id: UUID
    line_number: int
    fulfilment_id: UUID
    sku: str
    location: str
    quantity: int
    owner: str = "own"
    condition: str = "new"
    lot: str = ""

    @property
    def key(self) -> Key:
        return Key(self.sku, self.location, self.owner, self.condition, self.lot)


@dataclass(frozen=True, slots=True)
class Release:
    """So many units of a fulfilment's line are no longer promised."""

    fulfilment_id: UUID
    line_number: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Lessening:
    """How much of a reservation goes."""

    id: UUID
    quantity: int


def promised_events(
    after: Mapping[Key, Level], *, now: datetime, actor: str, cause: str = "promised"
) -> list[events.Happening]:
    """The news of planned promises: one event per stock row."""
    return [events.happening(stock_changed(level, cause), at=now, actor=actor) for level in after.values()]


async def apply_reservations(tx: Tx, reservations: Sequence[Reservation], *, now: datetime) -> None:
    """Writes reservations that were planned under lock; one statement. Cannot refuse: the database would."""
    if reservations:
        await tx.run(RESERVE, {"rows": as_rows(reservations), "now": now})


async def find_open(tx: Tx, fulfilments: Sequence[UUID]) -> list[Reservation]:
    """What is still promised to these fulfilments."""
    return await tx.rows(Reservation, OPEN, {"fulfilments": list(fulfilments)})


async def lessen(tx: Tx, lessenings: Sequence[Lessening]) -> None:
    if lessenings:
        await tx.run(LESSEN, {"rows": as_rows(lessenings)})


def spread(
    open_: Sequence[Reservation], *, fulfilment_id: UUID, line_number: int, quantity: int
) -> list[tuple[Reservation, int]]:
    """Which reservations give up how much; refuses when they hold less."""
    left, taken = quantity, list[tuple[Reservation, int]]()
    mine = [r for r in open_ if r.fulfilment_id == fulfilment_id and r.line_number == line_number]
    for reservation in mine:
        part = min(left, reservation.quantity)
        if part:
            taken.append((reservation, part))
            left -= part
    if left:
        sku, location = (mine[0].sku, mine[0].location) if mine else ("the line", "here")
        raise NothingToIssue(sku, location, quantity, quantity - left)
    return taken


async def release_reservations(
    tx: Tx, releases: Sequence[Release], *, now: datetime, actor: Actor, cause: str = "released"
) -> None:
    """Lets promised units go; they are available again. The caller holds the fulfilments' lock."""
    if not releases:
        return
    open_ = await find_open(tx, [release.fulfilment_id for release in releases])
    parts = [
        part
        for release in releases
        for part in spread(
            open_,
            fulfilment_id=release.fulfilment_id,
            line_number=release.line_number,
            quantity=release.quantity,
        )
    ]
    levels = await lock_levels(tx, {reservation.key for reservation, _ in parts})
    differences = summed(difference(reservation.key, reserved=-part) for reservation, part in parts)
    await lessen(tx, [Lessening(reservation.id, part) for reservation, part in parts])
    await tell(tx, moved(levels, differences), cause=cause, now=now, actor=actor, before=levels)
    await write_facts(tx, differences, now=now)
