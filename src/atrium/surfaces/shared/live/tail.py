"""The newest events of the log as the screens list them, and when they happened, to measure how late they are."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
from markupsafe import Markup

from atrium.kit.events import Recorded
from atrium.surfaces.shared.live.drawing import event as sent_event

MOST_MOMENTS = 20


@dataclass(frozen=True, slots=True)
class _Entry:
    position: int
    html: str


@dataclass(slots=True)
class Tail:
    """Keeps the last `kept` events, drawn; never more, however long the house is open."""

    draw: Callable[[Recorded], str]
    kept: int = 60
    _entries: deque[_Entry] = field(default_factory=deque[_Entry])
    _new: list[_Entry] = field(default_factory=list[_Entry])
    _unshown: deque[int] = field(default_factory=lambda: deque(maxlen=1000))

    @property
    def position(self) -> int:
        """Of the newest event that is kept; 0 without any."""
        return self._entries[-1].position if self._entries else 0

    def add(self, event: Recorded) -> None:
        """Keeps an event, and lets go of the oldest."""
        entry = _Entry(event.position or 0, self.draw(event))
        self._entries.append(entry)
        self._new.append(entry)
        self._unshown.append(int(event.at.timestamp() * 1000))
        while len(self._entries) > self.kept:
            self._entries.popleft()

    def shown(self) -> Markup:
        """All that is kept, newest first, as a page shows it first."""
        return Markup("").join(Markup(entry.html) for entry in reversed(self._entries))  # noqa: S704 - templates escaped it

    def past(self, position: int | None) -> bytes:
        """What is kept past a position, as one server-sent event; everything for None."""
        return _message([entry for entry in self._entries if entry.position > (position or 0)])

    def take_new(self, *, is_shown: bool) -> bytes:
        """What was added since it was asked for last.

        With it, once the board shows them, go the moments of these events in milliseconds, by which a screen
        measures how late it is.
        """
        frame = _message(self._new[-self.kept :])
        self._new.clear()
        if not is_shown or not self._unshown:
            return frame
        step = -(-len(self._unshown) // MOST_MOMENTS)
        moments = msgspec.json.encode(list(self._unshown)[::step]).decode()
        self._unshown.clear()
        return frame + sent_event("moments", moments)


def _message(entries: list[_Entry]) -> bytes:
    if not entries:
        return b""
    newest_first = "\n".join(entry.html for entry in reversed(entries))
    return sent_event("log", newest_first, id_=entries[-1].position)
