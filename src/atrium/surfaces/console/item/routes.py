"""An item's pane, and the search for items."""

from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import catalog
from atrium.surfaces.console.item.region import ItemRegion
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.console.surface import render
from atrium.surfaces.shared import door, house_of, route
from atrium.surfaces.shared.house import House
from atrium.surfaces.shared.pages import HTML
from atrium.surfaces.shared.rendering import html

MOST_FOUND = 12

items = door("/console/items", tag="console")


@route(items, "GET", "", requires="catalog:read", summary="Items by name or SKU", answers=str, media=HTML)
async def find_console_items(request: Request, search: Annotated[str, Query(max_length=200)] = "") -> Response:
    admit_operator(request)
    return html(await found_items(house_of(request), search))


@route(
    items,
    "GET",
    "/{sku}",
    requires="stock:read",
    summary="One item's stock and ledger",
    answers=str,
    media=HTML,
    refuses=[catalog.ItemNotFound],
)
async def show_item(request: Request, sku: str) -> Response:
    admit_operator(request)
    return html(await item_pane(house_of(request), sku))


async def found_items(house: House, search: str) -> str:
    """The first items that have these words in their name or SKU; nothing for no words."""
    words = search.strip()
    if not words:
        return ""
    async with house.database.reading() as tx:
        page = await catalog.list_items(tx, search=words, limit=MOST_FOUND)
    return render("item/found.html", items=page.items, search=words)


async def item_pane(house: House, sku: str) -> str:
    """An item's pane; refuses with ItemNotFound."""
    return render("item/pane.html", drawing=await ItemRegion(house, sku).draw())
