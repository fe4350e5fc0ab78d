"""Filling, reading and ordering a cart. Whoever has the secret has the cart; a door makes the secret up itself."""

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Header
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import carts as book
from atrium.contexts import catalog, inventory, locations, orders, payments, pricing
from atrium.flows.check_out import Purchase, check_out
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.kit.refusals import Invalid, Refusal
from atrium.readmodels.cart_page import load_cart_page
from atrium.surfaces.api.carts.shapes import (
    CartLineBody,
    CartView,
    ChangedLineBody,
    CheckoutBody,
    DetailsBody,
    Ordered,
)
from atrium.surfaces.shared import actor_of, answer, door, house_of, read_body, route
from atrium.surfaces.shared.idempotent import answer_once, request_key
from atrium.vocabulary.contact import Address, Contact

carts = door("/v1/cart", tag="carts")
MARKET = "US"
FORM = re.compile(r"[\x21-\x7e]{32,200}")
Secret = Annotated[
    str | None,
    Header(
        alias="Cart-Secret",
        description="Opens the cart, and makes one where there is none: 32 to 200 visible ASCII characters of which at"
        " least 128 bits are random. Kept as a hash only.",
    ),
]
CHANGES: list[type[Refusal]] = [
    book.CartNotFound,
    book.CartLineNotFound,
    book.CartLineInvalid,
    book.TooManyUnits,
    book.CartFull,
]


@dataclass(eq=False)
class SecretRequired(Invalid):
    """A request for a cart came without a usable secret."""

    field = "Cart-Secret"
    remedy = "Send the cart's secret of 32 to 200 visible ASCII characters; make a new one up for a new cart."

    @property
    def message(self) -> str:
        return "A cart is opened with a Cart-Secret of 32 to 200 visible ASCII characters."


@route(
    carts,
    "GET",
    "",
    requires="orders:write",
    summary="The cart, with what each line costs and when it can be had",
    answers=CartView,
    refuses=[book.CartNotFound, SecretRequired],
)
async def get_cart(request: Request, secret: Secret = None) -> Response:
    async with house_of(request).database.reading() as tx:
        return await _shown(tx, request, await book.get_cart(tx, _holder(secret)))


@route(
    carts,
    "POST",
    "/lines",
    requires="orders:write",
    summary="Put units of an item into the cart",
    body=CartLineBody,
    answers=CartView,
    refuses=[*CHANGES, SecretRequired],
    once=True,
)
async def add_cart_line(request: Request, secret: Secret = None) -> Response:
    body = await read_body(request, CartLineBody)
    change = book.AddLine(body.sku, body.quantity, body.mode, body.pickup_location)
    asked = book.Asked(_holder(secret), change, book.NewCart(new_id(), new_id(), MARKET))
    house = house_of(request)

    async def work(tx: Tx) -> Response:
        (changed,) = await book.change(tx, [asked], now=house.now())
        if isinstance(changed, Refusal):
            raise changed
        return await _shown(tx, request, changed)

    return await answer_once(house, await request_key(request, "cart"), work)


@route(
    carts,
    "PUT",
    "/lines/{number}",
    requires="orders:write",
    summary="Say how many units a line has, and how they come",
    body=ChangedLineBody,
    answers=CartView,
    refuses=[*CHANGES, SecretRequired],
)
async def change_cart_line(request: Request, number: int, secret: Secret = None) -> Response:
    body = await read_body(request, ChangedLineBody)
    return await _changed(
        request,
        _holder(secret),
        book.ChangeQuantity(number, body.quantity),
        book.ChangeMode(number, body.mode, body.pickup_location),
    )


@route(
    carts,
    "DELETE",
    "/lines/{number}",
    requires="orders:write",
    summary="Take a line out of the cart",
    answers=CartView,
    refuses=[book.CartNotFound, SecretRequired],
)
async def remove_cart_line(request: Request, number: int, secret: Secret = None) -> Response:
    return await _changed(request, _holder(secret), book.RemoveLine(number))


@route(
    carts,
    "PUT",
    "/details",
    requires="orders:write",
    summary="Say whom the order is for, and where what is shipped goes",
    body=DetailsBody,
    answers=CartView,
    refuses=[book.CartNotFound, SecretRequired],
)
async def set_cart_details(request: Request, secret: Secret = None) -> Response:
    body = await read_body(request, DetailsBody)
    to = body.address
    address = Address(to.street, to.city, to.region, to.postal_code, to.country) if to else None
    contact = Contact(body.contact.name, body.contact.email, body.contact.phone)
    return await _changed(request, _holder(secret), book.SetDetails(contact, address))


@route(
    carts,
    "POST",
    "/checkout",
    requires="orders:write",
    summary="Order the cart as it was seen and pay for it by card; the same again is the same order",
    status=201,
    body=CheckoutBody,
    answers=Ordered,
    refuses=[
        book.CartNotFound,
        book.CartEmpty,
        book.CartChanged,
        book.ContactMissing,
        orders.AddressMissing,
        orders.PriceChanged,
        orders.OrderClosed,
        catalog.NotSold,
        pricing.NotForSale,
        inventory.InsufficientStock,
        locations.PickupNotOffered,
        payments.CardDeclined,
        payments.PaymentUnderWay,
        payments.GatewaySilent,
        SecretRequired,
    ],
)
async def check_cart_out(request: Request, secret: Secret = None) -> Response:
    body = await read_body(request, CheckoutBody)
    house = house_of(request)
    purchase = Purchase(
        holder=_holder(secret),
        order_id=body.order_id,
        version=body.version,
        expected_total_minor=body.expected_total_minor,
        token=body.token,
        hold_until=house.now() + house.hold_for,
    )
    order_id = await check_out(house.counter, purchase, actor=actor_of(request), clock=house.now)
    made = answer(Ordered(order_id), status=201)
    made.headers["Location"] = f"/v1/orders/{order_id}"
    return made


async def _changed(request: Request, holder: book.Holder, *changes: book.Change) -> Response:
    """All changes, or the first one's refusal and none."""
    house = house_of(request)

    async def work(tx: Tx) -> book.Cart:
        answers = await book.change(tx, [book.Asked(holder, change) for change in changes], now=house.now())
        for one in answers:
            if isinstance(one, Refusal):
                raise one
        return next(one for one in reversed(answers) if isinstance(one, book.Cart))

    cart = await house.database.commit(work)
    async with house.database.reading() as tx:
        return await _shown(tx, request, cart)


async def _shown(tx: Tx, request: Request, cart: book.Cart) -> Response:
    house = house_of(request)
    page = await load_cart_page(
        tx,
        cart,
        market=house.markets[cart.market],
        source_map=await house.source_maps.current(),
        now=house.now(),
    )
    return answer(CartView.of(page))


def _holder(secret: str | None) -> book.Holder:
    if secret is None or not FORM.fullmatch(secret):
        raise SecretRequired
    return book.Holder(secret=secret)
