"""A second bookkeeper: what must be on shelves and in orders, reckoned in Python from what was done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from atrium.contexts import fulfilment, orders

Place = tuple[str, str]
"""An item at a location."""
CAN_SHIP = frozenset({"DC-RENO", "S0001", "S0002"})


@dataclass(slots=True)
class Shelf:
    """Units of an item at a location."""

    on_hand: int = 0
    held: int = 0
    reserved: int = 0

    @property
    def available(self) -> int:
        return max(self.on_hand - self.held - self.reserved, 0)

    @property
    def figures(self) -> tuple[int, int, int]:
        return self.on_hand, self.held, self.reserved


@dataclass(slots=True)
class Line:
    """What became of a line's units."""

    sku: str
    quantity: int
    fulfilled: int = 0
    cancelled: int = 0
    waiting: int = 0

    @property
    def figures(self) -> tuple[int, int, int]:
        return self.fulfilled, self.cancelled, self.waiting


@dataclass(slots=True)
class Work:
    """Units by line number that a location has in hand, and whether they were picked."""

    location: str
    units: dict[int, int]
    picked: bool = False


@dataclass(slots=True)
class Sale:
    """An order: its lines by number, and the work that is open for it."""

    paid: bool
    lines: dict[int, Line]
    work: dict[UUID, Work] = field(default_factory=dict[UUID, Work])
    ended: bool = False
    in_doubt: bool = False
    """Whether a card's answer is still awaited."""


@dataclass(slots=True)
class Books:
    """The second bookkeeper's shelves and sales."""

    shelves: dict[Place, Shelf] = field(default_factory=dict[Place, Shelf])
    sales: dict[UUID, Sale] = field(default_factory=dict[UUID, Sale])

    def shelf(self, sku: str, location: str) -> Shelf:
        return self.shelves.setdefault((sku, location), Shelf())

    def in_network(self, sku: str, *, but: str | None = None) -> int:
        """What can still be promised of an item from all locations that ship."""
        return sum(
            shelf.available
            for (what, where), shelf in self.shelves.items()
            if what == sku and where in CAN_SHIP - {but}
        )

    def can_serve(self, wanted: Iterable[tuple[str, int, str | None]]) -> bool:
        """Whether lines (item, units, and where they are collected) can all be promised together."""
        left = {place: shelf.available for place, shelf in self.shelves.items()}
        shipped: dict[str, int] = {}
        for sku, units, collected_at in wanted:
            if collected_at is None:
                shipped[sku] = shipped.get(sku, 0) + units
            else:
                left[sku, collected_at] = left.get((sku, collected_at), 0) - units
        if any(units < 0 for units in left.values()):
            return False
        return all(
            units <= sum(there for (what, where), there in left.items() if what == sku and where in CAN_SHIP)
            for sku, units in shipped.items()
        )

    def placed(self, order: orders.Order, work: Iterable[fulfilment.Fulfilment]) -> None:
        lines = {line.number: Line(line.sku, line.quantity) for line in order.lines}
        sale = self.sales[order.id] = Sale(order.state == "placed", lines)
        self._take_up(sale, work)
        for number, line in lines.items():
            assert sum(one.units.get(number, 0) for one in sale.work.values()) == line.quantity

    def paid(self, sale: Sale) -> None:
        """What was held is promised now."""
        sale.paid = True
        for work in sale.work.values():
            for number, units in work.units.items():
                shelf = self.shelf(sale.lines[number].sku, work.location)
                shelf.held -= units
                shelf.reserved += units

    def picked(self, order_id: UUID, work_id: UUID, found: Mapping[int, int]) -> None:
        """What was not found is off the shelf, and waits."""
        sale = self.sales[order_id]
        work = sale.work[work_id]
        for number, wanted in list(work.units.items()):
            short = wanted - found[number]
            shelf = self.shelf(sale.lines[number].sku, work.location)
            shelf.reserved -= short
            shelf.on_hand -= min(short, shelf.on_hand)
            sale.lines[number].waiting += short
            work.units[number] = found[number]
        work.picked = True
        if not any(work.units.values()):
            del sale.work[work_id]

    def routed(self, order_id: UUID, work: Iterable[fulfilment.Fulfilment]) -> None:
        """Takes up what the house has given to locations since it was last asked."""
        sale = self.sales[order_id]
        for one in self._take_up(sale, work):
            for number, units in one.units.items():
                sale.lines[number].waiting -= units

    def left(self, order_id: UUID, work_id: UUID) -> None:
        """Picked units are with the shopper or the carrier; where the books had fewer, they were found first."""
        sale = self.sales[order_id]
        work = sale.work.pop(work_id)
        for number, units in work.units.items():
            shelf = self.shelf(sale.lines[number].sku, work.location)
            shelf.reserved -= units
            shelf.on_hand = max(shelf.on_hand - units, 0)
            sale.lines[number].fulfilled += units
        self._end(sale)

    def called_off(self, order_id: UUID) -> None:
        """All that nobody has picked, and all that waits, is not wanted any more."""
        sale = self.sales[order_id]
        for work_id in [work_id for work_id, work in sale.work.items() if not work.picked]:
            work = sale.work.pop(work_id)
            for number, units in work.units.items():
                shelf = self.shelf(sale.lines[number].sku, work.location)
                if sale.paid:
                    shelf.reserved -= units
                else:
                    shelf.held -= units
                sale.lines[number].cancelled += units
        self.let_go(sale, list(sale.lines))

    def let_go(self, sale: Sale, numbers: Iterable[int]) -> None:
        """What waits of these lines is not wanted any more."""
        for number in numbers:
            line = sale.lines[number]
            line.cancelled += line.waiting
            line.waiting = 0
        self._end(sale)

    def can_be_called_off(self, order_id: UUID) -> bool:
        sale = self.sales[order_id]
        waits = any(line.waiting for line in sale.lines.values())
        return not sale.ended and (waits or any(not work.picked for work in sale.work.values()))

    def _take_up(self, sale: Sale, work: Iterable[fulfilment.Fulfilment]) -> list[Work]:
        """New work takes from what is available, and never more."""
        new: list[Work] = []
        for one in work:
            if one.id in sale.work or one.state not in ("planned", "queued"):
                continue
            taken = Work(one.location, {line.line_number: line.quantity - line.short for line in one.lines})
            for line in one.lines:
                shelf = self.shelf(line.sku, one.location)
                assert shelf.available >= line.quantity, f"{one.location} promised {line.sku} that it does not have"
                if sale.paid:
                    shelf.reserved += line.quantity
                else:
                    shelf.held += line.quantity
            sale.work[one.id] = taken
            new.append(taken)
        return new

    def _end(self, sale: Sale) -> None:
        sale.ended = all(line.fulfilled + line.cancelled == line.quantity for line in sale.lines.values())
