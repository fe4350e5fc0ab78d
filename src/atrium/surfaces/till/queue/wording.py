"""What the queues say to people."""

from collections.abc import Mapping

from atrium.readmodels.work_queue import Stage, WorkCard
from atrium.vocabulary.mode import Mode

OF_MODE: Mapping[Mode, tuple[Stage, ...]] = {
    "pickup": ("to_pick", "to_lay_out", "ready"),
    "ship": ("to_pick", "to_pack", "to_ship"),
}
TITLES: Mapping[Stage, str] = {
    "to_pick": "To pick",
    "to_lay_out": "To lay out",
    "ready": "Ready",
    "to_pack": "To pack",
    "to_ship": "To ship",
}
EMPTY: Mapping[Stage, str] = {
    "to_pick": "Nothing to pick. A new order appears here by itself.",
    "to_lay_out": "Nothing to lay out.",
    "ready": "Nothing waits to be collected.",
    "to_pack": "Nothing to pack.",
    "to_ship": "Nothing waits for the carrier.",
}
NAMES: Mapping[Mode, str] = {"pickup": "Pickup", "ship": "Shipping"}
PATHS: Mapping[Mode, str] = {"pickup": "/till/pickup", "ship": "/till/shipping"}


def list_of(mode: Mode, stage: Stage) -> str:
    """The id of the list in which a stage's cards stand."""
    return f"list-{mode}-{stage}"


def contents_of(card: WorkCard) -> str:
    """What a job is about, in few words, as `Desk lamp and 2 more`."""
    if not card.lines:
        return ""
    more = len(card.lines) - 1
    return card.lines[0].title + (f" and {more} more" if more else "")
