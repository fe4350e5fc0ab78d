"""What a door asks for when it places an order, and what it is answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts.fulfilment import Fulfilment
from atrium.contexts.orders import Order
from atrium.kit.idempotency import Key
from atrium.vocabulary.actor import Actor
from atrium.vocabulary.contact import Address, Contact
from atrium.vocabulary.mode import Mode


@dataclass(frozen=True, slots=True)
class AskedLine:
    """So many base units of an item, to be shipped or collected."""

    sku: str
    quantity: int
    mode: Mode
    pickup_location: str | None


@dataclass(frozen=True, slots=True)
class ExternalPayment:
    """Money that the door took itself; the amount in minor units of the market's currency."""

    amount_minor: int
    reference: str | None


@dataclass(frozen=True, slots=True)
class FromCart:
    """An order that a cart becomes: only the version that was seen, and for no other total than was shown.

    The cart is closed, and the card payment `payment_id` is written down as started, in the order's own transaction.
    """

    cart_id: UUID
    version: int
    shopper: UUID | None
    expected_total_minor: int
    payment_id: UUID


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """One order to be placed. Without a payment its stock is held until `hold_until`, and it awaits payment.

    One that comes from a cart needs no key: its cart is ordered once.
    """

    id: UUID
    id_is_given: bool
    key: Key | None
    actor: Actor
    channel: str
    market: str
    contact: Contact
    address: Address | None
    client_reference: str | None
    content: str
    lines: Sequence[AskedLine]
    payment: ExternalPayment | None
    hold_until: datetime
    cart: FromCart | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """The answer that was given, word for word; `replayed` when it had been given before. Empty for a cart's order."""

    answer: str
    replayed: bool = False


Present = Callable[[Order, Sequence[Fulfilment], datetime | None], str]
"""Makes the answer of an order, its fulfilments, and until when its stock is held."""
