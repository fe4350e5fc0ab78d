"""What an order is, and how its lines account for every unit. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from atrium.contexts.orders.errors import LineNotFound, NothingWaiting, OrderClosed
from atrium.kit.money import rounded
from atrium.vocabulary.contact import Address, Contact
from atrium.vocabulary.mode import Mode

State = Literal["awaiting_payment", "placed", "in_progress", "fulfilled", "cancelled", "expired"]
WaitingFor = Literal["stock", "consent"]
OPEN_STATES: frozenset[State] = frozenset({"placed", "in_progress"})


@dataclass(frozen=True, slots=True)
class Line:
    """So many units of an item. Each unit is open, waiting, fulfilled or cancelled.

    Money is in minor units of the order's currency; `unit_price` in major units; `tax_rate` a fraction.
    """

    number: int
    sku: str
    title: str
    mode: Mode
    pickup_location: str | None
    quantity: int
    unit_price: Decimal
    tax_rate: Decimal
    net_minor: int
    tax_minor: int
    fulfilled: int = 0
    cancelled: int = 0
    waiting: int = 0
    waiting_for: WaitingFor | None = None

    @property
    def total_minor(self) -> int:
        return self.net_minor + self.tax_minor

    @property
    def closed(self) -> bool:
        return self.fulfilled + self.cancelled == self.quantity


@dataclass(frozen=True, slots=True)
class Order:
    """An order and its lines; money in minor units.

    `content` is the fingerprint of what was asked; `locations` are all that work on it or did, who may see it;
    `shopper` is whose it is, None for a guest's.
    """

    id: UUID
    number: str
    channel: str
    market: str
    currency: str
    state: State
    contact: Contact
    address: Address | None
    client_reference: str | None
    content: str
    net_minor: int
    tax_minor: int
    total_minor: int
    placed_at: datetime
    changed_at: datetime
    locations: tuple[str, ...]
    lines: tuple[Line, ...]
    shopper: UUID | None = None
    goodwill_minor: int = 0
    """What was given back although the goods stay: the order is worth that much less than its lines."""

    @property
    def subject(self) -> str:
        return f"order/{self.id}"

    def line(self, number: int) -> Line:
        return next(line for line in self.lines if line.number == number)

    def started(self) -> "Order":
        """Somebody has begun to pick."""
        return replace(self._open("worked on"), state="in_progress")

    def fulfilled(self, quantities: Mapping[int, int]) -> "Order":
        """So many units of these lines reached the shopper or the carrier."""
        lines = [replace(line, fulfilled=line.fulfilled + quantities.get(line.number, 0)) for line in self.lines]
        return self._with(tuple(lines), "fulfilled")

    def short(self, quantities: Mapping[int, int], waiting_for: Mapping[int, WaitingFor]) -> "Order":
        """So many units of these lines have no location for now, and wait."""
        lines = [
            _waiting(line, line.waiting + quantities.get(line.number, 0), waiting_for.get(line.number))
            for line in self.lines
        ]
        return self._with(tuple(lines), "re-routed")

    def resumed(self, quantities: Mapping[int, int], *, at: Iterable[str]) -> "Order":
        """So many waiting units of these lines have a location again."""
        lines = [_waiting(line, line.waiting - quantities.get(line.number, 0), None) for line in self.lines]
        known = tuple(dict.fromkeys((*self.locations, *at)))
        return replace(self._with(tuple(lines), "re-routed"), locations=known)

    def cancelled(self, quantities: Mapping[int, int]) -> "Order":
        """So many units of these lines will not come; waiting ones go first."""
        lines: list[Line] = []
        for line in self.lines:
            gone = quantities.get(line.number, 0)
            calmed = _waiting(line, line.waiting - min(gone, line.waiting), None)
            lines.append(replace(calmed, cancelled=line.cancelled + gone))
        if self.state == "awaiting_payment":
            return replace(self, lines=tuple(lines), state="cancelled")
        return self._with(tuple(lines), "cancelled")

    def waiting_lines(self, numbers: Collection[int] = ()) -> list[Line]:
        """Lines with waiting units: those of these numbers, without any all; refuses when one has none."""
        asked = [self.find_line(number) for number in sorted(set(numbers))]
        lines = [line for line in asked or self.lines if line.waiting]
        if not lines or len(lines) < len(asked):
            raise NothingWaiting(self.id)
        return lines

    def find_line(self, number: int) -> Line:
        """The line of that number; refuses when there is none."""
        found = next((line for line in self.lines if line.number == number), None)
        if found is None:
            raise LineNotFound(self.id, number)
        return found

    def waiting_for_consent(self) -> list[Line]:
        """Lines that wait for the shopper's word; refuses when there are none."""
        lines = [line for line in self.lines if line.waiting and line.waiting_for == "consent"]
        if not lines:
            raise NothingWaiting(self.id)
        return lines

    def _with(self, lines: tuple[Line, ...], wanted: str) -> "Order":
        self._open(wanted)
        state = self.state
        if all(line.closed for line in lines):
            state = "fulfilled" if any(line.fulfilled for line in lines) else "cancelled"
        return replace(self, lines=lines, state=state)

    def _open(self, wanted: str) -> "Order":
        if self.state not in OPEN_STATES:
            raise OrderClosed(self.id, self.state, wanted)
        return self


def value_between(line: Line, before: int, after: int) -> int:
    """What the units after the first `before`, up to the first `after`, cost in minor units.

    Made of the running total, so that parts of a line always add up to the line.
    """

    def running(units: int) -> int:
        return rounded(Decimal(line.total_minor * units) / line.quantity)

    return running(after) - running(before)


def _waiting(line: Line, waiting: int, cause: WaitingFor | None) -> Line:
    return replace(line, waiting=waiting, waiting_for=(cause or line.waiting_for or "stock") if waiting else None)
