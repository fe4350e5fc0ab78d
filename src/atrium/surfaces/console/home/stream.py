"""The stream of changes, as server-sent events: one for each open screen."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.surfaces.console.assembly import console_of
from atrium.surfaces.console.home.routes import home
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.shared import route
from atrium.surfaces.shared.live import STREAM, live_stream


@route(
    home,
    "GET",
    "/stream",
    requires="events:read",
    summary="What changes on the console; resumed by Last-Event-ID",
    answers=str,
    media=STREAM,
)
async def stream_console(
    request: Request,
    order: Annotated[UUID | None, Query()] = None,
    item: Annotated[str, Query(max_length=64)] = "",
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
) -> Response:
    admit_operator(request)
    topics = [f"order/{order}"] if order else []
    topics += [f"item/{item}"] if item else []
    return live_stream(request, console_of(request).pulse, topics, after=after)
