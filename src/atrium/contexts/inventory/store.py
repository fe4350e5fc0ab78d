"""Locking stock rows, and the two ways to write them: by promise, and by physical fact."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from atrium.contexts.inventory.events import ShortfallFound, stock_changed
from atrium.contexts.inventory.model import Key, Level
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.rows import as_rows
from atrium.vocabulary.actor import Actor

LOCK = """
    SELECT sku, location, owner, condition, lot, on_hand, held, reserved, safety, shortfall, changed_at
      FROM inventory.stock
     WHERE (sku, location, owner, condition, lot) IN (
           SELECT sku, location, owner, condition, lot FROM json_to_recordset(%(rows)s::json)
               AS wanted (sku text, location text, owner text, condition text, lot text))
     ORDER BY sku, location, owner, condition, lot
       FOR NO KEY UPDATE
"""
# A physical fact: what is promised past what is there becomes shortfall, in the same statement.
WRITE_FACTS = """
    UPDATE inventory.stock
       SET on_hand = stock.on_hand + moved.on_hand,
           held = stock.held + moved.held,
           reserved = stock.reserved + moved.reserved,
           shortfall = greatest(stock.held + moved.held + stock.reserved + moved.reserved
                                - stock.on_hand - moved.on_hand, 0),
           changed_at = %(now)s
      FROM json_to_recordset(%(rows)s::json)
        AS moved (sku text, location text, owner text, condition text, lot text,
                  on_hand bigint, held bigint, reserved bigint)
     WHERE stock.sku = moved.sku AND stock.location = moved.location AND stock.owner = moved.owner
       AND stock.condition = moved.condition AND stock.lot = moved.lot
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """What is added to one stock row; the shape of a row on its way into SQL."""

    sku: str
    location: str
    owner: str
    condition: str
    lot: str
    on_hand: int = 0
    held: int = 0
    reserved: int = 0

    @property
    def key(self) -> Key:
        return Key(self.sku, self.location, self.owner, self.condition, self.lot)


def difference(key: Key, *, on_hand: int = 0, held: int = 0, reserved: int = 0) -> Difference:
    """A difference on the row of that key."""
    return Difference(*key, on_hand=on_hand, held=held, reserved=reserved)


async def lock_levels(tx: Tx, keys: Collection[Key]) -> dict[Key, Level]:
    """Locks stock rows in key order and reads them; those that do not exist are left out."""
    tx.locks("inventory")
    wanted = [key._asdict() for key in sorted(set(keys))]
    found = await tx.rows(Level, LOCK, {"rows": as_rows(wanted)})
    return {level.key: level for level in found}


async def write_facts(tx: Tx, differences: Sequence[Difference], *, now: datetime) -> None:
    """Adds differences to locked rows; one difference per row."""
    if differences:
        await tx.run(WRITE_FACTS, {"rows": as_rows(differences), "now": now})


async def tell(
    tx: Tx, levels: Iterable[Level], *, cause: str, now: datetime, actor: Actor, before: dict[Key, Level]
) -> None:
    """Records the new levels, and every shortfall that grew."""
    await events.append(tx, news(levels, cause=cause, now=now, actor=actor.signature, before=before))


def news(
    levels: Iterable[Level], *, cause: str, now: datetime, actor: str, before: dict[Key, Level]
) -> list[events.Happening]:
    """The events that tell of new levels, and of every shortfall that grew."""
    facts: list[events.Fact] = []
    for level in levels:
        facts.append(stock_changed(level, cause))
        known = before.get(level.key)
        if level.shortfall > (known.shortfall if known else 0):
            facts.append(ShortfallFound(level.sku, level.location, level.shortfall))
    return [events.happening(fact, at=now, actor=actor) for fact in facts]


def moved(levels: dict[Key, Level], differences: Sequence[Difference]) -> list[Level]:
    """The levels after these differences."""
    return [levels[add.key].moved(on_hand=add.on_hand, held=add.held, reserved=add.reserved) for add in differences]


def summed(differences: Iterable[Difference]) -> list[Difference]:
    """One difference per row, in key order."""
    totals: dict[Key, list[int]] = {}
    for add in differences:
        total = totals.setdefault(add.key, [0, 0, 0])
        total[0] += add.on_hand
        total[1] += add.held
        total[2] += add.reserved
    return [
        difference(key, on_hand=total[0], held=total[1], reserved=total[2]) for key, total in sorted(totals.items())
    ]
