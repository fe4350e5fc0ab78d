"""From a request body to an order that is asked for, and from a placed order to its answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from starlette.requests import Request

from atrium.contexts.fulfilment import Fulfilment
from atrium.contexts.orders import Order
from atrium.flows.place_orders import AskedLine, ExternalPayment, PlaceOrder
from atrium.kit import idempotency
from atrium.kit.ids import new_id
from atrium.kit.refusals import Forbidden, Invalid
from atrium.surfaces.api.orders.shapes import LineBody, OrderBody, PlacedLine, PlacedOrder, PlacedPart
from atrium.surfaces.shared.credentials import ScopeMissing
from atrium.surfaces.shared.house import House, actor_of, house_of
from atrium.surfaces.shared.idempotent import Given
from atrium.vocabulary.contact import Address, Contact

UUID_VERSION = 7
encode = msgspec.json.Encoder().encode


@dataclass(eq=False)
class ForeignChannel(Forbidden):
    """The key sells at another channel."""

    channel: str
    field = "channel"
    remedy = "Leave the channel out, or use the key of that channel."

    @property
    def message(self) -> str:
        return f"This key does not sell at {self.channel}."


@dataclass(eq=False)
class UnknownMarket(Invalid):
    """The retailer does not sell there."""

    market: str
    field = "market"
    remedy = "Use a market of this installation."

    @property
    def message(self) -> str:
        return f"There is no market {self.market}."


@dataclass(eq=False)
class NotAUuid7(Invalid):
    """An order's id is a UUIDv7, because the book is kept in its order."""

    field = "id"
    remedy = "Give a UUID of version 7, or leave it out."

    @property
    def message(self) -> str:
        return "The id is not a UUID of version 7."


@dataclass(eq=False)
class PickupPlace(Invalid):
    """How a line travels and where it is collected do not fit."""

    field: str | None
    remedy = "Name a pickup_location for mode `pickup`, and none for mode `ship`."

    @property
    def message(self) -> str:
        return "A line to be collected needs a pickup_location, and one to be shipped has none."


def asked_order(request: Request, body: OrderBody, key: idempotency.Key, content: str) -> PlaceOrder:
    """What the body asks for; refuses what the key may not do or nobody can mean."""
    house, actor = house_of(request), actor_of(request)
    if body.payment is not None and not actor.may("orders:capture"):
        raise ScopeMissing("orders:capture")
    channel = body.channel or actor.sees.channel or "api"
    if not actor.sees.covers_channel(channel):
        raise ForeignChannel(channel)
    if body.market not in house.markets:
        raise UnknownMarket(body.market)
    if body.id is not None and body.id.version != UUID_VERSION:
        raise NotAUuid7
    return PlaceOrder(
        id=body.id or new_id(),
        id_is_given=body.id is not None,
        key=key,
        actor=actor,
        channel=channel,
        market=body.market,
        contact=Contact(body.contact.name, body.contact.email, body.contact.phone),
        address=_address(body),
        client_reference=body.client_reference,
        content=content,
        lines=[_line(place, line) for place, line in enumerate(body.lines)],
        payment=body.payment and ExternalPayment(body.payment.amount_minor, body.payment.reference),
        hold_until=_hold_until(house),
    )


def present(order: Order, fulfilments: Sequence[Fulfilment], held_until: datetime | None) -> str:
    """The answer of a placed order, as it is given and kept."""
    placed = PlacedOrder(
        id=order.id,
        number=order.number,
        state=order.state,
        currency=order.currency,
        net_minor=order.net_minor,
        tax_minor=order.tax_minor,
        total_minor=order.total_minor,
        placed_at=order.placed_at,
        held_until=held_until,
        lines=[
            PlacedLine(
                line.number,
                line.sku,
                line.title,
                line.quantity,
                line.mode,
                line.pickup_location,
                line.unit_price,
                line.net_minor,
                line.tax_minor,
            )
            for line in order.lines
        ],
        fulfilments=[PlacedPart(work.id, work.location, work.mode, work.reason) for work in fulfilments],
    )
    return encode(Given(201, encode(placed).decode(), f"/v1/orders/{order.id}")).decode()


def _line(place: int, line: LineBody) -> AskedLine:
    if (line.mode == "pickup") != (line.pickup_location is not None):
        raise PickupPlace(f"lines[{place}].pickup_location")
    return AskedLine(line.sku, line.quantity, line.mode, line.pickup_location)


def _address(body: OrderBody) -> Address | None:
    there = body.address
    if there is None:
        return None
    return Address(there.street, there.city, there.region, there.postal_code, there.country)


def _hold_until(house: House) -> datetime:
    return house.now() + house.hold_for
