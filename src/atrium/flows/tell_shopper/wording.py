"""Which facts an event's message tells, of the order as it is now. Pure; None where there is nothing to tell."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypedDict
from uuid import UUID

from atrium.contexts import fulfilment, locations, messaging, orders
from atrium.kit.money import Money
from atrium.vocabulary.location_id import LocationId
from atrium.vocabulary.market import Market
from atrium.vocabulary.mode import Mode

BEFORE_READY = frozenset({"planned", "queued", "picked"})
BEFORE_SHIPPED = frozenset({"planned", "queued", "picked", "packed"})


class _OfAnOrder(TypedDict):
    retailer: str
    shopper: str
    number: str
    link: str


@dataclass(frozen=True, slots=True)
class Known:
    """An order, who works on it, and what is known of places, market and link."""

    order: orders.Order
    work: Sequence[fulfilment.Fulfilment]
    network: locations.Network
    market: Market
    link: str

    @property
    def locale(self) -> str:
        return f"{self.market.language}_{self.market.country}"

    @property
    def head(self) -> _OfAnOrder:
        """What every message about the order says."""
        return {
            "retailer": self.market.legal_entity,
            "shopper": self.order.contact.name,
            "number": self.order.number,
            "link": self.link,
        }

    def money(self, minor: int) -> Money:
        return Money(minor, self.order.currency)

    def work_of(self, facts: Mapping[str, Any]) -> fulfilment.Fulfilment:
        """The fulfilment that an event is about."""
        id_ = UUID(facts["fulfilment_id"])
        return next(work for work in self.work if work.id == id_)

    def goods(self, units: Mapping[int, int]) -> tuple[messaging.Goods, ...]:
        """Units by line number as goods, in the order of the lines."""
        return tuple(
            messaging.Goods(line.title, units[line.number]) for line in self.order.lines if units.get(line.number)
        )

    def goods_of(self, work: Iterable[fulfilment.Fulfilment]) -> tuple[messaging.Goods, ...]:
        """What these fulfilments have to bring, or have brought."""
        units: Counter[int] = Counter()
        for one in work:
            units.update(one.unfinished)
        return self.goods(units)

    def waiting(self, mode: Mode, *, at: str | None, cause: orders.WaitingFor) -> dict[int, int]:
        """Waiting units by line number, of those that come that way."""
        return {
            line.number: line.waiting
            for line in self.order.lines
            if line.mode == mode and line.pickup_location == at and line.waiting_for == cause
        }

    def store(self, code: str) -> messaging.Place:
        """A store as people find it: its name, address and hours."""
        place = self.network.locations[LocationId(code)]
        return messaging.Place(place.name, place.address, _hours(place.hours))

    def home(self) -> messaging.Place | None:
        """Where parcels go."""
        address = self.order.address
        return messaging.Place(self.order.contact.name, address) if address else None


def _received(known: Known, _: Mapping[str, Any]) -> messaging.OrderReceived:
    order = known.order
    by_way: dict[tuple[Mode, str | None], list[messaging.Goods]] = {}
    for line in order.lines:
        goods = messaging.Goods(line.title, line.quantity, known.money(line.total_minor))
        by_way.setdefault((line.mode, line.pickup_location), []).append(goods)
    ways: list[messaging.Part] = []
    for (mode, location), goods in by_way.items():
        place = known.store(location) if location else known.home()
        if place is not None:
            ways.append(messaging.Part(mode, place, tuple(goods)))
    return messaging.OrderReceived(
        **known.head,
        ways=tuple(ways),
        net=known.money(order.net_minor),
        tax=known.money(order.tax_minor),
        total=known.money(order.total_minor),
    )


def _ready(known: Known, facts: Mapping[str, Any]) -> messaging.ReadyForPickup | messaging.PartlyReady | None:
    """Partly ready while other parts of the order are on their way to the same counter, or were not found there."""
    work = known.work_of(facts)
    if work.state != "ready" or work.handover_code is None:
        return None
    store, goods = known.store(work.location), known.goods_of([work])
    others = [one for one in known.work if one.mode == "pickup" and one.location == work.location]
    to_come = known.goods_of(one for one in others if one.state in BEFORE_READY)
    missing = known.goods(known.waiting("pickup", at=work.location, cause="consent"))
    if not to_come and not missing:
        return messaging.ReadyForPickup(**known.head, store=store, code=work.handover_code, goods=goods)
    return messaging.PartlyReady(
        **known.head, store=store, code=work.handover_code, goods=goods, to_come=to_come, missing=missing
    )


def _shipped(known: Known, facts: Mapping[str, Any]) -> messaging.Shipped | None:
    work, home = known.work_of(facts), known.home()
    if home is None:
        return None
    units = Counter(known.waiting("ship", at=None, cause="stock"))
    for one in known.work:
        if one.mode == "ship" and one.state in BEFORE_SHIPPED:
            units.update(one.unfinished)
    return messaging.Shipped(
        **known.head, to=home, tracking=work.tracking, goods=known.goods_of([work]), to_come=known.goods(units)
    )


def _cancelled(known: Known, facts: Mapping[str, Any]) -> messaging.Cancelled:
    goods = known.goods(_by_number(facts["quantities"]))
    return messaging.Cancelled(**known.head, goods=goods, whole=facts["state"] == "cancelled")


def _refunded(known: Known, facts: Mapping[str, Any]) -> messaging.Refunded:
    amount = Money(facts["amount_minor"], facts["currency"])
    return messaging.Refunded(**known.head, amount=amount, to_card=facts["method"] == "card")


def _shortage(known: Known, facts: Mapping[str, Any]) -> messaging.ShortageQuestion | None:
    """A question only for what still waits for an answer."""
    lines = {line.number: line for line in known.order.lines if line.waiting_for == "consent"}
    units = {
        number: min(count, lines[number].waiting)
        for number, count in _by_number(facts["quantities"]).items()
        if number in lines
    }
    store = next((lines[number].pickup_location for number in units), None)
    if store is None:
        return None
    return messaging.ShortageQuestion(**known.head, store=known.store(store), goods=known.goods(units))


def _by_number(quantities: Mapping[str, int]) -> dict[int, int]:
    """Quantities by line number, whose numbers are texts in the log."""
    return {int(number): count for number, count in quantities.items()}


def _hours(week: locations.WeeklyHours) -> tuple[messaging.OpenDays, ...]:
    """A week with equal days in a row put together."""
    groups = [list(days) for _, days in groupby(range(len(week.days)), key=week.days.__getitem__)]
    return tuple(messaging.OpenDays(days[0], days[-1], week.days[days[0]]) for days in groups)


Tells = Callable[[Known, Mapping[str, Any]], messaging.Facts | None]
TELLS: Mapping[str, Tells] = {
    # An order is captured paid, or paid later; each happens once, and never both.
    "orders.placed": _received,
    "orders.paid": _received,
    "orders.lines_waiting": _shortage,
    "orders.lines_cancelled": _cancelled,
    "fulfilment.ready": _ready,
    "fulfilment.shipped": _shipped,
    "payments.refunded": _refunded,
}
"""The events that a shopper hears of, and what the message about each tells."""
