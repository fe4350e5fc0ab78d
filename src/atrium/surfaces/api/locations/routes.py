"""Reading, saving, closing and reopening locations."""

from datetime import date
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import locations as places
from atrium.kit.db import Tx
from atrium.kit.paging import BadCursor, Page
from atrium.kit.refusals import Refusal
from atrium.surfaces.api.locations.shapes import ClosureBody, ExceptionsBody, LocationAnswer, LocationsBody
from atrium.surfaces.shared import actor_of, answer, door, house_of, read_body, route
from atrium.surfaces.shared.fields import Cursor, Limit
from atrium.surfaces.shared.report import Report, report

locations = door("/v1/locations", tag="locations")
exceptions = door("/v1/hours-exceptions", tag="locations")


@route(
    locations,
    "GET",
    "/{location}",
    requires="locations:read",
    summary="One location",
    answers=LocationAnswer,
    refuses=[places.LocationNotFound],
)
async def get_location(request: Request, location: str) -> Response:
    async with house_of(request).database.reading() as tx:
        return await _present(tx, request, location)


@route(
    locations,
    "GET",
    "",
    requires="locations:read",
    summary="Locations by code",
    answers=Page[LocationAnswer],
    refuses=[BadCursor],
)
async def list_locations(
    request: Request,
    kind: Annotated[places.LocationKind | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    sees = actor_of(request).sees
    async with house_of(request).database.reading() as tx:
        page = await places.list_locations(tx, visible_to=sees, kind=kind, cursor=cursor, limit=limit)
    return answer(Page([LocationAnswer.of(one) for one in page.items], page.next_cursor))


@route(
    locations,
    "PUT",
    "",
    requires="locations:write",
    summary="Save locations, each on its own; closures stay",
    body=LocationsBody,
    answers=Report,
)
async def save_locations(request: Request) -> Response:
    body = await read_body(request, LocationsBody)
    house, actor = house_of(request), actor_of(request)
    wanted = [one.as_new() for one in body.locations]
    new = [one for one in wanted if not isinstance(one, Refusal)]
    saved = await house.database.commit(lambda tx: places.save_locations(tx, new, now=house.now(), actor=actor))
    answers = iter(saved)
    by_row = [one if isinstance(one, Refusal) else next(answers) for one in wanted]
    return answer(report([one.id for one in body.locations], by_row))


@route(
    locations,
    "POST",
    "/{location}/closure",
    requires="locations:write",
    summary="Take a location out of operation; its stock stays",
    body=ClosureBody,
    answers=LocationAnswer,
    refuses=[places.LocationNotFound],
)
async def close_location(request: Request, location: str) -> Response:
    reason = (await read_body(request, ClosureBody)).reason
    house, actor = house_of(request), actor_of(request)
    async with house.database.transaction() as tx:
        await places.close_location(tx, location=location, reason=reason, now=house.now(), actor=actor)
        return await _present(tx, request, location)


@route(
    locations,
    "DELETE",
    "/{location}/closure",
    requires="locations:write",
    summary="Put a location back into operation",
    answers=LocationAnswer,
    refuses=[places.LocationNotFound],
)
async def reopen_location(request: Request, location: str) -> Response:
    house, actor = house_of(request), actor_of(request)
    async with house.database.transaction() as tx:
        await places.reopen_location(tx, location=location, now=house.now(), actor=actor)
        return await _present(tx, request, location)


@route(
    exceptions,
    "POST",
    "",
    requires="locations:write",
    summary="Make or change exceptions to opening hours, each on its own",
    body=ExceptionsBody,
    answers=Report,
)
async def save_exceptions(request: Request) -> Response:
    body = await read_body(request, ExceptionsBody)
    house, actor = house_of(request), actor_of(request)
    wanted = [one.as_new() for one in body.exceptions]
    new = [one for one in wanted if not isinstance(one, Refusal)]
    saved = await house.database.commit(lambda tx: places.save_exceptions(tx, new, now=house.now(), actor=actor))
    answers = iter(saved)
    by_row = [one if isinstance(one, Refusal) else next(answers) for one in wanted]
    return answer(report([f"{one.location} {one.day}" for one in body.exceptions], by_row))


@route(
    locations,
    "DELETE",
    "/{location}/exceptions/{day}",
    requires="locations:write",
    summary="Let the weekly hours hold again on a date",
    answers=LocationAnswer,
    refuses=[places.LocationNotFound],
)
async def lift_exception(request: Request, location: str, day: date) -> Response:
    house, actor = house_of(request), actor_of(request)
    async with house.database.transaction() as tx:
        await places.lift_exception(tx, location=location, day=day, now=house.now(), actor=actor)
        return await _present(tx, request, location)


async def _present(tx: Tx, request: Request, location: str) -> Response:
    found = await places.get_location(tx, location, visible_to=actor_of(request).sees)
    return answer(LocationAnswer.of(found))
