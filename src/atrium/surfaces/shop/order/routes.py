"""Looking at an order, and what its shopper can do with it. Whoever has the link is the shopper."""

from contextlib import suppress
from dataclasses import replace
from typing import Annotated, cast
from uuid import UUID

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import payments
from atrium.contexts.carts import CartLineInvalid
from atrium.flows.answer_shortage import Wish, answer_shortage
from atrium.flows.cancel_order import cancel_order
from atrium.flows.check_out import payment_id
from atrium.flows.pay_order import pay_order
from atrium.flows.refill_cart import refill_cart
from atrium.surfaces.shared import VISITOR, House, actor_of, door, house_of, route
from atrium.surfaces.shared.forms import FIRST, Entered, Form, read_form
from atrium.surfaces.shared.live import STREAM, Pulse, live_stream
from atrium.surfaces.shared.pages import see
from atrium.surfaces.shop.holding import fresh_holder, keep_cart, new_cart
from atrium.surfaces.shop.order.links import order_of, order_path
from atrium.surfaces.shop.order.region import OrderRegion
from atrium.surfaces.shop.surface import page, show
from atrium.vocabulary.actor import Actor, Scope

order = door("/o/{link}", tag="shop")
CALLED_OFF = "the shopper called it off"
LONGEST_TOKEN = 200
MOST_ATTEMPTS = 50


class PayForm(Form):
    """A card for the attempt that the page showed."""

    attempt: Annotated[int, Meta(ge=1, le=MOST_ATTEMPTS)]
    token: Annotated[str, Meta(min_length=1, max_length=LONGEST_TOKEN, title="card")]


class AnswerForm(Form):
    """What shall become of units that the chosen store does not have: `ship`, `cancel`, or `collect:` with a store."""

    choice: Annotated[str, Meta(min_length=1, max_length=32, title="answer")]


class NothingForm(Form):
    """A button alone."""


@page(order, "GET", "", requires=VISITOR, summary="An order, by its signed link")
async def show_order(request: Request, link: str) -> Response:
    return await _draw(request, FIRST, link)


async def _draw(request: Request, entered: Entered, link: str) -> Response:
    house = house_of(request)
    region = OrderRegion(house, order_of(house.secret, link))
    words = await region.words()
    return await show(
        request,
        "order/order.html",
        back_to=order_path(house.secret, region.order_id),
        headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"},
        drawing=region.drawing_of(words),
        shown=words,
        page=words.page,
        order=words.page.order,
        path=order_path(house.secret, region.order_id),
        token=_token_of(request) if entered.is_first and words.page.standing == "unpaid" else "",
        cancelled=request.query_params.get("cancelled") == "1",
        entered=entered,
    )


@route(order, "GET", "/stream", requires=VISITOR, summary="What changes of an order", answers=str, media=STREAM)
async def follow_order(request: Request, link: str) -> Response:
    order_id = order_of(house_of(request).secret, link)
    return live_stream(request, pulse_of(request), [f"order/{order_id}"])


@page(order, "POST", "/payment", requires=VISITOR, summary="Pay for the order with another card", again=_draw)
async def pay_for_it(request: Request, link: str) -> Response:
    form, house = await read_form(request, PayForm), house_of(request)
    order_id = order_of(house.secret, link)
    with suppress(payments.CardDeclined, payments.GatewaySilent, payments.PaymentUnderWay):
        # Its page says what became of it.
        await pay_order(
            house.database,
            house.card_desk,
            order_id=order_id,
            payment_id=payment_id(order_id, form.attempt),
            token=form.token,
            actor=_shopper(request, order_id),
            clock=house.now,
        )
    return see(order_path(house.secret, order_id))


@page(order, "POST", "/cancellation", requires=VISITOR, summary="Call the order off", again=_draw)
async def call_it_off(request: Request, link: str) -> Response:
    await read_form(request, NothingForm)
    house = house_of(request)
    order_id = order_of(house.secret, link)
    actor = _shopper(request, order_id)
    await house.database.commit(
        lambda tx: cancel_order(tx, order_id=order_id, reason=CALLED_OFF, actor=actor, now=house.now())
    )
    return see(order_path(house.secret, order_id))


@page(order, "POST", "/shortage-answer", requires=VISITOR, summary="Answer a shortage", again=_draw)
async def answer_it(request: Request, link: str) -> Response:
    form, house = await read_form(request, AnswerForm), house_of(request)
    order_id, wish = order_of(house.secret, link), _wish(form.choice)
    actor, source_map = _shopper(request, order_id), await house.source_maps.current()
    await house.database.commit(
        lambda tx: answer_shortage(
            tx, order_id=order_id, wish=wish, source_map=source_map, actor=actor, now=house.now()
        )
    )
    return see(order_path(house.secret, order_id))


@page(order, "POST", "/refill", requires=VISITOR, summary="Put everything back into the cart", again=_draw)
async def put_it_back(request: Request, link: str) -> Response:
    await read_form(request, NothingForm)
    house = house_of(request)
    order_id, holder = order_of(house.secret, link), fresh_holder(request)
    actor, opening = _shopper(request, order_id), new_cart(request)
    cart = await house.database.commit(
        lambda tx: refill_cart(tx, order_id=order_id, holder=holder, opening=opening, actor=actor, now=house.now())
    )
    return keep_cart(request, see("/cart"), cart, holder)


def pulse_of(request: Request) -> Pulse:
    """The pulse of this process's shop, made when it is first asked for."""
    state = request.app.state
    if not hasattr(state, "shop_pulse"):
        state.shop_pulse = make_pulse(house_of(request))
    return cast("Pulse", state.shop_pulse)


def make_pulse(house: House) -> Pulse:
    """A pulse whose topics are orders."""
    return Pulse(house, lambda topic: OrderRegion(house, UUID(topic.partition("/")[2])))


def _shopper(request: Request, order_id: UUID) -> Actor:
    """Whoever has the link, seeing that order and nothing else."""
    return replace(actor_of(request), sees=Scope.of_order(order_id))


def _wish(choice: str) -> Wish:
    kind, _, place = choice.partition(":")
    if kind == "collect" and place:
        return Wish("collect", place)
    if choice in ("ship", "cancel"):
        return Wish(choice)
    raise CartLineInvalid("Choose one of the answers.", "choice")


def _token_of(request: Request) -> str:
    token = request.query_params.get("token", "")
    return token if len(token) <= LONGEST_TOKEN and token.isascii() and token.isprintable() else ""
