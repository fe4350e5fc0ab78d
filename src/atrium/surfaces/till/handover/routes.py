"""Finding what a shopper comes for, and giving it to whoever shows the right code."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import fulfilment
from atrium.flows.hand_over import hand_over
from atrium.kit.db import Tx
from atrium.readmodels.work_queue import Filter, load_work_queue
from atrium.surfaces.shared import actor_of, door, house_of
from atrium.surfaces.shared.forms import Entered, read_form
from atrium.surfaces.shared.pages import see
from atrium.surfaces.till.handover.codes import code_in
from atrium.surfaces.till.once import take_once
from atrium.surfaces.till.queue.region import drawn
from atrium.surfaces.till.queue.wording import list_of
from atrium.surfaces.till.station import show, station_of
from atrium.surfaces.till.surface import page
from atrium.surfaces.till.work.forms import HandoverForm
from atrium.surfaces.till.work.view import show_work

handover = door("/till", tag="till")


@page(handover, "GET", "/hand-over", requires="fulfilment:read", summary="Who comes to collect what")
async def show_counter(request: Request, find: Annotated[str, Query(max_length=200)] = "") -> Response:
    station, house = await station_of(request), house_of(request)
    word = code_in(find)
    async with house.database.snapshot() as tx:
        queue = await load_work_queue(
            tx,
            station.location,
            visible_to=actor_of(request).sees,
            now=house.now(),
            wanted=Filter("pickup", None if word else "ready", word or None),
        )
    ready = [card for card in queue.cards if card.stage == "ready"]
    if word and len(ready) == 1 and len(queue.cards) == 1:
        return see(f"/till/work/{ready[0].id}" + (f"?code={word}" if word.isdecimal() else ""))
    return await show(
        request,
        "handover/page.html",
        section="handover",
        find=find,
        list_id="found" if word else list_of("pickup", "ready"),
        cards=[drawn(card, zone=station.zone) for card in queue.cards],
    )


async def _again(request: Request, entered: Entered, *, fulfilment_id: UUID) -> Response:
    return await show_work(request, fulfilment_id, entered=entered)


@page(
    handover,
    "POST",
    "/work/{fulfilment_id}/hand-over",
    requires="fulfilment:write",
    summary="Give the goods to whoever shows the right code",
    again=_again,
)
async def hand_work_over(request: Request, fulfilment_id: UUID) -> Response:
    form = await read_form(request, HandoverForm)
    now, actor = house_of(request).now(), actor_of(request)

    async def give(tx: Tx) -> Response:
        done = await hand_over(tx, fulfilment_id=fulfilment_id, code=code_in(form.code), actor=actor, now=now)
        if isinstance(done, fulfilment.WrongCode):
            # The wrong try is counted in this transaction; the page says how many are left.
            return see(f"/till/work/{fulfilment_id}?did=wrong_code")
        return see("/till/pickup?stage=ready&did=handed_over")

    return await take_once(request, form, give)
