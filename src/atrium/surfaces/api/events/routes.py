"""Reading and following the event log."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from atrium.kit import events
from atrium.surfaces.shared import answer, door, house_of, route
from atrium.surfaces.shared.credentials import header
from atrium.surfaces.shared.fields import Limit
from atrium.surfaces.shared.house import House

log = door("/v1/events", tag="events")
HEARTBEAT_S = 15.0
STREAM = "text/event-stream"
MOST_POSITION = 2**62
After = Annotated[int, Query(ge=0, le=MOST_POSITION, description="The position of the last event that is known.")]
Types = Annotated[list[str] | None, Query(max_length=50, description="Only these types.")]
encode = msgspec.json.Encoder().encode


class RecordedView(msgspec.Struct, frozen=True):
    """An event of the log."""

    position: int
    id: UUID
    type: str
    subject: str
    at: datetime
    actor: str
    reason: str | None
    facts: dict[str, Any]


class EventsView(msgspec.Struct, frozen=True):
    """Events past a position, in order; `last_position` is the newest of the log."""

    items: list[RecordedView]
    last_position: int


@route(log, "GET", "", requires="events:read", summary="Events past a position, in order", answers=EventsView)
async def list_events(request: Request, after: After = 0, type: Types = None, limit: Limit = 50) -> Response:  # noqa: A002 - it is the parameter's name
    async with house_of(request).database.reading() as tx:
        found = await events.read(tx, after=after, types=type, limit=limit)
        return answer({"items": found, "last_position": await events.last_position(tx)})


@route(
    log,
    "GET",
    "/stream",
    requires="events:read",
    summary="Events as they happen, as server-sent events; resumed by Last-Event-ID",
    media=STREAM,
    answers=str,
)
async def stream_events(request: Request, after: After | None = None, type: Types = None) -> Response:  # noqa: A002 - it is the parameter's name
    house = house_of(request)
    known = header(request.scope, b"last-event-id")
    position = int(known) if known is not None and known.isdecimal() and int(known) < MOST_POSITION else after
    if position is None:
        async with house.database.reading() as tx:
            position = await events.last_position(tx)
    return StreamingResponse(_follow(house, position, type), media_type=STREAM, headers={"X-Accel-Buffering": "no"})


async def _follow(house: House, position: int, types: list[str] | None) -> AsyncIterator[bytes]:
    """Everything past a position, then what comes; a comment now and then keeps the line open."""
    yield b": welcome\n\n"
    while True:
        async with house.database.reading() as tx:
            found = await events.read(tx, after=position, types=types)
        for event in found:
            position = event.position or position
            yield f"id: {position}\nevent: {event.type}\ndata: ".encode() + encode(event) + b"\n\n"
        if not found and not await house.hub.news(within_s=HEARTBEAT_S):
            yield b": still here\n\n"
