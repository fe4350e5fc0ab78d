"""What is sent and answered about carts. Money in minor units, unit prices in major units as text."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from atrium.contexts.carts import MOST_UNITS
from atrium.readmodels.cart_page import CartPage, LineState, PageLine
from atrium.surfaces.api.orders.shapes import AddressBody, Code, ContactBody
from atrium.surfaces.shared.bodies import Shape
from atrium.vocabulary.mode import Mode

Units = Annotated[int, Meta(ge=1, le=MOST_UNITS)]
Text = Annotated[str, Meta(min_length=1, max_length=200)]


class CartLineBody(Shape):
    """So many units of an item, shipped or collected at a location; the same again adds up."""

    sku: Code
    quantity: Units = 1
    mode: Mode = "ship"
    pickup_location: Code | None = None


class ChangedLineBody(Shape):
    """How many units a line shall have, and how they shall come."""

    quantity: Units
    mode: Mode
    pickup_location: Code | None = None


class DetailsBody(Shape):
    """Whom the order is for, and where what is shipped goes."""

    contact: ContactBody
    address: AddressBody | None = None


class CheckoutBody(Shape):
    """What the shopper agreed to: the cart as it was seen, its total, and a card as the gateway's token for it."""

    order_id: UUID
    version: Annotated[int, Meta(ge=1, le=2**31)]
    expected_total_minor: Annotated[int, Meta(ge=0, le=10**15)]
    token: Text


class CartLineView(msgspec.Struct, frozen=True):
    """A line; `left` is how many of its units can be had that way now, `promised_by` when all of them are there."""

    number: int
    sku: str
    title: str | None
    quantity: int
    mode: Mode
    pickup_location: str | None
    state: LineState
    left: int
    promised_by: datetime | None
    unit_price: Decimal | None
    net_minor: int
    tax_minor: int

    @classmethod
    def of(cls, one: PageLine) -> "CartLineView":
        return cls(
            number=one.line.number,
            sku=one.line.sku,
            title=one.goods.name if one.goods else None,
            quantity=one.line.quantity,
            mode=one.line.mode,
            pickup_location=one.line.pickup_location,
            state=one.state,
            left=one.left,
            promised_by=one.promise.promised_by if one.promise else None,
            unit_price=one.goods.unit_price if one.goods else None,
            net_minor=one.net_minor,
            tax_minor=one.tax_minor,
        )


class CartView(msgspec.Struct, frozen=True):
    """A cart as it is now; `order_id` and `version` go with its checkout."""

    order_id: UUID
    version: int
    market: str
    currency: str
    orderable: bool
    net_minor: int
    tax_minor: int
    total_minor: int
    lines: list[CartLineView]

    @classmethod
    def of(cls, page: CartPage) -> "CartView":
        return cls(
            order_id=page.cart.order_id,
            version=page.cart.version,
            market=page.cart.market,
            currency=page.currency,
            orderable=page.orderable,
            net_minor=page.net_minor,
            tax_minor=page.tax_minor,
            total_minor=page.total_minor,
            lines=[CartLineView.of(one) for one in page.lines],
        )


class Ordered(msgspec.Struct, frozen=True):
    """The order that a cart became."""

    order_id: UUID
