"""The shop's first page."""

from starlette.requests import Request
from starlette.responses import Response

from atrium.readmodels.promise import RULES
from atrium.surfaces.shared import VISITOR, door
from atrium.surfaces.shop.shopfront import shopfront_of
from atrium.surfaces.shop.surface import chrome_of, page, show

home = door("", tag="shop")


@page(home, "GET", "/", requires=VISITOR, summary="The shop's home")
async def show_home(request: Request) -> Response:
    shopfront, chrome = shopfront_of(request), await chrome_of(request)
    mine = chrome.my_store
    return await show(
        request,
        "home/home.html",
        picks=await shopfront.picks(),
        on_the_shelf=await shopfront.on_the_shelf(mine.place.id) if mine else (),
    )


@page(home, "GET", "/help", requires=VISITOR, summary="How pickup, delivery and payment go")
async def show_help(request: Request) -> Response:
    return await show(request, "home/help.html", rules=RULES)
