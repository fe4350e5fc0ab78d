"""What stock is, and how promises on it are decided. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from atrium.contexts.inventory.errors import InsufficientStock


class Key(NamedTuple):
    """Which stock: of what, where, whose, in which condition, of which lot; the order that rows are locked in."""

    sku: str
    location: str
    owner: str = "own"
    condition: str = "new"
    lot: str = ""


def available(*, on_hand: int, held: int, reserved: int, safety: int) -> int:
    """What may still be promised; the SQL function `inventory.available` says the same."""
    return max(on_hand - held - reserved - safety, 0)


@dataclass(frozen=True, slots=True)
class Level:
    """One stock row, in base units of the item; `held` and `reserved` equal what is open."""

    sku: str
    location: str
    owner: str
    condition: str
    lot: str
    on_hand: int
    held: int
    reserved: int
    safety: int
    shortfall: int
    changed_at: datetime

    @property
    def key(self) -> Key:
        return Key(self.sku, self.location, self.owner, self.condition, self.lot)

    @property
    def available(self) -> int:
        return available(on_hand=self.on_hand, held=self.held, reserved=self.reserved, safety=self.safety)

    def moved(self, *, on_hand: int = 0, held: int = 0, reserved: int = 0) -> "Level":
        """The level after these differences; what is promised past what is there is shortfall."""
        there, kept, promised = self.on_hand + on_hand, self.held + held, self.reserved + reserved
        return Level(*self.key, there, kept, promised, self.safety, max(kept + promised - there, 0), self.changed_at)


@dataclass(frozen=True, slots=True)
class Ask:
    """So many units from one stock row."""

    key: Key
    quantity: int


@dataclass(frozen=True, slots=True)
class Promise:
    """Units that belong together: all of them are promised, or none. A hold is unpaid, a reservation paid."""

    asks: Sequence[Ask]
    as_hold: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What was decided for each promise, in order: None where it can be given, else why not."""

    answers: list[InsufficientStock | None]
    after: dict[Key, Level]
    """The rows that change, as they will be."""


def plan_promises(levels: Mapping[Key, Level], promises: Sequence[Promise]) -> Plan:
    """Decides promises in the order given."""
    now = dict(levels)
    after: dict[Key, Level] = {}
    answers: list[InsufficientStock | None] = []
    for promise in promises:
        taken = _take(now, promise)
        if isinstance(taken, InsufficientStock):
            answers.append(taken)
            continue
        now |= taken
        after |= taken
        answers.append(None)
    return Plan(answers, after)


def _take(levels: Mapping[Key, Level], promise: Promise) -> dict[Key, Level] | InsufficientStock:
    taken: dict[Key, Level] = {}
    for ask in promise.asks:
        level = taken.get(ask.key) or levels.get(ask.key)
        if level is None or level.available < ask.quantity:
            there = level.available if level else 0
            return InsufficientStock(ask.key.sku, ask.quantity, there, ask.key.location)
        taken[ask.key] = level.moved(held=ask.quantity) if promise.as_hold else level.moved(reserved=ask.quantity)
    return taken
