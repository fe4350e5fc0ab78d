"""The stream of changes, as server-sent events: one for each open screen."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from time import monotonic
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from atrium.kit.refusals import Refusal
from atrium.surfaces.console.assembly import Console, console_of
from atrium.surfaces.console.home.routes import home
from atrium.surfaces.console.live import Screen
from atrium.surfaces.console.live.drawing import event
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.shared import route
from atrium.surfaces.shared.credentials import admit, header

STREAM = "text/event-stream"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
HEARTBEAT_S = 10.0
KEY_CHECKED_EVERY_S = 5.0
SEND_WITHIN_S = 20.0
"""A browser that takes nothing for so long is gone, or cannot keep up; it connects anew when it lives."""
WELCOME = b": welcome\nretry: 1500\n\n"
STILL_HERE = b": still here\n"
REQUIRES = "events:read"

log = structlog.get_logger()


@route(
    home,
    "GET",
    "/stream",
    requires=REQUIRES,
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
    known = header(request.scope, b"last-event-id")
    if known is not None and known.isdecimal():
        after = min(int(known), 2**62)
    topics = [f"order/{order}"] if order else []
    topics += [f"item/{item}"] if item else []
    return ScreenStream(request, console_of(request), Screen(frozenset(topics)), after)


@dataclass(slots=True)
class _Guard:
    """Asks again and again whether the key is still in force."""

    request: Request
    checked_at: float

    async def is_passed(self) -> bool:
        if monotonic() - self.checked_at < KEY_CHECKED_EVERY_S:
            return True
        self.checked_at = monotonic()
        try:
            await admit(self.request, REQUIRES)
        except Refusal:
            return False
        return True


class ScreenStream(StreamingResponse):
    """A screen for as long as its browser takes what it is sent."""

    def __init__(self, request: Request, console: Console, screen: Screen, after: int) -> None:
        super().__init__(self._frames(), media_type=STREAM, headers=HEADERS)
        self.console, self.screen, self.after = console, screen, after
        self.guard = _Guard(request, monotonic())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.console.pulse.join(self.screen, after=self.after)
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.console.pulse.leave(self.screen)

    async def stream_response(self, send: Send) -> None:
        async def patiently(message: Message) -> None:
            async with asyncio.timeout(SEND_WITHIN_S):
                await send(message)

        try:
            await super().stream_response(patiently)
        except TimeoutError:
            log.info("console.screen_dropped", reason="it takes nothing")

    async def _frames(self) -> AsyncIterator[bytes]:
        yield WELCOME
        while not self.screen.is_lost and await self.guard.is_passed():
            frame = await self.screen.take(within_s=HEARTBEAT_S)
            if frame is not None:
                yield frame
            elif not self.screen.is_lost:
                now_ms = int(self.console.house.now().timestamp() * 1000)
                yield STILL_HERE + event("beat", str(now_ms))
