"""Stores near a postal code, and one store."""

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts.locations import LocationNotFound
from atrium.readmodels.stores import list_stores, near_store
from atrium.surfaces.shared import VISITOR, door, house_of
from atrium.surfaces.shared.forms import FIRST, Entered
from atrium.surfaces.shared.pages import local_path
from atrium.surfaces.shop.shopfront import shopfront_of
from atrium.surfaces.shop.stores.store_map import map_of
from atrium.surfaces.shop.stores.week import week_of
from atrium.surfaces.shop.surface import chrome_of, page, show
from atrium.vocabulary.location_id import LocationId

stores = door("/stores", tag="shop")
NEAREST = 8
MOST_CODE = 12


@page(stores, "GET", "", requires=VISITOR, summary="Stores near a postal code")
async def show_stores(request: Request) -> Response:
    return await show_store_list(request, FIRST)


async def show_store_list(request: Request, entered: Entered) -> Response:
    """The list of stores; with what was entered, when a choice was refused."""
    house, chrome = house_of(request), await chrome_of(request)
    network = (await house.source_maps.current()).network
    asked = request.query_params.get("near")
    code = " ".join((asked if asked is not None else chrome.chosen.postal_code).upper().split())[:MOST_CODE]
    code = entered.value("postal_code", code)
    there = network.locate(country=chrome.market.country, postal_code=code) if code else None
    if there is None and asked is None and chrome.my_store:
        there = chrome.my_store.place.coordinates
    found = list_stores(network, there=there, now=chrome.now)
    shown = found[:NEAREST] if there else found
    return await show(
        request,
        "stores/stores.html",
        entered=entered,
        code=code,
        unknown=bool(code) and there is None,
        there=there,
        found=shown,
        more=len(found) - len(shown),
        map=map_of(shown, there),
        land=await shopfront_of(request).land(),
        next=local_path(request.query_params.get("next", ""), usual="/"),
    )


@page(stores, "GET", "/{store}", requires=VISITOR, summary="A store: where it is, and when it is open")
async def show_store(request: Request, store: str) -> Response:
    house, chrome = house_of(request), await chrome_of(request)
    source_map = await house.source_maps.current()
    place = source_map.network.locations.get(LocationId(store))
    if place is None or place.kind != "store":
        raise LocationNotFound(store)
    there = source_map.network.locate(country=chrome.market.country, postal_code=chrome.chosen.postal_code)
    near = near_store(place, there=there, now=chrome.now)
    return await show(
        request,
        "stores/store.html",
        near=near,
        week=week_of(place, chrome.say),
        map=map_of([near], place.coordinates),
        land=await shopfront_of(request).land(),
        on_the_shelf=await shopfront_of(request).on_the_shelf(place.id),
    )
