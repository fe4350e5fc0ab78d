"""One open screen: the frames that wait to be sent to it, and the topics that it follows."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

MOST_FRAMES = 60
"""At two frames a second, half a minute; who is further behind starts over with a picture of the present."""


@dataclass(slots=True, eq=False)
class Screen:
    """A reader of frames. All screens share the same bytes, so a frame that waits costs next to nothing."""

    topics: frozenset[str] = frozenset()
    is_lost: bool = False
    _frames: deque[bytes] = field(default_factory=deque[bytes])
    _bell: asyncio.Event = field(default_factory=asyncio.Event)

    def give(self, frame: bytes) -> None:
        """Adds a frame, unless so many wait that the screen cannot keep up: then it is lost."""
        if len(self._frames) >= MOST_FRAMES:
            self.is_lost = True
            self._frames.clear()
        if not self.is_lost:
            self._frames.append(frame)
        self._bell.set()

    async def take(self, *, within_s: float) -> bytes | None:
        """Everything that waits, as one; None when nothing came within that time, or the screen is lost."""
        if not self._frames and not self.is_lost:
            self._bell.clear()
            try:
                await asyncio.wait_for(self._bell.wait(), within_s)
            except TimeoutError:
                return None
        taken = b"".join(self._frames)
        self._frames.clear()
        return taken or None
