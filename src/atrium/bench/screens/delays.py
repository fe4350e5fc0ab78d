"""From what the screens saw, and when it happened, to how long it took."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atrium.bench.screens.watching import CHANGES, UNSEEN_BY_SHOPPERS, Change, Seen


@dataclass(frozen=True, slots=True)
class Moment:
    """An event's position in the log, and when it happened, in seconds of the machine's clock."""

    position: int
    at: float


@dataclass(frozen=True, slots=True)
class Delays:
    """Seconds from each change to each screen that watches it, shortest first; `lost` never arrived."""

    seconds: list[float]
    lost: int

    def at(self, share: float) -> float:
        """The delay that this share of all does not exceed, in milliseconds."""
        if not self.seconds:
            return 0.0
        return self.seconds[min(int(len(self.seconds) * share), len(self.seconds) - 1)] * 1000


def delays(
    changes: Iterable[Change], screens: Iterable[Seen], moments: Mapping[tuple[str, int], Moment | None]
) -> Delays:
    """Of each change on each screen that watches it; `moments` by order and place in CHANGES."""
    watching: dict[str, list[Seen]] = {}
    for screen in screens:
        watching.setdefault(screen.watches, []).append(screen)
    found: list[float] = []
    lost = 0
    for change in changes:
        moment = moments.get((change.order, change.place))
        for watches in (f"order {change.order}", f"till {change.location}", "console"):
            for screen in watching.get(watches, []):
                if change.place == UNSEEN_BY_SHOPPERS and watches.startswith("order "):
                    continue
                seen = None if moment is None else _seen(screen, change, moment)
                if moment is None or seen is None:
                    lost += 1
                else:
                    found.append(seen - moment.at)
    return Delays(sorted(found), lost)


def _seen(screen: Seen, change: Change, moment: Moment) -> float | None:
    """When it was first there: itself, or what came of it, which a fragment may show at once."""
    if screen.watches == "console":
        return screen.first.get(str(moment.position))
    id_ = change.order if screen.watches.startswith("order ") else change.fulfilment
    later = [screen.first.get(f"{id_} {place}") for place in range(change.place, len(CHANGES))]
    return min((at for at in later if at is not None), default=None)
