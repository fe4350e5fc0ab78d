"""A location's queue, and what its associates do with it."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import fulfilment
from atrium.flows.hand_over import hand_over
from atrium.flows.pick_goods import pick_goods
from atrium.flows.ship_goods import ship_goods
from atrium.kit.db import Tx
from atrium.kit.ids import new_code
from atrium.kit.paging import BadCursor, Page
from atrium.surfaces.api.fulfilments.views import STEP, FulfilmentView, ReadyView, fulfilment_view
from atrium.surfaces.shared import Shape, actor_of, answer, door, house_of, problems, raw_body, read_body, route
from atrium.surfaces.shared.fields import Cursor, Limit, Line
from atrium.surfaces.shared.idempotent import answer_once, request_key
from atrium.vocabulary.mode import Mode
from atrium.vocabulary.quantity import MOST

fulfilments = door("/v1/fulfilments", tag="fulfilments")


class PickLineBody(Shape):
    """How many units of a line were found; where fewer than wanted, why."""

    line_number: Annotated[int, Meta(ge=1, le=MOST)]
    picked: Annotated[int, Meta(ge=0, le=MOST)]
    short_reason: Line | None = None


class PickBody(Shape):
    """The pick of every line."""

    lines: Annotated[list[PickLineBody], Meta(min_length=1, max_length=200)]


class ShipmentBody(Shape):
    """The carrier's number, if it gave one."""

    tracking: Line | None = None


class HandoverBody(Shape):
    """The code that the shopper shows."""

    code: Annotated[str, Meta(min_length=1, max_length=32)]


class ReadinessBody(Shape):
    """In which bay the goods lie, if the counter has several."""

    bay: Line | None = None


@route(
    fulfilments,
    "GET",
    "",
    requires="fulfilment:read",
    summary="Work to be done, oldest first",
    answers=Page[fulfilment.QueueEntry],
    refuses=[BadCursor],
)
async def list_fulfilments(
    request: Request,
    location: Annotated[str | None, Query(max_length=64)] = None,
    state: Annotated[fulfilment.State | None, Query()] = None,
    mode: Annotated[Mode | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    async with house_of(request).database.reading() as tx:
        page = await fulfilment.list_queue(
            tx,
            visible_to=actor_of(request).sees,
            location=location,
            state=state,
            mode=mode,
            cursor=cursor,
            limit=limit,
        )
    return answer(page)


@route(
    fulfilments,
    "GET",
    "/{fulfilment_id}",
    requires="fulfilment:read",
    summary="One fulfilment, and why it is here",
    answers=FulfilmentView,
    refuses=[fulfilment.FulfilmentNotFound],
)
async def get_fulfilment(request: Request, fulfilment_id: UUID) -> Response:
    async with house_of(request).database.reading() as tx:
        found = await fulfilment.get_fulfilment(tx, fulfilment_id, visible_to=actor_of(request).sees)
    return answer(fulfilment_view(found))


@route(
    fulfilments,
    "POST",
    "/{fulfilment_id}/pick",
    requires="fulfilment:write",
    summary="Record what was found; what was not is re-routed, or waits for the shopper's consent",
    body=PickBody,
    answers=FulfilmentView,
    refuses=[*STEP, fulfilment.PickDoesNotAddUp, fulfilment.PickedByAnother],
    once=True,
)
async def pick_fulfilment(request: Request, fulfilment_id: UUID) -> Response:
    body = await read_body(request, PickBody)
    house, actor = house_of(request), actor_of(request)
    source_map = await house.source_maps.current()
    picks = [fulfilment.Pick(line.line_number, line.picked, line.short_reason) for line in body.lines]

    async def work(tx: Tx) -> Response:
        done = await pick_goods(
            tx, fulfilment_id=fulfilment_id, picks=picks, source_map=source_map, actor=actor, now=house.now()
        )
        return answer(fulfilment_view(done))

    return await answer_once(house, await request_key(request, "pick"), work)


@route(
    fulfilments,
    "POST",
    "/{fulfilment_id}/packing",
    requires="fulfilment:write",
    summary="Close the parcel",
    answers=FulfilmentView,
    refuses=STEP,
    once=True,
)
async def pack_fulfilment(request: Request, fulfilment_id: UUID) -> Response:
    house, actor = house_of(request), actor_of(request)

    async def work(tx: Tx) -> Response:
        found = await fulfilment.lock_fulfilment(tx, fulfilment_id, visible_to=actor.sees)
        return answer(fulfilment_view(await fulfilment.pack(tx, found, now=house.now(), actor=actor)))

    return await answer_once(house, await request_key(request, "packing"), work)


@route(
    fulfilments,
    "POST",
    "/{fulfilment_id}/shipment",
    requires="fulfilment:write",
    summary="Give the parcel to the carrier; its money is captured",
    body=ShipmentBody,
    answers=FulfilmentView,
    refuses=STEP,
    once=True,
)
async def ship_fulfilment(request: Request, fulfilment_id: UUID) -> Response:
    body = await read_body(request, ShipmentBody)
    house, actor = house_of(request), actor_of(request)

    async def work(tx: Tx) -> Response:
        done = await ship_goods(tx, fulfilment_id=fulfilment_id, tracking=body.tracking, actor=actor, now=house.now())
        return answer(fulfilment_view(done))

    return await answer_once(house, await request_key(request, "shipment"), work)


@route(
    fulfilments,
    "POST",
    "/{fulfilment_id}/readiness",
    requires="fulfilment:write",
    summary="Lay the goods at the counter under a new code; the body may be left out",
    body=ReadinessBody,
    answers=ReadyView,
    refuses=STEP,
    once=True,
)
async def make_fulfilment_ready(request: Request, fulfilment_id: UUID) -> Response:
    body = await read_body(request, ReadinessBody) if await raw_body(request) else ReadinessBody()
    house, actor = house_of(request), actor_of(request)

    async def work(tx: Tx) -> Response:
        found = await fulfilment.lock_fulfilment(tx, fulfilment_id, visible_to=actor.sees)
        done = await fulfilment.make_ready(tx, found, code=new_code(), now=house.now(), actor=actor, bay=body.bay)
        return answer(ReadyView(fulfilment_view(done), done.handover_code or ""))

    return await answer_once(house, await request_key(request, "readiness"), work)


@route(
    fulfilments,
    "POST",
    "/{fulfilment_id}/handover",
    requires="fulfilment:write",
    summary="Hand the goods over to the shopper who shows the right code",
    body=HandoverBody,
    answers=FulfilmentView,
    refuses=[*STEP, fulfilment.WrongCode, fulfilment.CodeLocked],
    once=True,
)
async def hand_fulfilment_over(request: Request, fulfilment_id: UUID) -> Response:
    body = await read_body(request, HandoverBody)
    house, actor = house_of(request), actor_of(request)

    async def work(tx: Tx) -> Response:
        done = await hand_over(tx, fulfilment_id=fulfilment_id, code=body.code, actor=actor, now=house.now())
        if isinstance(done, fulfilment.WrongCode):
            # The wrong try is counted in this transaction, so the refusal is an answer here.
            return problems.respond(request, done)
        return answer(fulfilment_view(done))

    return await answer_once(house, await request_key(request, "handover"), work)
