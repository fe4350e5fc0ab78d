"""Items by their stock, and one item with its levels and movements."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import inventory
from atrium.kit.paging import MOST, Page
from atrium.readmodels.item_stock import load_item_stock
from atrium.readmodels.stock_search import FoundItem, StockFilters, search_stock
from atrium.surfaces.console.desk import address, chosen, place_options, show_desk, typed
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.console.surface import page
from atrium.surfaces.shared import door, house_of
from atrium.surfaces.shared.csv_files import Cell, csv_file

stock_list = door("/console/stock", tag="console")
PATH = "/console/stock"
CONDITIONS = {"out": "Nothing left", "low": "Five or fewer left", "short": "Promised and not there"}
COLUMNS = ("sku", "name", "locations", "on_hand", "held", "reserved", "safety", "available", "shortfall")
LEVEL_COLUMNS = (
    *("sku", "location", "owner", "condition", "lot", "on_hand", "held", "reserved", "safety", "available"),
    *("shortfall", "changed_at_utc"),
)


@page(stock_list, "GET", "", requires="stock:read", summary="Items by their stock")
async def show_stock(request: Request) -> Response:
    actor, house = admit_operator(request), house_of(request)
    filters, fields = _filters(request)
    source_map = await house.source_maps.current()
    async with house.database.reading() as tx:
        found = await search_stock(tx, filters, visible_to=actor.sees, cursor=request.query_params.get("cursor"))
    return show_desk(
        request,
        "stock_finder/page.html",
        way=PATH,
        found=found,
        fields=fields,
        lists=[
            ("location", "Location", [("", "Every location"), *place_options(source_map)]),
            ("condition", "How much there is", [("", "However much there is"), *CONDITIONS.items()]),
        ],
        next_page=address(PATH, fields, cursor=found.next_cursor) if found.next_cursor else None,
        csv_address=address(f"{PATH}.csv", fields),
    )


@page(stock_list, "GET", ".csv", requires="stock:read", summary="The same as a CSV file")
async def export_stock(request: Request) -> Response:
    actor, house = admit_operator(request), house_of(request)
    filters, _ = _filters(request)

    async def fetch(cursor: str | None) -> Page[FoundItem]:
        async with house.database.reading() as tx:
            return await search_stock(tx, filters, visible_to=actor.sees, cursor=cursor, limit=MOST)

    return csv_file("stock", columns=COLUMNS, fetch=fetch, row=_row, day=house.now().date())


@page(stock_list, "GET", "/items/{sku}", requires="stock:read", summary="One item everywhere")
async def show_item_stock(request: Request, sku: str) -> Response:
    actor, house = admit_operator(request), house_of(request)
    source_map = await house.source_maps.current()
    async with house.database.snapshot() as tx:
        stock = await load_item_stock(tx, sku, visible_to=actor.sees)
    return show_desk(
        request,
        "stock_finder/item.html",
        way=PATH,
        stock=stock,
        names={place.id: place.name for place in source_map.network.locations.values()},
    )


@page(stock_list, "GET", "/items/{sku}/levels.csv", requires="stock:read", summary="Its levels as a CSV file")
async def export_levels(request: Request, sku: str) -> Response:
    actor, house = admit_operator(request), house_of(request)

    async def fetch(cursor: str | None) -> Page[inventory.Level]:
        del cursor
        async with house.database.reading() as tx:
            return Page(await inventory.list_levels(tx, sku, visible_to=actor.sees), None)

    return csv_file(f"levels-{sku}", columns=LEVEL_COLUMNS, fetch=fetch, row=_level_row, day=house.now().date())


def _filters(request: Request) -> tuple[StockFilters, dict[str, str]]:
    condition: Any = chosen(request, "condition", CONDITIONS)
    filters = StockFilters(typed(request, "text"), typed(request, "location", most=16) or None, condition)
    fields = {name: typed(request, name) for name in ("text", "location", "condition")}
    return filters, {name: value for name, value in fields.items() if value}


def _row(item: FoundItem) -> list[Cell]:
    return [
        *(item.sku, item.name, item.places, item.on_hand, item.held, item.reserved, item.safety),
        *(item.available, item.shortfall),
    ]


def _level_row(level: inventory.Level) -> list[Cell]:
    return [
        *(level.sku, level.location, level.owner, level.condition, level.lot, level.on_hand, level.held),
        *(level.reserved, level.safety, level.available, level.shortfall, level.changed_at),
    ]
