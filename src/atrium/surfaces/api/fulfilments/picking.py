"""A pick on its way: begun by somebody, scanned and counted unit by unit, and finished."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import catalog, fulfilment
from atrium.flows.pick_goods import pick_goods
from atrium.flows.scan_item import scan_item
from atrium.kit.db import Tx
from atrium.surfaces.api.fulfilments.views import STEP, FulfilmentView, fulfilment_view
from atrium.surfaces.shared import Shape, actor_of, answer, door, house_of, raw_body, read_body, route
from atrium.surfaces.shared.fields import Code, Line
from atrium.surfaces.shared.idempotent import answer_once, request_key
from atrium.vocabulary.quantity import MOST

picking = door("/v1/fulfilments/{fulfilment_id}/picking", tag="fulfilments")
PICKING = [*STEP, fulfilment.PickedByAnother]
COUNTING = [*PICKING, fulfilment.NoMoreWanted]


class PickingBody(Shape):
    """Whether to take the pick over from whoever has it, with what they counted."""

    take_over: bool = False


class ScanBody(Shape):
    """What the scanner read: a barcode, or a SKU."""

    code: Code


class CountBody(Shape):
    """So many units more of a line; below nothing, so many were put back."""

    line_number: Annotated[int, Meta(ge=1, le=MOST)]
    units: Annotated[int, Meta(ge=-MOST, le=MOST)]


class MissingBody(Shape):
    """Why the rest of a line is missing; null when somebody looks for it again."""

    line_number: Annotated[int, Meta(ge=1, le=MOST)]
    reason: Line | None


@route(
    picking,
    "POST",
    "",
    requires="fulfilment:write",
    summary="Begin to pick, so that others choose other work, or take the pick over; the body may be left out",
    body=PickingBody,
    answers=FulfilmentView,
    refuses=PICKING,
    once=True,
)
async def begin_picking(request: Request, fulfilment_id: UUID) -> Response:
    body = await read_body(request, PickingBody) if await raw_body(request) else PickingBody()

    async def begin(tx: Tx, work: fulfilment.Fulfilment) -> fulfilment.Fulfilment:
        now, actor = house_of(request).now(), actor_of(request)
        return await fulfilment.begin_pick(tx, work, now=now, actor=actor, take_over=body.take_over)

    return await _done_once(request, fulfilment_id, "begin picking", begin)


@route(
    picking,
    "POST",
    "/departure",
    requires="fulfilment:write",
    summary="Put everything back, and leave the pick to others",
    answers=FulfilmentView,
    refuses=PICKING,
    once=True,
)
async def leave_picking(request: Request, fulfilment_id: UUID) -> Response:
    async def leave(tx: Tx, work: fulfilment.Fulfilment) -> fulfilment.Fulfilment:
        return await fulfilment.leave_pick(tx, work, now=house_of(request).now(), actor=actor_of(request))

    return await _done_once(request, fulfilment_id, "leave picking", leave)


@route(
    picking,
    "POST",
    "/scans",
    requires="fulfilment:write",
    summary="Count a unit of the item that was scanned; the first scan begins the pick",
    body=ScanBody,
    answers=FulfilmentView,
    refuses=[*COUNTING, catalog.UnknownCode, fulfilment.NotOnTheList],
    once=True,
)
async def scan_while_picking(request: Request, fulfilment_id: UUID) -> Response:
    body = await read_body(request, ScanBody)
    house, actor = house_of(request), actor_of(request)

    async def work(tx: Tx) -> Response:
        done = await scan_item(tx, fulfilment_id=fulfilment_id, code=body.code, actor=actor, now=house.now())
        return answer(fulfilment_view(done.work))

    return await answer_once(house, await request_key(request, "scan"), work)


@route(
    picking,
    "POST",
    "/counts",
    requires="fulfilment:write",
    summary="Count units of a line without scanning, or take them back",
    body=CountBody,
    answers=FulfilmentView,
    refuses=[*COUNTING, fulfilment.NoSuchLine],
    once=True,
)
async def count_while_picking(request: Request, fulfilment_id: UUID) -> Response:
    body = await read_body(request, CountBody)

    async def count(tx: Tx, work: fulfilment.Fulfilment) -> fulfilment.Fulfilment:
        now, actor = house_of(request).now(), actor_of(request)
        return await fulfilment.count(tx, work, body.line_number, body.units, now=now, actor=actor)

    return await _done_once(request, fulfilment_id, "count", count)


@route(
    picking,
    "POST",
    "/missing",
    requires="fulfilment:write",
    summary="Note why the rest of a line is missing; it is short when the pick is finished",
    body=MissingBody,
    answers=FulfilmentView,
    refuses=[*COUNTING, fulfilment.NoSuchLine],
    once=True,
)
async def miss_while_picking(request: Request, fulfilment_id: UUID) -> Response:
    body = await read_body(request, MissingBody)

    async def miss(tx: Tx, work: fulfilment.Fulfilment) -> fulfilment.Fulfilment:
        now, actor = house_of(request).now(), actor_of(request)
        return await fulfilment.miss(tx, work, body.line_number, body.reason, now=now, actor=actor)

    return await _done_once(request, fulfilment_id, "miss", miss)


@route(
    picking,
    "POST",
    "/completion",
    requires="fulfilment:write",
    summary="Finish the pick with what was counted; the rest is short for the reasons that were noted",
    answers=FulfilmentView,
    refuses=[*PICKING, fulfilment.PickUnfinished],
    once=True,
)
async def finish_picking(request: Request, fulfilment_id: UUID) -> Response:
    house, actor = house_of(request), actor_of(request)
    source_map = await house.source_maps.current()

    async def work(tx: Tx) -> Response:
        done = await pick_goods(
            tx, fulfilment_id=fulfilment_id, picks=None, source_map=source_map, actor=actor, now=house.now()
        )
        return answer(fulfilment_view(done))

    return await answer_once(house, await request_key(request, "finish picking"), work)


async def _done_once(
    request: Request,
    fulfilment_id: UUID,
    operation: str,
    step: Callable[[Tx, fulfilment.Fulfilment], Awaitable[fulfilment.Fulfilment]],
) -> Response:
    """Takes a step on the locked fulfilment under the request's key."""

    async def work(tx: Tx) -> Response:
        locked = await fulfilment.lock_fulfilment(tx, fulfilment_id, visible_to=actor_of(request).sees)
        return answer(fulfilment_view(await step(tx, locked)))

    return await answer_once(house_of(request), await request_key(request, operation), work)
