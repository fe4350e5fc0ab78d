"""Why an order says no."""

from dataclasses import dataclass
from uuid import UUID

from atrium.kit.money import Money
from atrium.kit.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class OrderNotFound(NotFound):
    """There is no such order, or the caller may not see it."""

    order_id: UUID
    field = "order_id"

    @property
    def message(self) -> str:
        return f"There is no order {self.order_id}."


@dataclass(eq=False)
class OrderIdTaken(Conflict):
    """The same id came with other content."""

    order_id: UUID
    field = "id"
    remedy = "Give a new order a new id; repeat an order with exactly the same content."

    @property
    def message(self) -> str:
        return f"Order {self.order_id} exists and says something else."


@dataclass(eq=False)
class ClientReferenceTaken(Conflict):
    """The door has used this reference for another order."""

    client_reference: str
    order_id: UUID
    field = "client_reference"
    remedy = "Use the order that has this reference, or give the new one a reference of its own."

    @property
    def message(self) -> str:
        return f"{self.client_reference!r} is the reference of order {self.order_id}."


@dataclass(eq=False)
class OrderClosed(Conflict):
    """The order has ended, or is not at the point where this can be done."""

    order_id: UUID
    state: str
    wanted: str
    remedy = "Read the order; its state says what can still be done."

    @property
    def message(self) -> str:
        return f"The order is {self.state.replace('_', ' ')}; it cannot be {self.wanted}."


@dataclass(eq=False)
class AlreadyUnderWay(Conflict):
    """Goods have been picked, so a cancellation comes too late for them."""

    order_id: UUID
    units: int
    remedy = "Let the goods come back as a return once they have arrived."

    @property
    def message(self) -> str:
        return f"{self.units} units are picked or have left; they can no longer be cancelled."


@dataclass(eq=False)
class LineNotFound(Invalid):
    """The order has no line of that number."""

    order_id: UUID
    number: int
    field: str | None = "lines"
    remedy = "Read the order; its lines are numbered from 1."

    @property
    def message(self) -> str:
        return f"The order has no line {self.number}."


@dataclass(eq=False)
class NothingWaiting(Conflict):
    """No line waits for an answer."""

    order_id: UUID
    remedy = "Read the order; only lines that wait can be answered for or routed."

    @property
    def message(self) -> str:
        return "No such line of this order waits any more."


@dataclass(eq=False)
class AddressMissing(Invalid):
    """Something is to be shipped, and nobody said where to."""

    field: str | None = "address"
    remedy = "Give an address, or let every line be collected."

    @property
    def message(self) -> str:
        return "A line is to be shipped and the order has no address."


@dataclass(eq=False)
class PaymentDiffers(Invalid):
    """The door took another amount than the order comes to."""

    asked_minor: int
    total_minor: int
    currency: str
    field: str | None = "payment.amount_minor"
    remedy = "Take the order's total, or ask for the price first."

    @property
    def message(self) -> str:
        return f"The order comes to {self.total_minor} minor units of {self.currency}; {self.asked_minor} were taken."


@dataclass(eq=False)
class PriceChanged(Conflict):
    """The order comes to another total than the shopper was shown."""

    expected_minor: int
    total_minor: int
    currency: str
    field = "expected_total_minor"
    remedy = "Look at the new total, then order."

    @property
    def message(self) -> str:
        now, before = Money(self.total_minor, self.currency), Money(self.expected_minor, self.currency)
        return f"The total is now {now.shown()}, not {before.shown()} as it was shown; nothing was ordered."
