"""What happened to orders."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class _OfAnOrder:
    order_id: UUID

    @property
    def subject(self) -> str:
        return f"order/{self.order_id}"


@dataclass(frozen=True, slots=True)
class OrderPlaced(_OfAnOrder):
    """The order is in the book and paid."""

    TYPE: ClassVar[str] = "orders.placed"
    number: str
    channel: str
    total_minor: int
    currency: str
    lines: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class OrderAwaitsPayment(_OfAnOrder):
    """Stock is held; money is to come."""

    TYPE: ClassVar[str] = "orders.awaits_payment"
    number: str
    channel: str
    total_minor: int
    currency: str
    lines: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class OrderPaid(_OfAnOrder):
    """Money came in time."""

    TYPE: ClassVar[str] = "orders.paid"


@dataclass(frozen=True, slots=True)
class OrderExpired(_OfAnOrder):
    """The hold ran out before money came."""

    TYPE: ClassVar[str] = "orders.expired"


@dataclass(frozen=True, slots=True)
class WorkStarted(_OfAnOrder):
    """Somebody has begun to pick."""

    TYPE: ClassVar[str] = "orders.work_started"


@dataclass(frozen=True, slots=True)
class LinesWaiting(_OfAnOrder):
    """Units have no location for now: `waiting_for` is `stock` or `consent`. Quantities by line number."""

    TYPE: ClassVar[str] = "orders.lines_waiting"
    quantities: dict[int, int]
    waiting_for: dict[int, str]


@dataclass(frozen=True, slots=True)
class LinesResumed(_OfAnOrder):
    """Waiting units have a location again."""

    TYPE: ClassVar[str] = "orders.lines_resumed"
    quantities: dict[int, int]


@dataclass(frozen=True, slots=True)
class LinesFulfilled(_OfAnOrder):
    """Units reached the shopper or the carrier."""

    TYPE: ClassVar[str] = "orders.lines_fulfilled"
    quantities: dict[int, int]
    state: str


@dataclass(frozen=True, slots=True)
class GoodwillGranted(_OfAnOrder):
    """Money goes back although the goods stay; in minor units."""

    TYPE: ClassVar[str] = "orders.goodwill_granted"
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class LinesCancelled(_OfAnOrder):
    """Units will not come."""

    TYPE: ClassVar[str] = "orders.lines_cancelled"
    quantities: dict[int, int]
    state: str


@dataclass(frozen=True, slots=True)
class OrderClaimed(_OfAnOrder):
    """A guest's order became a shopper's, who has shown that its e-mail address is theirs."""

    TYPE: ClassVar[str] = "orders.claimed"
    shopper: UUID
