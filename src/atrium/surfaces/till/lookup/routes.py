"""Looking up any stock anywhere, by words, SKU or barcode."""

from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.readmodels.stock_lookup import load_stock_lookup
from atrium.surfaces.shared import door, house_of
from atrium.surfaces.till.station import show, station_of
from atrium.surfaces.till.surface import page

lookup = door("/till", tag="till")


@page(lookup, "GET", "/look-up", requires="stock:read", summary="Any item, here and elsewhere")
async def look_up(request: Request, find: Annotated[str, Query(max_length=200)] = "") -> Response:
    station, house = await station_of(request), house_of(request)
    network = (await house.source_maps.current()).network
    async with house.database.snapshot() as tx:
        found = await load_stock_lookup(tx, find, location=station.location, network=network) if find.strip() else []
    return await show(request, "lookup/page.html", section="lookup", find=find.strip(), found=found)
