"""Looking at the cart and changing it."""

from typing import Annotated

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import carts
from atrium.contexts.carts import MOST_UNITS
from atrium.readmodels.cart_page import CartPage, load_cart_page
from atrium.surfaces.shared import VISITOR, door, house_of
from atrium.surfaces.shared.forms import FIRST, Entered, Form, read_form
from atrium.surfaces.shared.pages import local_path, see
from atrium.surfaces.shop.cart.ways import lines_of, near_stores, parse_way
from atrium.surfaces.shop.holding import change_cart, find_my_cart, keep_cart, put_into_cart
from atrium.surfaces.shop.surface import Chrome, chrome_of, page, show

cart = door("/cart", tag="shop")
Number = Annotated[int, Meta(ge=0, le=MOST_UNITS, title="quantity")]


class AddForm(Form):
    """Units of an item, and how they shall come."""

    sku: Annotated[str, Meta(min_length=1, max_length=32, title="item")]
    quantity: Annotated[int, Meta(ge=1, le=MOST_UNITS, title="quantity")] = 1
    way: Annotated[str, Meta(max_length=32)] = "ship"


class LineForm(Form):
    """What a line shall be: a quantity of nothing takes it out, and so does the button."""

    quantity: Number | None = None
    quantity_step: Annotated[int, Meta(ge=-1, le=1)] = 0
    way: Annotated[str, Meta(max_length=32)] = ""
    remove: bool = False
    next: Annotated[str, Meta(max_length=200)] = "/cart"


@page(cart, "GET", "", requires=VISITOR, summary="The cart")
async def show_cart(request: Request) -> Response:
    return await _draw(request, FIRST)


async def _draw(request: Request, entered: Entered, **_: object) -> Response:
    chrome, found = await chrome_of(request), await find_my_cart(request)
    shown = await load_page(request, found, chrome) if found else None
    response = await show(
        request,
        "cart/cart.html",
        shown=shown,
        lines=lines_of(shown, chrome.say, chrome.now) if shown else [],
        entered=entered,
        cart_units=found.units if found else 0,
    )
    return keep_cart(request, response, found)


async def load_page(request: Request, found: carts.Cart, chrome: Chrome) -> CartPage:
    """A cart with prices, promises and stores near the shopper."""
    house = house_of(request)
    source_map = await house.source_maps.current()
    there = source_map.network.locate(country=chrome.market.country, postal_code=chrome.chosen.postal_code)
    near = near_stores(chrome.chosen, source_map, there)
    async with house.database.reading() as tx:
        return await load_cart_page(
            tx, found, market=house.markets[found.market], source_map=source_map, now=chrome.now, near=near
        )


@page(cart, "POST", "/lines", requires=VISITOR, summary="Put an item into the cart", again=_draw)
async def add_to_cart(request: Request) -> Response:
    form = await read_form(request, AddForm)
    mode, place = parse_way(form.way)
    changed, holder = await put_into_cart(request, carts.AddLine(form.sku, form.quantity, mode, place))
    return keep_cart(request, see("/cart"), changed, holder)


@page(cart, "POST", "/lines/{number}", requires=VISITOR, summary="Change a line, or take it out", again=_draw)
async def change_line(request: Request, number: int) -> Response:
    form = await read_form(request, LineForm)
    changed = await change_cart(request, *_changes(number, form))
    return keep_cart(request, see(local_path(form.next, usual="/cart")), changed)


def _changes(number: int, form: LineForm) -> list[carts.Change]:
    quantity = None if form.quantity is None else form.quantity + form.quantity_step
    if form.remove or (quantity is not None and quantity <= 0):
        return [carts.RemoveLine(number)]
    changes: list[carts.Change] = []
    if quantity is not None:
        changes.append(carts.ChangeQuantity(number, quantity))
    if form.way:
        changes.append(carts.ChangeMode(number, *parse_way(form.way)))
    return changes
