"""Reading and following the event log."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from atrium.kit import events
from atrium.kit.refusals import Forbidden
from atrium.surfaces.shared import actor_of, answer, door, house_of, route
from atrium.surfaces.shared.fields import Limit
from atrium.surfaces.shared.headers import header
from atrium.surfaces.shared.house import House
from atrium.vocabulary.actor import EVERYTHING

log = door("/v1/events", tag="events")
HEARTBEAT_S = 15.0
MOST_AT_ONCE = 500
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


@dataclass(eq=False)
class SeesOnlyAPart(Forbidden):
    """The log tells of the whole house, and this key sees only a part of it."""

    remedy = "Read the orders that the key sees, and their stories; or use the key of somebody who sees everything."

    @property
    def message(self) -> str:
        return "This key sees only some locations or one channel; the log tells of all of them."


@route(
    log,
    "GET",
    "",
    requires="events:read",
    summary="Events past a position, in order",
    answers=EventsView,
    refuses=[SeesOnlyAPart],
)
async def list_events(request: Request, after: After = 0, type: Types = None, limit: Limit = 50) -> Response:  # noqa: A002 - it is the parameter's name
    _refuse_partial_sight(request)
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
    refuses=[SeesOnlyAPart],
)
async def stream_events(request: Request, after: After | None = None, type: Types = None) -> Response:  # noqa: A002 - it is the parameter's name
    _refuse_partial_sight(request)
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
            newest = max(position, await events.last_position(tx))
            found = await events.read(tx, after=position, up_to=newest, types=types, limit=MOST_AT_ONCE)
        for event in found:
            position = event.position or position
            yield f"id: {position}\nevent: {event.type}\ndata: ".encode() + encode(event) + b"\n\n"
        if len(found) == MOST_AT_ONCE:
            continue
        # Events of other types are passed over for good, so that they are not searched again at every news.
        position = newest
        if not await house.hub.news(within_s=HEARTBEAT_S, past=position):
            yield b": still here\n\n"


def _refuse_partial_sight(request: Request) -> None:
    if actor_of(request).sees != EVERYTHING:
        raise SeesOnlyAPart
