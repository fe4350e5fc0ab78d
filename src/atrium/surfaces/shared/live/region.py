"""A part of the screen that is drawn once for everybody, and how often that may be."""

from dataclasses import dataclass, field
from typing import Protocol

from atrium.kit.events import Recorded
from atrium.surfaces.shared.live.drawing import Drawing

AT_MOST_EVERY_S = 0.5
SHARE = 10
"""A drawing that takes long waits so many times as long before it is made again: it never takes more than a tenth."""


class Region(Protocol):
    """What is drawn, and which events make a drawing old."""

    @property
    def name(self) -> str:
        """The name of the server-sent event that brings it."""
        ...

    @property
    def at_least_every_s(self) -> float | None:
        """How old a drawing may become without any event; None for as old as it likes."""
        ...

    def hears(self, event: Recorded) -> bool:
        """Whether the event may have changed what is drawn."""
        ...

    async def draw(self) -> Drawing:
        """The region as it is now."""
        ...


@dataclass(slots=True, eq=False)
class Canvas:
    """A region with its last drawing, and when the next is due; times are seconds of the loop's clock."""

    region: Region
    drawing: Drawing = field(default_factory=Drawing)
    stale: bool = True
    not_before: float = 0.0
    drawn_at: float | None = None

    def hear(self, event: Recorded) -> None:
        self.stale = self.stale or self.region.hears(event)

    def is_due(self, now: float) -> bool:
        """Whether it is old, and long enough ago that it was drawn."""
        every = self.region.at_least_every_s
        if every is not None and self.drawn_at is not None and now - self.drawn_at >= every:
            self.stale = True
        return self.stale and now >= self.not_before

    def due_at(self) -> float | None:
        """When it will be due if nothing more happens; None for never."""
        if self.stale:
            return self.not_before
        every = self.region.at_least_every_s
        return None if every is None or self.drawn_at is None else self.drawn_at + every

    def take(self, drawing: Drawing, *, began: float, ended: float) -> Drawing:
        """Keeps a new drawing; answers what changed."""
        changed = drawing.since(self.drawing)
        self.drawing, self.drawn_at, self.stale = drawing, began, False
        self.not_before = began + max(AT_MOST_EVERY_S, SHARE * (ended - began))
        return changed
