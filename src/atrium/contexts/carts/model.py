"""What a cart is, and what each change makes of it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal
from uuid import UUID

from atrium.contexts.carts.errors import (
    CartClosed,
    CartFull,
    CartLineInvalid,
    CartLineNotFound,
    TooManyUnits,
)
from atrium.vocabulary.contact import Address, Contact
from atrium.vocabulary.location_id import LOCATION_ID
from atrium.vocabulary.mode import Mode
from atrium.vocabulary.sku import SKU

State = Literal["open", "ordered", "merged"]
MOST_LINES = 100
MOST_UNITS = 999
KEEP_GUEST_CARTS = timedelta(days=90)
"""After its last change; a browser keeps the secret for as long."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who comes for a cart: the shopper whose it is, or a guest who has its secret."""

    shopper: UUID | None = None
    secret: str | None = field(default=None, repr=False)

    @property
    def secret_hash(self) -> str | None:
        """What is kept of the secret; None when a shopper comes, who needs none."""
        if self.shopper is not None or self.secret is None:
            return None
        return hash_secret(self.secret)

    def holds(self, cart: "Cart") -> bool:
        """Whether the cart is theirs: a shopper's cart opens to nobody else, whoever has its old secret."""
        if self.shopper is not None or cart.shopper is not None:
            return cart.shopper == self.shopper
        return cart.secret_hash is not None and cart.secret_hash == self.secret_hash


@dataclass(frozen=True, slots=True)
class CartLine:
    """So many units of an item, to be shipped or collected somewhere. Its number is never given twice in a cart."""

    number: int
    sku: str
    quantity: int
    mode: Mode
    pickup_location: str | None

    @property
    def kind(self) -> tuple[str, Mode, str | None]:
        """What tells lines apart: the same again adds up."""
        return self.sku, self.mode, self.pickup_location


@dataclass(frozen=True, slots=True)
class AddLine:
    """Units of an item go into the cart."""

    sku: str
    quantity: int
    mode: Mode = "ship"
    pickup_location: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeQuantity:
    """A line shall have so many units."""

    number: int
    quantity: int


@dataclass(frozen=True, slots=True)
class ChangeMode:
    """A line shall be shipped, or collected at a place."""

    number: int
    mode: Mode
    pickup_location: str | None = None


@dataclass(frozen=True, slots=True)
class RemoveLine:
    """A line goes; gone already is as good."""

    number: int


@dataclass(frozen=True, slots=True)
class SetDetails:
    """Whom the order is for, and where what is shipped goes."""

    contact: Contact
    address: Address | None


Change = AddLine | ChangeQuantity | ChangeMode | RemoveLine | SetDetails


@dataclass(frozen=True, slots=True)
class Cart:
    """What somebody has gathered. `order_id` is of the order that its checkout makes, known before it is made."""

    id: UUID
    secret_hash: str | None = field(repr=False)
    shopper: UUID | None
    market: str
    state: State
    version: int
    order_id: UUID
    contact: Contact | None
    address: Address | None
    lines: tuple[CartLine, ...]
    lines_made: int
    merged_into: UUID | None
    created_at: datetime
    changed_at: datetime

    @property
    def units(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def ships(self) -> bool:
        """Whether something goes to an address."""
        return any(line.mode == "ship" for line in self.lines)

    def line(self, number: int) -> CartLine:
        """The line of that number; refuses with CartLineNotFound."""
        found = next((line for line in self.lines if line.number == number), None)
        if found is None:
            raise CartLineNotFound(number)
        return found

    def changed(self, change: Change, *, now: datetime) -> "Cart":
        """The cart after a change, one version on; the same cart where the change changes nothing."""
        if self.state != "open":
            raise CartClosed(self.state, self.order_id)
        after = self._with(change)
        return self if after == self else replace(after, version=self.version + 1, changed_at=now)

    def _with(self, change: Change) -> "Cart":
        match change:
            case AddLine():
                return self._adding(change)
            case ChangeQuantity(number, quantity):
                line = self.line(number)
                _check_quantity(line.sku, quantity)
                return self._put(replace(line, quantity=quantity))
            case ChangeMode(number, mode, place):
                _check_place(mode, place)
                return self._travelling(replace(self.line(number), mode=mode, pickup_location=place))
            case RemoveLine(number):
                return replace(self, lines=_without(self.lines, number))
            case SetDetails(contact, address):
                return replace(self, contact=contact, address=address)

    def _adding(self, add: AddLine) -> "Cart":
        if not SKU.fullmatch(add.sku):
            raise CartLineInvalid("A SKU has 1 to 32 of A-Z, 0-9, dot, underscore and hyphen.", "sku")
        _check_place(add.mode, add.pickup_location)
        new = CartLine(self.lines_made + 1, add.sku, add.quantity, add.mode, add.pickup_location)
        same = next((line for line in self.lines if line.kind == new.kind), None)
        _check_quantity(add.sku, add.quantity, more_than=same.quantity if same else 0)
        if same is not None:
            return self._put(replace(same, quantity=same.quantity + add.quantity))
        if len(self.lines) == MOST_LINES:
            raise CartFull(MOST_LINES)
        return replace(self, lines=(*self.lines, new), lines_made=new.number)

    def _travelling(self, line: CartLine) -> "Cart":
        """The line as it shall come; joined with one that comes the same way already, up to what a line takes."""
        same = next((one for one in self.lines if one.kind == line.kind and one.number != line.number), None)
        if same is None:
            return self._put(line)
        joined = replace(same, quantity=min(same.quantity + line.quantity, MOST_UNITS))
        return replace(self, lines=_with_line(_without(self.lines, line.number), joined))

    def _put(self, line: CartLine) -> "Cart":
        return replace(self, lines=_with_line(self.lines, line))


def merged(mine: Cart, guest: Cart, *, now: datetime) -> tuple[Cart, Cart]:
    """A shopper's cart with a guest's put into it, and the guest's, which ends.

    Quantities add up to what a line takes; lines past what a cart takes stay behind.
    """
    lines = _together(mine.lines, guest.lines, made=mine.lines_made)
    kept = replace(
        mine,
        lines=lines,
        lines_made=max(mine.lines_made, *(line.number for line in lines), 0),
        contact=mine.contact or guest.contact,
        address=mine.address or guest.address,
        version=mine.version + 1,
        changed_at=now,
    )
    return kept, replace(guest, state="merged", merged_into=mine.id, version=guest.version + 1, changed_at=now)


def hash_secret(secret: str) -> str:
    """SHA-256 in hexadecimal; enough for secrets of 256 random bits, which nobody can guess."""
    return sha256(secret.encode()).hexdigest()


def _together(mine: Iterable[CartLine], theirs: Sequence[CartLine], *, made: int) -> tuple[CartLine, ...]:
    lines = {line.kind: line for line in mine}
    for line in theirs:
        same = lines.get(line.kind)
        if same is not None:
            lines[line.kind] = replace(same, quantity=min(same.quantity + line.quantity, MOST_UNITS))
        elif len(lines) < MOST_LINES:
            made += 1
            lines[line.kind] = replace(line, number=made)
    return tuple(lines.values())


def _with_line(lines: Iterable[CartLine], line: CartLine) -> tuple[CartLine, ...]:
    return tuple(line if one.number == line.number else one for one in lines)


def _without(lines: Iterable[CartLine], number: int) -> tuple[CartLine, ...]:
    return tuple(line for line in lines if line.number != number)


def _check_quantity(sku: str, quantity: int, *, more_than: int = 0) -> None:
    if quantity < 1 or more_than + quantity > MOST_UNITS:
        raise TooManyUnits(sku, more_than + quantity, MOST_UNITS)


def _check_place(mode: Mode, place: str | None) -> None:
    if (mode == "pickup") != (place is not None):
        raise CartLineInvalid(
            "A line to be collected needs a place, and one to be shipped has none.", "pickup_location"
        )
    if place is not None and not LOCATION_ID.fullmatch(place):
        raise CartLineInvalid(f"{place!r} is not the code of a location.", "pickup_location")
