"""From the cart to the order: whom it is for, how each line comes, the card, and the order itself."""

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import carts, orders, payments
from atrium.flows.check_out import Purchase, check_out, payment_id
from atrium.readmodels.cart_page import CartPage
from atrium.surfaces.shared import VISITOR, actor_of, door, house_of
from atrium.surfaces.shared.forms import FIRST, Entered, FormInvalid, read_form
from atrium.surfaces.shared.pages import see
from atrium.surfaces.shop.addresses import base_of
from atrium.surfaces.shop.cart.routes import load_page
from atrium.surfaces.shop.cart.ways import lines_of
from atrium.surfaces.shop.checkout.book import chosen_address, keep_address, load_book
from atrium.surfaces.shop.checkout.forms import DetailsForm, PurchaseForm
from atrium.surfaces.shop.holding import change_cart, find_my_cart, holder_of, keep_cart
from atrium.surfaces.shop.order.links import order_path
from atrium.surfaces.shop.shopfront import shopfront_of
from atrium.surfaces.shop.surface import chrome_of, page, show
from atrium.vocabulary.contact import Address

checkout = door("/checkout", tag="shop")
LONGEST_TOKEN = 200
AFTER_ORDERING = (payments.CardDeclined, payments.GatewaySilent, payments.PaymentUnderWay, orders.OrderClosed)
"""Refusals that leave an order behind: its own page says what became of the money, and what can be done."""


@dataclass(frozen=True, slots=True)
class Steps:
    """What is still to be done before the order can be placed."""

    details: bool
    goods: bool
    card: bool

    @property
    def done(self) -> bool:
        return self.details and self.goods and self.card


@page(checkout, "GET", "", requires=VISITOR, summary="Check out")
async def show_checkout(request: Request) -> Response:
    return await _draw(request, FIRST)


async def _draw(request: Request, entered: Entered) -> Response:
    found = await find_my_cart(request)
    if found is None or not found.lines:
        return keep_cart(request, see("/cart"), found)
    chrome = await chrome_of(request)
    shown = await load_page(request, found, chrome)
    # A card is good for one total, so one that was refused with its order is asked for again.
    token = _token_of(request) if entered.is_first else ""
    cart = shown.cart
    has_details = cart.contact is not None and (cart.address is not None or not cart.ships)
    steps = Steps(has_details, shown.orderable, bool(token))
    response = await show(
        request,
        "checkout/checkout.html",
        # A token in the address is good once, and nobody else's business.
        back_to="/checkout",
        shown=shown,
        lines=lines_of(shown, chrome.say, chrome.now),
        entered=entered,
        steps=steps,
        token=token,
        card_form=_card_form(request, shown) if steps.details and steps.goods else None,
        cancelled=request.query_params.get("cancelled") == "1",
        book=await load_book(request, cart),
    )
    return keep_cart(request, response, found)


@page(checkout, "POST", "/details", requires=VISITOR, summary="Say whom the order is for", again=_draw)
async def set_details(request: Request) -> Response:
    form = await read_form(request, DetailsForm)
    address = await _address_of(request, form)
    changed = await change_cart(request, carts.SetDetails(form.contact, address))
    return keep_cart(request, see("/checkout#pay"), changed)


async def _address_of(request: Request, form: DetailsForm) -> Address | None:
    """Where parcels go: to a saved address, or a new one, which is saved where the shopper wishes it."""
    if form.saved_id is not None:
        return await chosen_address(request, form.saved_id)
    address = form.address(shopfront_of(request).market.country)
    keeps = form.keep_address and address is not None and actor_of(request).kind == "shopper"
    if not form.incomplete and not keeps:
        return address
    found = await find_my_cart(request)
    if form.incomplete:
        # Only a cart of which nothing is shipped does without; it is read where that makes a difference.
        if found is not None and found.ships:
            raise FormInvalid(form.incomplete)
        return found.address if found is not None else None
    if found is not None and address is not None:
        await keep_address(request, found, form, address)
    return address


@page(checkout, "POST", "", requires=VISITOR, summary="Order the cart and pay for it", again=_draw)
async def order_cart(request: Request) -> Response:
    form, house = await read_form(request, PurchaseForm), house_of(request)
    purchase = Purchase(
        holder=holder_of(request),
        order_id=form.order_id,
        version=form.version,
        expected_total_minor=form.expected_total_minor,
        token=form.token,
        hold_until=house.now() + house.hold_for,
    )
    with suppress(*AFTER_ORDERING):
        await check_out(house.counter, purchase, actor=actor_of(request), clock=house.now)
    return keep_cart(request, see(order_path(house.secret, form.order_id)), None)


def _card_form(request: Request, shown: CartPage) -> str | None:
    """The gateway's page for a card; it sends the browser back here with a token that is good for this total."""
    house, cart = house_of(request), shown.cart
    return house.gateway.card_form(
        reference=payment_id(cart.order_id),
        amount_minor=shown.total_minor,
        currency=shown.currency,
        return_to=f"{base_of(request)}/checkout?{urlencode({'total': shown.total_minor})}",
    )


def _token_of(request: Request) -> str:
    """The token with which the gateway sent the browser back; none where it is no token."""
    token = request.query_params.get("token", "")
    return token if len(token) <= LONGEST_TOKEN and token.isascii() and token.isprintable() else ""
