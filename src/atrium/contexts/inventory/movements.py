"""Physical facts: goods that came, left, or turned out not to be there. Each is a movement in the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from atrium.contexts.inventory.errors import NotEnoughOnHand
from atrium.contexts.inventory.model import Key, Level
from atrium.contexts.inventory.reservations import Lessening, find_open, lessen, spread
from atrium.contexts.inventory.store import difference, lock_levels, moved, summed, tell, write_facts
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.kit.rows import as_rows
from atrium.vocabulary.actor import Actor

FOUND = "more left than the books had on hand"

MovementKind = Literal["opening", "receipt", "adjustment", "count", "short_pick", "shipment", "handover", "return"]

ENSURE = """
    INSERT INTO inventory.stock (sku, location, owner, condition, lot, safety, unit_cost, changed_at)
    SELECT sku, location, owner, condition, lot, safety, unit_cost, %(now)s
      FROM json_to_recordset(%(rows)s::json)
        AS new (sku text, location text, owner text, condition text, lot text, safety bigint, unit_cost numeric)
     ORDER BY sku, location, owner, condition, lot
        ON CONFLICT DO NOTHING
"""
# The cost of a movement is the row's cost, unless the goods came with their own.
MOVE = """
    INSERT INTO inventory.movements
           (id, sku, location, owner, condition, lot, kind, quantity, unit_cost, reason, actor, document, at)
    SELECT new.id, new.sku, new.location, new.owner, new.condition, new.lot, new.kind, new.quantity,
           coalesce(new.unit_cost, stock.unit_cost), new.reason, %(actor)s, new.document, %(now)s
      FROM json_to_recordset(%(rows)s::json)
        AS new (id uuid, sku text, location text, owner text, condition text, lot text, kind text,
                quantity bigint, unit_cost numeric, reason text, document text)
      JOIN inventory.stock USING (sku, location, owner, condition, lot)
"""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Units that came (positive) or went (negative), with the reason. `safety` only counts for a new row."""

    sku: str
    location: str
    quantity: int
    reason: str
    kind: MovementKind = "adjustment"
    unit_cost: Decimal | None = None
    document: str | None = None
    safety: int = 0
    owner: str = "own"
    condition: str = "new"
    lot: str = ""

    @property
    def key(self) -> Key:
        return Key(self.sku, self.location, self.owner, self.condition, self.lot)


@dataclass(frozen=True, slots=True)
class Issue:
    """Reserved units that leave the house."""

    fulfilment_id: UUID
    line_number: int
    quantity: int
    kind: Literal["shipment", "handover"]
    document: str


@dataclass(frozen=True, slots=True)
class Short:
    """Reserved units that the picker did not find."""

    fulfilment_id: UUID
    line_number: int
    quantity: int
    reason: str
    document: str


@dataclass(frozen=True, slots=True)
class _Row:
    id: UUID
    sku: str
    location: str
    owner: str
    condition: str
    lot: str
    kind: str
    quantity: int
    unit_cost: Decimal | None
    reason: str
    document: str | None


@dataclass(frozen=True, slots=True)
class _NewStock:
    sku: str
    location: str
    owner: str
    condition: str
    lot: str
    safety: int
    unit_cost: Decimal


async def adjust(
    tx: Tx, adjustments: Sequence[Adjustment], *, now: datetime, actor: Actor
) -> list[Level | NotEnoughOnHand]:
    """Adds and takes stock; answers for each in order with the level after it, or why not."""
    await _ensure(tx, [wanted for wanted in adjustments if wanted.quantity >= 0], now=now)
    levels = await lock_levels(tx, {adjustment.key for adjustment in adjustments})
    answers, good = plan_adjustments(levels, adjustments)
    differences = summed(difference(adjustment.key, on_hand=adjustment.quantity) for adjustment in good)
    rows = [
        _row(a.key, kind=a.kind, quantity=a.quantity, reason=a.reason, document=a.document, cost=a.unit_cost)
        for a in good
        if a.quantity
    ]
    await _record(tx, rows, now=now, actor=actor)
    await tell(tx, moved(levels, differences), cause="adjusted", now=now, actor=actor, before=levels)
    await write_facts(tx, differences, now=now)
    return answers


def plan_adjustments(
    levels: dict[Key, Level], adjustments: Sequence[Adjustment]
) -> tuple[list[Level | NotEnoughOnHand], list[Adjustment]]:
    """Decides adjustments in order: none may take more than is on hand."""
    current = dict(levels)
    answers: list[Level | NotEnoughOnHand] = []
    good: list[Adjustment] = []
    for wanted in adjustments:
        level = current.get(wanted.key)
        if level is None or level.on_hand + wanted.quantity < 0:
            there = level.on_hand if level else 0
            answers.append(NotEnoughOnHand(wanted.sku, wanted.location, wanted.quantity, there))
            continue
        current[wanted.key] = level.moved(on_hand=wanted.quantity)
        answers.append(current[wanted.key])
        good.append(wanted)
    return answers, good


async def issue(tx: Tx, issues: Sequence[Issue], *, now: datetime, actor: Actor) -> None:
    """Lets reserved units leave: reservation, stock and ledger move together.

    Goods in somebody's hands are a fact: where the books had fewer on hand, the ledger first says so.
    """
    open_ = await find_open(tx, [issue.fulfilment_id for issue in issues])
    parts = [
        (wanted, part)
        for wanted in issues
        for part in spread(
            open_,
            fulfilment_id=wanted.fulfilment_id,
            line_number=wanted.line_number,
            quantity=wanted.quantity,
        )
    ]
    levels = await lock_levels(tx, {reservation.key for _, (reservation, _) in parts})
    leaving = summed(difference(r.key, on_hand=-part, reserved=-part) for _, (r, part) in parts)
    found = [
        difference(add.key, on_hand=-(levels[add.key].on_hand + add.on_hand))
        for add in leaving
        if levels[add.key].on_hand + add.on_hand < 0
    ]
    differences = summed([*leaving, *found])
    await lessen(tx, [Lessening(reservation.id, part) for _, (reservation, part) in parts])
    rows = [_row(add.key, kind="count", quantity=add.on_hand, reason=FOUND, document=None) for add in found]
    rows += [
        _row(r.key, kind=wanted.kind, quantity=-part, reason=wanted.kind, document=wanted.document)
        for wanted, (r, part) in parts
    ]
    await _record(tx, rows, now=now, actor=actor)
    await tell(tx, moved(levels, differences), cause="issued", now=now, actor=actor, before=levels)
    await write_facts(tx, differences, now=now)


async def record_shorts(tx: Tx, shorts: Sequence[Short], *, now: datetime, actor: Actor) -> None:
    """Records that reserved units are not there: the promise is let go and the stock corrected."""
    open_ = await find_open(tx, [short.fulfilment_id for short in shorts])
    parts = [
        (wanted, part)
        for wanted in shorts
        for part in spread(
            open_,
            fulfilment_id=wanted.fulfilment_id,
            line_number=wanted.line_number,
            quantity=wanted.quantity,
        )
    ]
    levels = await lock_levels(tx, {reservation.key for _, (reservation, _) in parts})
    missing = _missing(levels, [(wanted, r.key, part) for wanted, (r, part) in parts])
    differences = summed(
        difference(r.key, on_hand=-gone, reserved=-part) for (_, (r, part)), gone in zip(parts, missing, strict=True)
    )
    await lessen(tx, [Lessening(reservation.id, part) for _, (reservation, part) in parts])
    rows = [
        _row(r.key, kind="short_pick", quantity=-gone, reason=wanted.reason, document=wanted.document)
        for (wanted, (r, _)), gone in zip(parts, missing, strict=True)
        if gone
    ]
    await _record(tx, rows, now=now, actor=actor)
    await tell(tx, moved(levels, differences), cause="short pick", now=now, actor=actor, before=levels)
    await write_facts(tx, differences, now=now)


def _missing(levels: dict[Key, Level], parts: Sequence[tuple[Short, Key, int]]) -> list[int]:
    """How much of each short comes off the stock: what was not found, but never below nothing on hand."""
    left = {key: level.on_hand for key, level in levels.items()}
    missing: list[int] = []
    for _, key, part in parts:
        gone = min(part, left[key])
        left[key] -= gone
        missing.append(gone)
    return missing


async def _ensure(tx: Tx, adjustments: Sequence[Adjustment], *, now: datetime) -> None:
    """Makes the rows that are not there yet; taking stock from nowhere makes none."""
    new = [_NewStock(*a.key, safety=a.safety, unit_cost=a.unit_cost or Decimal(0)) for a in adjustments]
    await tx.run(ENSURE, {"rows": as_rows(new), "now": now})


async def _record(tx: Tx, rows: Sequence[_Row], *, now: datetime, actor: Actor) -> None:
    if rows:
        await tx.run(MOVE, {"rows": as_rows(rows), "now": now, "actor": actor.signature})


def _row(key: Key, *, kind: str, quantity: int, reason: str, document: str | None, cost: Decimal | None = None) -> _Row:
    return _Row(new_id(), *key, kind=kind, quantity=quantity, unit_cost=cost, reason=reason, document=document)
