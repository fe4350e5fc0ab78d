"""Whose cart it is: the shopper's who is signed in, else the browser's, which has the cart's secret."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import carts
from atrium.kit.ids import new_id, new_secret
from atrium.surfaces.shared import actor_of, house_of
from atrium.surfaces.shared.entrances import CART_COOKIE
from atrium.surfaces.shop.cart_units import keep_cart_units
from atrium.surfaces.shop.shopfront import shopfront_of

KEPT_S = int(carts.KEEP_GUEST_CARTS.total_seconds())
LONGEST_SECRET = 100


def holder_of(request: Request) -> carts.Holder:
    """Who comes for a cart; somebody who has none yet holds nothing."""
    actor = actor_of(request)
    if actor.kind == "shopper":
        return carts.Holder(shopper=actor.id)
    return carts.Holder(secret=_kept_secret(request))


def fresh_holder(request: Request) -> carts.Holder:
    """Who comes for a cart, with a new secret where they have none yet."""
    holder = holder_of(request)
    return carts.Holder(secret=new_secret()) if holder == carts.Holder() else holder


async def put_into_cart(request: Request, line: carts.AddLine) -> tuple[carts.Cart, carts.Holder]:
    """Adds to the cart, which is opened where there is none; a guest then has its secret to keep."""
    holder = fresh_holder(request)
    return await house_of(request).carting.submit(carts.Asked(holder, line, new_cart(request))), holder


async def change_cart(request: Request, *changes: carts.Change) -> carts.Cart:
    """Changes the cart that is there, one change after the other."""
    house, holder = house_of(request), holder_of(request)
    cart: carts.Cart | None = None
    for change in changes:
        cart = await house.carting.submit(carts.Asked(holder, change))
    if cart is None:
        raise carts.CartNotFound
    return cart


def new_cart(request: Request) -> carts.NewCart:
    """The ids of a cart that may be opened."""
    return carts.NewCart(new_id(), new_id(), shopfront_of(request).market.code)


async def find_my_cart(request: Request) -> carts.Cart | None:
    """The cart that is open; what a shopper gathered before they signed in is put into it."""
    house, actor, secret = house_of(request), actor_of(request), _kept_secret(request)
    if actor.kind == "shopper" and secret is not None:
        return await adopt_gathered(request, actor.id)
    holder = holder_of(request)
    if holder == carts.Holder():
        return None
    async with house.database.reading() as tx:
        return await carts.find_cart(tx, holder)


async def adopt_gathered(request: Request, shopper: UUID) -> carts.Cart | None:
    """Makes the browser's cart the shopper's who has just signed in; done again it changes nothing."""
    house, secret = house_of(request), _kept_secret(request)
    if secret is None:
        return None
    return await house.database.commit(lambda tx: carts.adopt(tx, secret=secret, shopper=shopper, now=house.now()))


def keep_cart(
    request: Request, response: Response, cart: carts.Cart | None, holder: carts.Holder | None = None
) -> Response:
    """Lets the browser keep how full the cart is, and a guest its secret; a shopper needs none."""
    secure = request.url.scheme == "https"
    if holder is not None and holder.secret is not None and holder.shopper is None:
        response.set_cookie(CART_COOKIE, holder.secret, max_age=KEPT_S, httponly=True, samesite="lax", secure=secure)
    elif actor_of(request).kind == "shopper" and _kept_secret(request) is not None:
        response.delete_cookie(CART_COOKIE, httponly=True, samesite="lax", secure=secure)
    return keep_cart_units(response, cart.units if cart else 0, secure=secure)


def _kept_secret(request: Request) -> str | None:
    kept = request.cookies.get(CART_COOKIE, "")
    return kept if 0 < len(kept) <= LONGEST_SECRET else None
