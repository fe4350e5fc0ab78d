"""Reading a screen's stream: which changes a fragment shows."""

import re
from collections.abc import Callable, Iterable, Sequence

LISTS = {"list-pickup-to_pick": 0, "list-pickup-to_lay_out": 1, "list-pickup-ready": 2}
"""In which list of a till a job stands after each change."""
LIST = re.compile(r'data-list="([^"]+)" data-keys="([^"]*)"')
ENTRY = re.compile(r'id="event-(\d+)"')
END = b"\n\n"

Sight = Callable[[str], Iterable[str]]
"""Names what a fragment shows."""


class Frames:
    """Cuts the bytes of a stream into server-sent events."""

    def __init__(self) -> None:
        self._pending = b""

    def feed(self, received: bytes) -> list[str]:
        """Every event that is now complete."""
        *complete, self._pending = (self._pending + received).split(END)
        return [one.decode() for one in complete]


def of_order(order: str, marks: Sequence[str]) -> Sight:
    """An order's page shows a change by the words that it says from then on."""

    def look(frame: str) -> list[str]:
        if "event: order" not in frame:
            return []
        return [f"{order} {place}" for place, mark in enumerate(marks) if mark in frame]

    return look


def of_till(frame: str) -> list[str]:
    """A till shows a change by the list in which the job now stands."""
    return [
        f"{card.removeprefix('card-')} {LISTS[name]}"
        for name, cards in LIST.findall(frame)
        if name in LISTS
        for card in cards.split()
    ]


def of_console(frame: str) -> list[str]:
    """A console shows a change by its line in the log."""
    return ENTRY.findall(frame)
