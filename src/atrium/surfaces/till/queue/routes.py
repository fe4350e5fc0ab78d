"""The pages of the two queues, and the stream that keeps every page of the till up to date."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.readmodels.work_queue import Filter, Stage, load_work_queue
from atrium.surfaces.shared import actor_of, door, house_of, route
from atrium.surfaces.shared.live import STREAM, live_stream
from atrium.surfaces.till.assembly import queue_topic, till_of, work_topic
from atrium.surfaces.till.queue.region import counted, drawn
from atrium.surfaces.till.queue.wording import EMPTY, NAMES, OF_MODE, PATHS, TITLES, list_of
from atrium.surfaces.till.station import show, station_of
from atrium.surfaces.till.surface import page
from atrium.vocabulary.mode import Mode

queues = door("/till", tag="till")


@page(queues, "GET", "/pickup", requires="fulfilment:read", summary="What shoppers will collect")
async def show_pickup_queue(request: Request, stage: Annotated[Stage, Query()] = "to_pick", did: str = "") -> Response:
    return await _queue(request, "pickup", stage, did)


@page(queues, "GET", "/shipping", requires="fulfilment:read", summary="What carriers will take")
async def show_shipping_queue(
    request: Request, stage: Annotated[Stage, Query()] = "to_pick", did: str = ""
) -> Response:
    return await _queue(request, "ship", stage, did)


@route(
    queues,
    "GET",
    "/stream",
    requires="fulfilment:read",
    summary="What changes at the till's location",
    answers=str,
    media=STREAM,
)
async def stream_till(request: Request, work: Annotated[UUID | None, Query()] = None) -> Response:
    station = await station_of(request)
    topics = [queue_topic(station.location), *([work_topic(work)] if work else [])]
    return live_stream(request, till_of(request).pulse, topics)


async def _queue(request: Request, mode: Mode, wanted: Stage, did: str) -> Response:
    stage = wanted if wanted in OF_MODE[mode] else OF_MODE[mode][0]
    station, house = await station_of(request), house_of(request)
    async with house.database.snapshot() as tx:
        queue = await load_work_queue(
            tx, station.location, visible_to=actor_of(request).sees, now=house.now(), wanted=Filter(mode, stage)
        )
    cards = [drawn(card, zone=station.zone) for card in queue.cards]
    return await show(
        request,
        "queue/page.html",
        section=mode,
        mode=mode,
        stage=stage,
        name=NAMES[mode],
        tabs=[(TITLES[one], f"{PATHS[mode]}?stage={one}", one) for one in OF_MODE[mode]],
        counts=counted(queue),
        list_id=list_of(mode, stage),
        cards=cards,
        empty=EMPTY[stage],
        did=did,
    )
