"""What people at a location see: its queue, a pick's list, and stock looked up from where they stand."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import fulfilment, locations
from atrium.readmodels.pick_list import PickLine, load_pick_list
from atrium.readmodels.stock_lookup import FoundItem, load_stock_lookup
from atrium.readmodels.work_queue import Filter, Stage, WorkQueue, load_work_queue
from atrium.surfaces.api.fulfilments.views import FulfilmentView, fulfilment_view
from atrium.surfaces.shared import actor_of, answer, door, house_of, route
from atrium.vocabulary.mode import Mode

queues = door("/v1", tag="fulfilments")


class FoundView(msgspec.Struct, frozen=True):
    """Items that were looked up, each with its stock here, near, and in the network."""

    items: list[FoundItem]


class PickListView(msgspec.Struct, frozen=True):
    """A fulfilment with what its location knows of each line."""

    work: FulfilmentView
    shopper: str
    due_at: datetime
    lines: list[PickLine]


@route(
    queues,
    "GET",
    "/locations/{location}/queue",
    requires="fulfilment:read",
    summary="A location's work for people: whose, what, by when and who is at it, late ones first",
    answers=WorkQueue,
    refuses=[locations.LocationNotFound],
)
async def get_work_queue(
    request: Request,
    location: str,
    mode: Annotated[Mode | None, Query()] = None,
    stage: Annotated[Stage | None, Query()] = None,
    find: Annotated[
        str | None, Query(max_length=100, description="An order's number, its shopper's name or a handover code.")
    ] = None,
) -> Response:
    house, sees, wanted = house_of(request), actor_of(request).sees, Filter(mode, stage, find)
    async with house.database.snapshot() as tx:
        await locations.get_location(tx, location, visible_to=sees)
        queue = await load_work_queue(tx, location, visible_to=sees, now=house.now(), wanted=wanted)
    return answer(queue)


@route(
    queues,
    "GET",
    "/fulfilments/{fulfilment_id}/pick-list",
    requires="fulfilment:read",
    summary="A fulfilment's lines with barcodes, their stock here, and where else the items are",
    answers=PickListView,
    refuses=[fulfilment.FulfilmentNotFound],
)
async def get_pick_list(request: Request, fulfilment_id: UUID) -> Response:
    house = house_of(request)
    network = (await house.source_maps.current()).network
    async with house.database.snapshot() as tx:
        found = await load_pick_list(tx, fulfilment_id, visible_to=actor_of(request).sees, network=network)
    return answer(PickListView(fulfilment_view(found.work), found.shopper, found.due_at, found.lines))


@route(
    queues,
    "GET",
    "/locations/{location}/stock",
    requires="stock:read",
    summary="Items by words, SKU or barcode, with their stock seen from a location",
    answers=FoundView,
)
async def look_up_stock(
    request: Request,
    location: str,
    find: Annotated[str, Query(min_length=1, max_length=200, description="Words, a SKU or a barcode.")],
) -> Response:
    house = house_of(request)
    network = (await house.source_maps.current()).network
    async with house.database.snapshot() as tx:
        return answer(FoundView(await load_stock_lookup(tx, find, location=location, network=network)))
