"""One item's page."""

from starlette.requests import Request
from starlette.responses import Response

from atrium.readmodels.product_page import load_product_page
from atrium.surfaces.shared import VISITOR, door, house_of
from atrium.surfaces.shop.addresses import base_of
from atrium.surfaces.shop.place import shopper_place
from atrium.surfaces.shop.product.structured import product_data
from atrium.surfaces.shop.product.ways import chosen_way, ways_of
from atrium.surfaces.shop.surface import chrome_of, page, show

product = door("/p", tag="shop")


@page(product, "GET", "/{sku}", requires=VISITOR, summary="An item, and how it can be had")
async def show_product(request: Request, sku: str) -> Response:
    house, chrome = house_of(request), await chrome_of(request)
    source_map = await house.source_maps.current()
    near = shopper_place(chrome.chosen, source_map, chrome.market)
    async with house.database.reading() as tx:
        shown = await load_product_page(
            tx, sku, market=chrome.market.code, near=near, source_map=source_map, now=chrome.now
        )
    knows_place = near.point is not None
    ways = ways_of(shown, chrome.say, postal_code=chrome.chosen.postal_code, knows_place=knows_place)
    base = base_of(request)
    return await show(
        request,
        "product/product.html",
        shown=shown,
        ways=ways,
        way=chosen_way(ways),
        knows_place=knows_place,
        canonical=f"{base}/p/{shown.item.sku}",
        data=product_data(shown, base=base, seller=chrome.market.shop_name),
    )
