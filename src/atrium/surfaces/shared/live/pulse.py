"""The beat of a surface: follows the log, redraws what events touch, and gives each change to every screen."""

import asyncio
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

import structlog

from atrium.kit import events
from atrium.kit.db import Unreachable
from atrium.kit.events import Recorded
from atrium.kit.refusals import Refusal
from atrium.surfaces.shared.house import House
from atrium.surfaces.shared.live.drawing import Drawing, message
from atrium.surfaces.shared.live.drawing import event as sent_event
from atrium.surfaces.shared.live.region import AT_MOST_EVERY_S, Canvas, Region
from atrium.surfaces.shared.live.screen import Screen
from atrium.surfaces.shared.live.tail import Tail

LONGEST_WAIT_S = 5.0
AWAY_PAUSE_S = 1.0
AFTER_FAULT_S = 5.0
AT_ONCE = 500
"""How many events are read at a time; who is further behind jumps to the newest ones and redraws everything."""

log = structlog.get_logger()


@dataclass(slots=True)
class Pulse:
    """One for each surface and process. Beats while a screen is open; without one it costs nothing.

    `shared` regions are on every screen; a topic, as `order/<id>`, is drawn while some screen follows it. A surface
    that lists the events themselves has a `tail`.
    """

    house: House
    topic: Callable[[str], Region]
    shared: Sequence[Canvas] = ()
    tail: Tail | None = None
    position: int | None = None
    screens: set[Screen] = field(default_factory=set[Screen])
    topics: dict[str, Canvas] = field(default_factory=dict[str, Canvas])
    _beating: "asyncio.Task[None] | None" = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def join(self, screen: Screen, *, after: int | None) -> None:
        """Opens a screen: gives it the present picture and the log past `after`, then whatever changes."""
        for name in screen.topics:
            self.topics.setdefault(name, Canvas(self.topic(name)))
        present = [message(canvas.region.name, canvas.drawing) for canvas in self._of(screen) if canvas.drawing]
        screen.give(b"".join([*present, self.tail.past(after) if self.tail else b""]))
        self.screens.add(screen)
        if self._beating is None:
            self._beating = asyncio.create_task(self._beat())

    def leave(self, screen: Screen) -> None:
        """Closes a screen; the last one stops the beat."""
        self.screens.discard(screen)
        wanted = {name for one in self.screens for name in one.topics}
        self.topics = {name: canvas for name, canvas in self.topics.items() if name in wanted}
        if not self.screens and self._beating is not None:
            self._beating.cancel()
            self._beating = None

    async def refresh(self) -> None:
        """Brings the shared regions up to date for a page that is about to be made."""
        if self._beating is None or any(canvas.drawn_at is None for canvas in self.shared):
            await self._step()

    async def _beat(self) -> None:
        while True:
            try:
                await self._step()
            except Unreachable as fault:
                log.warning("screens.database_away", fault=str(fault))
                self._give(sent_event("trouble", "The database does not answer."))
                await asyncio.sleep(AWAY_PAUSE_S)
            await asyncio.sleep(AT_MOST_EVERY_S)
            await self._wait()

    async def _wait(self) -> None:
        """Until something happens or a drawing is due."""
        if self.house.hub.position > (self.position or 0):
            return
        due = [at for canvas in self._all() if (at := canvas.due_at()) is not None]
        left = min([*due, math.inf]) - perf_counter()
        if left > 0:
            await self.house.hub.news(within_s=min(left, LONGEST_WAIT_S))

    async def _step(self) -> None:
        async with self._turn:
            self._hear(await self._read())
            frames = {canvas: frame for canvas in self._all() if (frame := await self._redraw(canvas))}
            self._publish(frames, self._news())

    def _news(self) -> bytes:
        """What the tail has new; an event counts as shown when the first region shows it."""
        return self.tail.take_new(is_shown=not (self.shared and self.shared[0].stale)) if self.tail else b""

    async def _read(self) -> list[Recorded]:
        kept = self.tail.kept if self.tail else 0
        async with self.house.database.reading() as tx:
            if self.position is None:
                self.position = max(await events.last_position(tx) - kept, 0)
            found = await events.read(tx, after=self.position, limit=AT_ONCE)
            if len(found) == AT_ONCE:
                last = await events.last_position(tx)
                if last - self.position > 2 * AT_ONCE:
                    self._mark_all()
                    self.position = last - kept
                    found = await events.read(tx, after=self.position, limit=AT_ONCE)
        self.position = found[-1].position if found else self.position
        return found

    def _hear(self, found: Iterable[Recorded]) -> None:
        for event in found:
            if self.tail:
                self.tail.add(event)
            for canvas in self._all():
                canvas.hear(event)

    async def _redraw(self, canvas: Canvas) -> bytes:
        """What changed, as a message; nothing when it is not due or is as it was."""
        began = perf_counter()
        if not canvas.is_due(began):
            return b""
        try:
            drawing = await canvas.region.draw()
        except Unreachable:
            raise
        except Refusal:
            drawing = Drawing()  # An order or item that is not there has no picture.
        except Exception:
            # A bug in one drawing must not stop the others.
            log.exception("screens.drawing_failed", region=canvas.region.name)
            canvas.not_before = began + AFTER_FAULT_S
            return b""
        changed = canvas.take(drawing, began=began, ended=perf_counter())
        return message(canvas.region.name, changed) if changed else b""

    def _publish(self, frames: dict[Canvas, bytes], tail: bytes) -> None:
        common = b"".join([frames.get(canvas, b"") for canvas in self.shared]) + tail
        own = {name: frames[canvas] for name, canvas in self.topics.items() if canvas in frames}
        for screen in self.screens:
            frame = common + b"".join(own[name] for name in screen.topics if name in own)
            if frame:
                screen.give(frame)

    def _give(self, frame: bytes) -> None:
        for screen in self.screens:
            screen.give(frame)

    def _mark_all(self) -> None:
        for canvas in self._all():
            canvas.stale = True

    def _all(self) -> list[Canvas]:
        return [*self.shared, *self.topics.values()]

    def _of(self, screen: Screen) -> list[Canvas]:
        return [*self.shared, *(self.topics[name] for name in screen.topics)]
