"""The ledger: what came and went, by item, location, kind and time."""

from datetime import datetime, timedelta
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import inventory
from atrium.kit.paging import MOST, Page
from atrium.surfaces.console.desk import address, chosen, place_options, show_desk, typed
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.console.surface import page
from atrium.surfaces.shared import door, house_of
from atrium.surfaces.shared.csv_files import Cell, csv_file
from atrium.surfaces.shared.rendering import words

ledger = door("/console/stock", tag="console")
PATH = "/console/stock/movements"
KINDS: tuple[str, ...] = get_args(inventory.MovementKind)
SPANS = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30), "all": None}
FIELDS = ("sku", "location", "kind", "document", "span")
COLUMNS = ("at_utc", "sku", "location", "kind", "quantity", "unit_cost", "reason", "actor", "document")


@page(ledger, "GET", "/movements", requires="stock:read", summary="What came and went")
async def show_ledger(request: Request) -> Response:
    actor, house = admit_operator(request), house_of(request)
    filters, fields = _filters(request, now=house.now())
    source_map = await house.source_maps.current()
    async with house.database.reading() as tx:
        found = await inventory.search_ledger(
            tx, filters, visible_to=actor.sees, cursor=request.query_params.get("cursor")
        )
    return show_desk(
        request,
        "stock_finder/ledger.html",
        way="/console/stock",
        found=found,
        fields=fields,
        names={place.id: place.name for place in source_map.network.locations.values()},
        lists=[
            ("location", "Location", [("", "Every location"), *place_options(source_map)]),
            ("kind", "Kind", [("", "Every kind"), *((one, words(one)) for one in KINDS)]),
            (
                "span",
                "When",
                [("day", "Last 24 hours"), ("week", "Last 7 days"), ("month", "Last 30 days"), ("all", "Ever")],
            ),
        ],
        next_page=address(PATH, fields, cursor=found.next_cursor) if found.next_cursor else None,
        csv_address=address(f"{PATH}.csv", fields),
    )


@page(ledger, "GET", "/movements.csv", requires="stock:read", summary="The same as a CSV file")
async def export_ledger(request: Request) -> Response:
    actor, house = admit_operator(request), house_of(request)
    filters, _ = _filters(request, now=house.now())

    async def fetch(cursor: str | None) -> Page[inventory.Movement]:
        async with house.database.reading() as tx:
            return await inventory.search_ledger(tx, filters, visible_to=actor.sees, cursor=cursor, limit=MOST)

    return csv_file("movements", columns=COLUMNS, fetch=fetch, row=_row, day=house.now().date())


def _filters(request: Request, *, now: datetime) -> tuple[inventory.LedgerFilters, dict[str, str]]:
    fields = {name: typed(request, name, most=64) for name in FIELDS}
    fields["span"] = chosen(request, "span", SPANS) or "week"
    back = SPANS[fields["span"]]
    filters = inventory.LedgerFilters(
        sku=fields["sku"].upper() or None,
        location=fields["location"] or None,
        kind=chosen(request, "kind", KINDS),
        document=fields["document"] or None,
        since=None if back is None else now - back,
    )
    return filters, {name: value for name, value in fields.items() if value}


def _row(one: inventory.Movement) -> list[Cell]:
    return [one.at, one.sku, one.location, one.kind, one.quantity, one.unit_cost, one.reason, one.actor, one.document]
