"""What is sent and answered about orders. Money in minor units, unit prices in major units as text."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from atrium.surfaces.shared.bodies import Shape
from atrium.surfaces.shared.report import RowProblem
from atrium.vocabulary.mode import Mode
from atrium.vocabulary.quantity import MOST

Name = Annotated[str, Meta(min_length=1, max_length=200)]
Email = Annotated[str, Meta(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]
Code = Annotated[str, Meta(min_length=1, max_length=32)]
Reason = Annotated[str, Meta(min_length=1, max_length=500)]
LineNumber = Annotated[int, Meta(ge=1, le=MOST)]
MOST_LINES = 200
MOST_ORDERS = 500


class ContactBody(Shape):
    """Whom the order is for."""

    name: Name
    email: Email
    phone: Annotated[str, Meta(max_length=40)] | None = None


class AddressBody(Shape):
    """Where it goes; `country` is ISO 3166-1 alpha-2."""

    street: Name
    city: Name
    postal_code: Annotated[str, Meta(min_length=1, max_length=16)]
    country: Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]
    region: Annotated[str, Meta(max_length=80)] = ""


class LineBody(Shape):
    """So many base units of an item, shipped to the address or collected at a location."""

    sku: Code
    quantity: Annotated[int, Meta(ge=1, le=MOST)]
    mode: Mode = "ship"
    pickup_location: Code | None = None


class PaymentBody(Shape):
    """Money that the door has taken itself, as a till or a marketplace does."""

    amount_minor: Annotated[int, Meta(ge=0, le=10**15)]
    method: Literal["external"] = "external"
    reference: Annotated[str, Meta(max_length=200)] | None = None


class OrderBody(Shape):
    """An order. With a payment it is placed at once; without one its stock is held until it is paid."""

    contact: ContactBody
    lines: Annotated[list[LineBody], Meta(min_length=1, max_length=MOST_LINES)]
    id: UUID | None = None
    channel: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,31}$")] | None = None
    market: Code = "US"
    address: AddressBody | None = None
    client_reference: Name | None = None
    payment: PaymentBody | None = None


class BatchBody(Shape):
    """Orders in one request, at most 500; each is placed or refused by itself."""

    orders: Annotated[list[OrderBody], Meta(min_length=1, max_length=MOST_ORDERS)]


class CardBody(Shape):
    """A card, as the token that the gateway gave for it."""

    token: Annotated[str, Meta(min_length=1, max_length=200)]


class CancellationBody(Shape):
    """Why the order is called off, or just some of its lines."""

    reason: Reason
    lines: Annotated[list[LineNumber], Meta(min_length=1, max_length=MOST_LINES)] | None = None
    """The numbers of the lines; all without."""


class ReleaseBody(Shape):
    """Why nobody waits for the payment any longer."""

    reason: Reason


class RefundBody(Shape):
    """How much goes back, and why; everything that was taken without an amount."""

    reason: Reason
    amount_minor: Annotated[int, Meta(ge=1, le=10**15)] | None = None


class RoutingBody(Shape):
    """Where units go, and why: to a location, or where sourcing finds them when none is named."""

    reason: Reason
    mode: Mode
    location: Code | None = None
    consent_given: bool = False
    """That the shopper agreed, which everything needs that is collected."""


class LinesRoutingBody(RoutingBody):
    """The same for lines that wait; all of them without numbers."""

    lines: Annotated[list[LineNumber], Meta(min_length=1, max_length=MOST_LINES)] | None = None


class ShortageAnswerBody(Shape):
    """What the shopper wants done with units that the chosen store does not have after all."""

    choice: Literal["collect", "ship", "cancel"]
    location: Code | None = None


class PlacedLine(msgspec.Struct, frozen=True):
    """A line as it was priced."""

    number: int
    sku: str
    title: str
    quantity: int
    mode: Mode
    pickup_location: str | None
    unit_price: Decimal
    net_minor: int
    tax_minor: int


class PlacedPart(msgspec.Struct, frozen=True):
    """Who was chosen to fulfil a part of the order, and why."""

    id: UUID
    location: str
    mode: Mode
    reason: str


class PlacedOrder(msgspec.Struct, frozen=True):
    """An order as it was placed; `held_until` is None when it is paid."""

    id: UUID
    number: str
    state: str
    currency: str
    net_minor: int
    tax_minor: int
    total_minor: int
    placed_at: datetime
    held_until: datetime | None
    lines: list[PlacedLine]
    fulfilments: list[PlacedPart]


class BatchAnswer(msgspec.Struct, frozen=True):
    """What became of each order, in the order sent: its `order`, or the `problem` why not."""

    placed: int
    refused: int
    results: list["BatchResult"]


class BatchResult(msgspec.Struct, frozen=True):
    """One order of a batch."""

    status: int
    order: PlacedOrder | UnsetType = UNSET
    problem: RowProblem | UnsetType = UNSET


class PaymentView(msgspec.Struct, frozen=True):
    """A payment of an order."""

    id: UUID
    method: str
    state: str
    authorised_minor: int
    captured_minor: int
    refunded_minor: int
    voided_minor: int
    decline_code: str | None


class LineView(msgspec.Struct, frozen=True):
    """A line with what became of its units."""

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
    fulfilled: int
    cancelled: int
    waiting: int
    waiting_for: str | None


class OrderView(msgspec.Struct, frozen=True):
    """An order as it is now."""

    id: UUID
    number: str
    channel: str
    market: str
    currency: str
    state: str
    contact: dict[str, Any]
    address: dict[str, Any] | None
    client_reference: str | None
    net_minor: int
    tax_minor: int
    total_minor: int
    goodwill_minor: int
    placed_at: datetime
    changed_at: datetime
    lines: list[LineView]
    fulfilments: list[dict[str, Any]]
    payments: list[PaymentView]


class SummaryView(msgspec.Struct, frozen=True):
    """An order as one line of a list."""

    id: UUID
    number: str
    channel: str
    market: str
    currency: str
    state: str
    shopper: str
    total_minor: int
    placed_at: datetime
    changed_at: datetime
    units: int
    waiting: int


class OrderPage(msgspec.Struct, frozen=True):
    """A page of orders, newest first."""

    items: list[SummaryView]
    next_cursor: str | None


class HappeningView(msgspec.Struct, frozen=True):
    """One event of an order's story."""

    position: int | None
    id: UUID
    type: str
    at: datetime
    actor: str
    reason: str | None
    facts: dict[str, Any]


class Story(msgspec.Struct, frozen=True):
    """Everything that happened to an order, in order."""

    items: list[HappeningView]
