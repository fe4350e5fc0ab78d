"""Picking, laying out, packing, shipping and handing over: one page that shows the next step, and a form for each."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import fulfilment
from atrium.flows.pick_goods import pick_goods
from atrium.flows.scan_item import scan_item
from atrium.flows.ship_goods import ship_goods
from atrium.kit.db import Tx
from atrium.kit.ids import new_code
from atrium.surfaces.shared import actor_of, door, house_of
from atrium.surfaces.shared.forms import Entered, read_form
from atrium.surfaces.shared.pages import see
from atrium.surfaces.till.once import StepForm, take_once
from atrium.surfaces.till.surface import page
from atrium.surfaces.till.work.forms import BeginForm, CountForm, MissingForm, ReadyForm, ScanForm, ShipForm
from atrium.surfaces.till.work.view import show_work

work = door("/till/work", tag="till")
Line = Annotated[int | None, Query(ge=1)]
WRITE = "fulfilment:write"
LockedStep = Callable[[Tx, fulfilment.Fulfilment], Awaitable[fulfilment.Fulfilment]]


@page(work, "GET", "/{fulfilment_id}", requires="fulfilment:read", summary="What is to be done with it next")
async def show_fulfilment(
    request: Request, fulfilment_id: UUID, line: Line = None, did: str = "", of: Line = None, code: str = ""
) -> Response:
    return await show_work(request, fulfilment_id, line=line, did=did, of=of, code=code[:32])


async def _again(request: Request, entered: Entered, *, fulfilment_id: UUID) -> Response:
    return await show_work(request, fulfilment_id, entered=entered, line=_line_of(entered))


@page(work, "POST", "/{fulfilment_id}/begin", requires=WRITE, summary="Begin to pick", again=_again)
async def begin_work(request: Request, fulfilment_id: UUID) -> Response:
    form = await read_form(request, BeginForm)

    async def begin(tx: Tx, locked: fulfilment.Fulfilment) -> fulfilment.Fulfilment:
        return await fulfilment.begin_pick(
            tx, locked, now=house_of(request).now(), actor=actor_of(request), take_over=form.take_over
        )

    return await _step(request, fulfilment_id, form, begin, did="took_over" if form.take_over else "began")


@page(work, "POST", "/{fulfilment_id}/leave", requires=WRITE, summary="Leave the pick to others", again=_again)
async def leave_work(request: Request, fulfilment_id: UUID) -> Response:
    form = await read_form(request, StepForm)

    async def leave(tx: Tx, locked: fulfilment.Fulfilment) -> fulfilment.Fulfilment:
        return await fulfilment.leave_pick(tx, locked, now=house_of(request).now(), actor=actor_of(request))

    return await _step(request, fulfilment_id, form, leave, did="left")


@page(work, "POST", "/{fulfilment_id}/scan", requires=WRITE, summary="Count what was scanned", again=_again)
async def scan_into_work(request: Request, fulfilment_id: UUID) -> Response:
    form = await read_form(request, ScanForm)
    now, actor = house_of(request).now(), actor_of(request)

    async def scan(tx: Tx) -> Response:
        scanned = await scan_item(tx, fulfilment_id=fulfilment_id, code=form.code, actor=actor, now=now)
        lines = [line for line in scanned.work.lines if line.sku == scanned.sku and line.counted]
        return _back(fulfilment_id, did="scanned", of=lines[-1].line_number)

    return await take_once(request, form, scan)


@page(work, "POST", "/{fulfilment_id}/count", requires=WRITE, summary="Count one more or one less", again=_again)
async def count_in_work(request: Request, fulfilment_id: UUID) -> Response:
    form = await read_form(request, CountForm)

    async def count(tx: Tx, locked: fulfilment.Fulfilment) -> fulfilment.Fulfilment:
        now, actor = house_of(request).now(), actor_of(request)
        return await fulfilment.count(tx, locked, form.line, form.units, now=now, actor=actor)

    did = "counted" if form.units > 0 else "undone"
    return await _step(request, fulfilment_id, form, count, did=did, of=form.line)


@page(work, "POST", "/{fulfilment_id}/missing", requires=WRITE, summary="Say why the rest is missing", again=_again)
async def miss_in_work(request: Request, fulfilment_id: UUID) -> Response:
    form = await read_form(request, MissingForm)

    async def miss(tx: Tx, locked: fulfilment.Fulfilment) -> fulfilment.Fulfilment:
        now, actor = house_of(request).now(), actor_of(request)
        return await fulfilment.miss(tx, locked, form.line, form.reason or None, now=now, actor=actor)

    did = "missed" if form.reason else "looks_again"
    return await _step(request, fulfilment_id, form, miss, did=did, of=form.line)


@page(work, "POST", "/{fulfilment_id}/finish", requires=WRITE, summary="Finish the pick", again=_again)
async def finish_work(request: Request, fulfilment_id: UUID) -> Response:
    form = await read_form(request, StepForm)
    house, actor = house_of(request), actor_of(request)
    source_map = await house.source_maps.current()

    async def finish(tx: Tx) -> Response:
        await pick_goods(
            tx, fulfilment_id=fulfilment_id, picks=None, source_map=source_map, actor=actor, now=house.now()
        )
        return _back(fulfilment_id, did="picked")

    return await take_once(request, form, finish)


@page(work, "POST", "/{fulfilment_id}/ready", requires=WRITE, summary="The goods lie at the counter", again=_again)
async def make_work_ready(request: Request, fulfilment_id: UUID) -> Response:
    form = await read_form(request, ReadyForm)

    async def ready(tx: Tx, locked: fulfilment.Fulfilment) -> fulfilment.Fulfilment:
        now, actor = house_of(request).now(), actor_of(request)
        return await fulfilment.make_ready(tx, locked, code=new_code(), now=now, actor=actor, bay=form.bay or None)

    return await _step(request, fulfilment_id, form, ready, did="ready")


@page(work, "POST", "/{fulfilment_id}/pack", requires=WRITE, summary="The parcel is closed", again=_again)
async def pack_work(request: Request, fulfilment_id: UUID) -> Response:
    form = await read_form(request, StepForm)

    async def pack(tx: Tx, locked: fulfilment.Fulfilment) -> fulfilment.Fulfilment:
        return await fulfilment.pack(tx, locked, now=house_of(request).now(), actor=actor_of(request))

    return await _step(request, fulfilment_id, form, pack, did="packed")


@page(work, "POST", "/{fulfilment_id}/ship", requires=WRITE, summary="The carrier has it", again=_again)
async def ship_work(request: Request, fulfilment_id: UUID) -> Response:
    form = await read_form(request, ShipForm)
    now, actor = house_of(request).now(), actor_of(request)

    async def ship(tx: Tx) -> Response:
        await ship_goods(tx, fulfilment_id=fulfilment_id, tracking=form.tracking or None, actor=actor, now=now)
        return see("/till/shipping?stage=to_ship&did=shipped")

    return await take_once(request, form, ship)


async def _step(
    request: Request, fulfilment_id: UUID, form: StepForm, step: LockedStep, *, did: str, of: int | None = None
) -> Response:
    """Takes a step on the locked fulfilment once, then shows it."""

    async def take(tx: Tx) -> Response:
        locked = await fulfilment.lock_fulfilment(tx, fulfilment_id, visible_to=actor_of(request).sees)
        await step(tx, locked)
        return _back(fulfilment_id, did=did, of=of)

    return await take_once(request, form, take)


def _back(fulfilment_id: UUID, *, did: str, of: int | None = None) -> Response:
    told = {"did": did} | ({"of": str(of)} if of else {})
    return see(f"/till/work/{fulfilment_id}?{urlencode(told)}")


def _line_of(entered: Entered) -> int | None:
    word = entered.value("line")
    return int(word) if word.isdecimal() and word.isascii() and len(word) < len(str(2**31)) else None
