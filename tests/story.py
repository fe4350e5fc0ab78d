"""The values that stories are made of: `ship("LAMP", 2)`, `an_order(a_line(quantity=3))`, `a_payment(1000)`."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from atrium.contexts import fulfilment, orders, payments, pricing
from atrium.flows.place_orders import AskedLine, ExternalPayment, PlaceOrder
from atrium.flows.tell_shopper import Telling
from atrium.kit.idempotency import Key, fingerprint
from atrium.kit.ids import new_id, short_number
from atrium.vocabulary.actor import NOTHING, Actor
from atrium.vocabulary.contact import Address, Contact
from atrium.vocabulary.coordinates import Coordinates
from atrium.vocabulary.market import Market
from atrium.vocabulary.mode import Mode
from tests.builders import NOW, an_actor

US = Market("US", "US", "USD", "en", "no tax", "Wrenfield Inc.")
TELLING = Telling({"US": US}, lambda order: f"https://shop.example/o/{order}")
ANA = an_actor()
GUEST = Actor(UUID(int=8), "guest", "a guest", frozenset({"shop"}), NOTHING)
SHOPPER = Contact("Kim Otieno", "kim@example.com")
HOME = Address("101 Broadway N", "Fargo", "ND", "58103", "US")
RENO = Coordinates(39.6243, -119.8894)
MINNEAPOLIS = Coordinates(44.9778, -93.2650)
RATE = Decimal("0.1075")
PRICES = {"LAMP": Decimal("24.99"), "VASE": Decimal("6.44"), "BOLT": Decimal("0.001")}
CARD = "tok_visa"
CODE = "482913"
HOLD = timedelta(minutes=15)


def a_line(
    number: int = 1, *, quantity: int = 1, net_minor: int = 2499, tax_minor: int = 269, collected_at: str | None = None
) -> orders.Line:
    """A line of an order; shipped unless it is collected somewhere."""
    mode: Mode = "pickup" if collected_at else "ship"
    return orders.Line(
        number, "LAMP", "Desk lamp", mode, collected_at, quantity, PRICES["LAMP"], RATE, net_minor, tax_minor
    )


def an_order(*lines: orders.Line, state: orders.State = "placed", reference: str | None = None) -> orders.Order:
    """An order as the book has it."""
    id_, wanted = new_id(), lines or (a_line(),)
    net, tax = sum(line.net_minor for line in wanted), sum(line.tax_minor for line in wanted)
    return orders.Order(
        id=id_,
        number=short_number(id_),
        channel="web",
        market="US",
        currency="USD",
        state=state,
        contact=SHOPPER,
        address=HOME,
        client_reference=reference,
        content="content",
        net_minor=net,
        tax_minor=tax,
        total_minor=net + tax,
        placed_at=NOW,
        changed_at=NOW,
        locations=(),
        lines=wanted,
    )


def a_fulfilment(
    *quantities: int,
    state: fulfilment.State = "queued",
    mode: Mode = "ship",
    code: str | None = None,
    at: str = "S0001",
    order_id: UUID | None = None,
) -> fulfilment.Fulfilment:
    """A part of an order for one location, one line for each quantity."""
    return fulfilment.Fulfilment(
        id=new_id(),
        order_id=order_id or new_id(),
        order_number="7K2QF-93QXM",
        location=at,
        mode=mode,
        state=state,
        reason="Fargo store has everything.",
        decision=({"location": at},),
        handover_code=code,
        wrong_codes=0,
        tracking=None,
        created_at=NOW,
        changed_at=NOW,
        lines=tuple(
            fulfilment.FulfilmentLine(number, "LAMP", "Desk lamp", quantity)
            for number, quantity in enumerate(quantities or (1,), start=1)
        ),
    )


def a_payment(
    asked: int = 1000,
    *,
    state: Any = "authorised",
    method: Any = "card",
    captured: int = 0,
    refunded: int = 0,
    voided: int = 0,
    order_id: UUID | None = None,
) -> payments.Payment:
    """A payment whose whole amount was authorised, unless it is only started."""
    return payments.Payment(
        id=new_id(),
        order_id=order_id or new_id(),
        method=method,
        currency="USD",
        state=state,
        reference="pay_1",
        decline_code=None,
        asked_minor=asked,
        authorised_minor=0 if state == "started" else asked,
        captured_minor=captured,
        refunded_minor=refunded,
        voided_minor=voided,
        created_at=NOW,
        changed_at=NOW,
    )


def ship(sku: str = "LAMP", quantity: int = 1) -> AskedLine:
    return AskedLine(sku, quantity, "ship", None)


def collect(sku: str = "LAMP", quantity: int = 1, *, at: str = "S0001") -> AskedLine:
    return AskedLine(sku, quantity, "pickup", at)


def worth(*lines: AskedLine) -> int:
    """What these lines come to in minor units, tax included."""
    cards = {sku: pricing.PriceCard(sku, "US", "USD", price, "standard", RATE) for sku, price in PRICES.items()}
    return sum(pricing.price_line(cards[line.sku], line.quantity, includes_tax=False).total_minor for line in lines)


def a_request(
    *lines: AskedLine,
    paid: bool = True,
    paid_minor: int | None = None,
    id_: UUID | None = None,
    key: str | None = None,
    body: str = "body",
    reference: str | None = None,
    **changes: Any,
) -> PlaceOrder:
    """What a door asks for; paid for at the door unless it is said to be unpaid."""
    given = id_ or new_id()
    request = PlaceOrder(
        id=given,
        id_is_given=id_ is not None,
        key=Key("web", key or str(given), fingerprint(body.encode())),
        actor=ANA,
        channel="web",
        market="US",
        contact=SHOPPER,
        address=HOME,
        client_reference=reference,
        content=fingerprint(body.encode()),
        lines=lines,
        payment=ExternalPayment(worth(*lines) if paid_minor is None else paid_minor, "till 4") if paid else None,
        hold_until=NOW + HOLD,
    )
    return replace(request, **changes)
