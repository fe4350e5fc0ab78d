"""Today's work at a glance, and one box for whatever is scanned."""

import re
from typing import Annotated
from urllib.parse import quote

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.readmodels.work_queue import Filter, WorkCard, load_work_queue
from atrium.surfaces.shared import actor_of, door, house_of
from atrium.surfaces.shared.pages import see
from atrium.surfaces.till.queue.region import counted, drawn, next_up
from atrium.surfaces.till.queue.wording import NAMES, OF_MODE, PATHS, TITLES
from atrium.surfaces.till.station import Station, show, station_of
from atrium.surfaces.till.surface import page

home = door("/till", tag="till")
CODE = re.compile(r"[0-9]{6}")
Word = Annotated[str, Query(max_length=200)]


@page(home, "GET", "", requires="fulfilment:read", summary="Today at this location")
async def show_today(request: Request) -> Response:
    station, house = await station_of(request), house_of(request)
    async with house.database.snapshot() as tx:
        queue = await load_work_queue(
            tx, station.location, visible_to=actor_of(request).sees, now=house.now(), wanted=Filter(stage="to_pick")
        )
    return await show(
        request,
        "home/page.html",
        section="home",
        counts=counted(queue),
        kinds=[
            (NAMES[mode], mode, [(TITLES[stage], f"{PATHS[mode]}?stage={stage}", stage) for stage in OF_MODE[mode]])
            for mode in OF_MODE
            if mode == "ship" or station.collects
        ],
        cards=[drawn(card, zone=station.zone) for card in next_up(queue.cards)],
    )


@page(home, "GET", "/find", requires="fulfilment:read", summary="Where a scanned code, number or word leads")
async def find_anything(request: Request, code: Word = "") -> Response:
    station, word = await station_of(request), code.strip()
    if not word:
        return see("/till")
    jobs = await _jobs(request, station, word)
    if len(jobs) == 1:
        is_code = CODE.fullmatch(word) is not None and jobs[0].stage == "ready"
        return see(f"/till/work/{jobs[0].id}" + (f"?code={word}" if is_code else ""))
    if jobs:
        return see(f"/till/hand-over?find={quote(word, safe='')}")
    return see(f"/till/look-up?find={quote(word, safe='')}")


async def _jobs(request: Request, station: Station, word: str) -> list[WorkCard]:
    house = house_of(request)
    async with house.database.snapshot() as tx:
        queue = await load_work_queue(
            tx, station.location, visible_to=actor_of(request).sees, now=house.now(), wanted=Filter(word=word)
        )
    return queue.cards
