"""The stream of changes, as server-sent events: one for each open page."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from time import monotonic

import structlog
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from atrium.kit.refusals import Refusal
from atrium.surfaces.shared.credentials import admit
from atrium.surfaces.shared.headers import header
from atrium.surfaces.shared.live.drawing import event
from atrium.surfaces.shared.live.pulse import Pulse
from atrium.surfaces.shared.live.screen import Screen
from atrium.surfaces.shared.routing import PUBLIC, GuardedRoute

STREAM = "text/event-stream"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
HEARTBEAT_S = 10.0
CHECKED_EVERY_S = 5.0
SEND_WITHIN_S = 20.0
"""A browser that takes nothing for so long is gone, or cannot keep up; it connects anew when it lives."""
WELCOME = b": welcome\nretry: 1500\n\n"
STILL_HERE = b": still here\n"
MOST_POSITION = 2**62

Guard = Callable[[], Awaitable[object]]
"""Refuses once whoever looks may look no longer."""

log = structlog.get_logger()


def live_stream(
    request: Request, pulse: Pulse, topics: Iterable[str] = (), *, after: int = 0, guard: Guard | None = None
) -> StreamingResponse:
    """Whatever changes of the pulse's shared regions and of these topics, for as long as the browser stays.

    A beat with the house's time comes every ten seconds. Every five, whoever looks is let in anew as the route
    requires it, or by `guard`; who is refused is told why, and shown out. Lists of events are resumed past
    Last-Event-ID, else past `after`; a region is always sent as it is now.
    """
    known = header(request.scope, b"last-event-id")
    if known is not None and known.isascii() and known.isdecimal():
        after = min(int(known[:20]), MOST_POSITION)
    return _ScreenStream(pulse, Screen(frozenset(topics)), after, guard or _same_door(request))


def _same_door(request: Request) -> Guard:
    """The guard of the route itself."""
    route = request.scope.get("route")
    requires = route.declared.requires if isinstance(route, GuardedRoute) else PUBLIC

    async def admitted() -> None:
        if requires != PUBLIC:
            await admit(request, requires, by_people=True)

    return admitted


class _ScreenStream(StreamingResponse):
    """A screen for as long as its browser takes what it is sent."""

    def __init__(self, pulse: Pulse, screen: Screen, after: int, guard: Guard) -> None:
        super().__init__(self._frames(), media_type=STREAM, headers=HEADERS)
        self.pulse, self.screen, self.after = pulse, screen, after
        self.guard, self.checked_at = guard, monotonic()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.pulse.join(self.screen, after=self.after)
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.pulse.leave(self.screen)

    async def stream_response(self, send: Send) -> None:
        async def patiently(message: Message) -> None:
            async with asyncio.timeout(SEND_WITHIN_S):
                await send(message)

        try:
            await super().stream_response(patiently)
        except TimeoutError:
            log.info("screens.dropped", reason="it takes nothing")

    async def _frames(self) -> AsyncIterator[bytes]:
        yield WELCOME + self._beat()
        while not self.screen.is_lost:
            refusal = await self._refusal()
            if refusal is not None:
                yield event("trouble", refusal.message)
                return
            frame = await self.screen.take(within_s=HEARTBEAT_S)
            if frame is not None:
                yield frame
            elif not self.screen.is_lost:
                yield STILL_HERE + self._beat()

    def _beat(self) -> bytes:
        return event("beat", str(int(self.pulse.house.now().timestamp() * 1000)))

    async def _refusal(self) -> Refusal | None:
        """Why whoever looks may look no longer, if they may not."""
        if monotonic() - self.checked_at < CHECKED_EVERY_S:
            return None
        self.checked_at = monotonic()
        try:
            await self.guard()
        except Refusal as refusal:
            return refusal
        return None
