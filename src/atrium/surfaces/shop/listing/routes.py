"""Lists of items: a department, and what a search finds."""

from dataclasses import dataclass, replace
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from atrium.kit.refusals import NotFound
from atrium.readmodels.listing import Listing, list_category, search_items, suggest_items
from atrium.surfaces.shared import VISITOR, door, house_of
from atrium.surfaces.shared.pages import see
from atrium.surfaces.shared.rendering import html
from atrium.surfaces.shop.listing.narrowing import MOST_LETTERS, SPANS, Narrowing
from atrium.surfaces.shop.shopfront import shopfront_of
from atrium.surfaces.shop.surface import SHOP, chrome_of, page, show

listing = door("", tag="shop")
MOST_DEPARTMENTS = 3
SHORTEST = 2


@dataclass(eq=False)
class DepartmentNotFound(NotFound):
    """The shop has no such department."""

    category: str
    remedy = "Look for it by its name, or begin at the shop's home."

    @property
    def message(self) -> str:
        return "There is no such department."


@page(listing, "GET", "/c/{category}", requires=VISITOR, summary="A department")
async def show_category(request: Request, category: str) -> Response:
    house, chrome = house_of(request), await chrome_of(request)
    department = next((one for one in chrome.departments if one.code == category), None)
    if department is None:
        raise DepartmentNotFound(category)
    at = replace(Narrowing.of(request), q="", c="")
    async with house.database.reading() as tx:
        found = await list_category(
            tx, category, at.filters, market=chrome.market.code, store=chrome.my_store and chrome.my_store.place.id
        )
    return await show(request, "listing/category.html", department=department, at=at, found=found, spans=SPANS)


@page(listing, "GET", "/search", requires=VISITOR, summary="What a search finds")
async def show_search(request: Request) -> Response:
    at = Narrowing.of(request)
    found = await _search(request, at)
    meant = None
    if not found.total and not at.is_narrowed and at.q:
        meant = (await shopfront_of(request).spelling()).suggest(at.q)
        if meant is not None:
            found = await _search(request, replace(at, q=meant))
            meant = meant if found.total else None
    # Somebody who typed a SKU wants that item.
    if found.total and not at.is_narrowed and found.tiles and found.tiles[0].sku == at.q.upper():
        return see(f"/p/{quote(found.tiles[0].sku)}")
    shown = replace(at, q=meant) if meant else at
    return await show(
        request,
        "listing/search.html",
        searched=at.q,
        at=shown,
        typed=at.q,
        meant=meant,
        found=found,
        spans=SPANS,
    )


@page(listing, "GET", "/search/suggestions", requires=VISITOR, summary="The best few while a search is being typed")
async def show_suggestions(request: Request) -> Response:
    typed = " ".join(request.query_params.get("q", "").split())[:MOST_LETTERS]
    chrome, house = await chrome_of(request), house_of(request)
    if len(typed) < SHORTEST:
        return html("")
    async with house.database.reading() as tx:
        items = await suggest_items(tx, typed, market=chrome.market.code)
    near = [one for one in chrome.departments if typed.lower() in one.name.lower()][:MOST_DEPARTMENTS]
    return html(
        SHOP.templates.render("listing/suggestions.html", chrome=chrome, typed=typed, items=items, departments=near)
    )


async def _search(request: Request, at: Narrowing) -> Listing:
    house, chrome = house_of(request), await chrome_of(request)
    async with house.database.reading() as tx:
        return await search_items(
            tx, at.q, at.filters, market=chrome.market.code, store=chrome.my_store and chrome.my_store.place.id
        )
