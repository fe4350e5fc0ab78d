"""The shop as a surface: its templates, and what stands around every one of its pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import Response

from atrium.readmodels.shop_window import Department
from atrium.readmodels.stores import NearStore, near_store
from atrium.surfaces.shared import house_of, session_of
from atrium.surfaces.shared.pages import Surface, here
from atrium.surfaces.shared.rendering import Templates, theme_of
from atrium.surfaces.shop.around import Around
from atrium.surfaces.shop.cart_units import cart_units_of
from atrium.surfaces.shop.place import Chosen, chosen_of, store_of
from atrium.surfaces.shop.shop_words import ShopWords
from atrium.surfaces.shop.shopfront import shopfront_of
from atrium.vocabulary.market import Market

CHROME = "atrium.chrome"
SIGN_IN = "/account/sign-in"


@dataclass(frozen=True, slots=True)
class Chrome:
    """What stands around a page: the shopper's store and place, the departments, and how full the cart is."""

    market: Market
    now: datetime
    chosen: Chosen = field(default_factory=Chosen)
    my_store: NearStore | None = None
    departments: Sequence[Department] = ()
    cart_units: int = 0
    shopper: str | None = None
    """How whoever is signed in is greeted, which may be by nothing; None for a guest."""

    @property
    def say(self) -> ShopWords:
        """Prices, distances and promises as shoppers of the market read them."""
        return ShopWords(self.market, self.now)


def _bare(request: Request) -> Mapping[str, Any]:
    """The chrome of a page that was refused, for which nothing more is asked."""
    house = house_of(request)
    market = next(iter(house.markets.values()))
    chrome = Chrome(market, house.now().astimezone(UTC), chosen_of(request), cart_units=cart_units_of(request))
    return {"chrome": chrome, "around": _around(request, chrome, here(request))}


TEMPLATES = Templates(Path(__file__).parent)
SHOP = Surface(
    name="Shop",
    home="/",
    sign_in=SIGN_IN,
    templates=TEMPLATES,
    refused="refused.html",
    words=_bare,
)
page = SHOP.page


async def show(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    back_to: str = "",
    searched: str = "",
    **words: Any,
) -> Response:
    """A page of the shop with all that stands around it. No statement, but for what is kept for seconds.

    Forms around it come back to `back_to` where its own address holds what is good only once.
    """
    chrome, address = await chrome_of(request), back_to or here(request)
    around = _around(request, chrome, address, searched)
    given = {"chrome": chrome, "around": around, "here": address, **words}
    return SHOP.show(request, template, status=status, headers=headers, **given)


async def chrome_of(request: Request) -> Chrome:
    """What stands around a page for this shopper; found once for a request."""
    if CHROME not in request.scope:
        request.scope[CHROME] = await _chrome(request)
    return cast("Chrome", request.scope[CHROME])


async def _chrome(request: Request) -> Chrome:
    house, shopfront, chosen = house_of(request), shopfront_of(request), chosen_of(request)
    source_map, now = await house.source_maps.current(), house.now()
    mine = store_of(chosen, source_map)
    there = source_map.network.locate(country=shopfront.market.country, postal_code=chosen.postal_code)
    return Chrome(
        market=shopfront.market,
        now=now,
        chosen=chosen,
        my_store=near_store(mine, there=there, now=now) if mine else None,
        departments=await shopfront.departments(),
        cart_units=cart_units_of(request),
        shopper=shopper.actor.name if (shopper := session_of(request)) else None,
    )


def _around(request: Request, chrome: Chrome, address: str, searched: str = "") -> Around:
    store = chrome.my_store
    return Around(
        templates=TEMPLATES,
        market=chrome.market,
        theme=theme_of(request),
        here=address,
        searched=searched,
        chosen=chrome.chosen,
        store=store.place.id if store else "",
        store_name=store.place.name if store else "",
        opening=chrome.say.opening(store) if store else "",
        departments=tuple(chrome.departments),
        cart_units=chrome.cart_units,
        shopper=chrome.shopper,
        tax_note=chrome.say.tax_note,
    )
