"""What each kind of message tells, as frozen values; the words around them are in the templates. Pure."""

from dataclasses import dataclass
from datetime import time
from typing import ClassVar, Literal

from atrium.kit.money import Money
from atrium.vocabulary.contact import Address
from atrium.vocabulary.mode import Mode

Kind = Literal[
    "order_received",
    "ready_for_pickup",
    "partly_ready",
    "shipped",
    "cancelled",
    "refunded",
    "shortage_question",
    "sign_in_code",
]


@dataclass(frozen=True, slots=True)
class Goods:
    """So many units of an item, and where it matters what they cost with tax."""

    title: str
    quantity: int
    total: Money | None = None


@dataclass(frozen=True, slots=True)
class OpenDays:
    """Weekdays in a row, Monday 0, with the same hours; no span means closed."""

    first: int
    last: int
    spans: tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where people collect, or where a parcel goes: a name, an address, and when it is open."""

    name: str
    address: Address
    hours: tuple[OpenDays, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The goods of an order that come one way: `place` is the store, or the shopper's own door."""

    mode: Mode
    place: Place
    goods: tuple[Goods, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What every message says: who writes."""

    KIND: ClassVar[Kind]
    retailer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAnOrder(Facts):
    """What every message about an order says; `link` opens its page without a password."""

    shopper: str
    number: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReceived(OfAnOrder):
    """The order is placed and paid, or the money is set aside."""

    KIND: ClassVar[Kind] = "order_received"
    ways: tuple[Part, ...]
    net: Money
    tax: Money
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyForPickup(OfAnOrder):
    """Everything that is collected at this store lies at its counter."""

    KIND: ClassVar[Kind] = "ready_for_pickup"
    store: Place
    code: str
    goods: tuple[Goods, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartlyReady(OfAnOrder):
    """Some of what is collected at this store lies at its counter; `missing` was not found there."""

    KIND: ClassVar[Kind] = "partly_ready"
    store: Place
    code: str
    goods: tuple[Goods, ...]
    to_come: tuple[Goods, ...] = ()
    missing: tuple[Goods, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped(OfAnOrder):
    """The carrier has a parcel; `to_come` follows in others."""

    KIND: ClassVar[Kind] = "shipped"
    to: Place
    tracking: str | None
    goods: tuple[Goods, ...]
    to_come: tuple[Goods, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled(OfAnOrder):
    """Goods will not come; `whole` when nothing is left of the order."""

    KIND: ClassVar[Kind] = "cancelled"
    goods: tuple[Goods, ...]
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refunded(OfAnOrder):
    """Money was given back."""

    KIND: ClassVar[Kind] = "refunded"
    amount: Money
    to_card: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageQuestion(OfAnOrder):
    """The chosen store does not have the goods after all; the link asks what shall become of them."""

    KIND: ClassVar[Kind] = "shortage_question"
    store: Place
    goods: tuple[Goods, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInCode(Facts):
    """The code with which somebody signs in, once."""

    KIND: ClassVar[Kind] = "sign_in_code"
    code: str
    valid_minutes: int
