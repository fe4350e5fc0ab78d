"""Orders a minute: the last sixty seconds as a figure, the last half hour as a line."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from atrium.kit.events import Recorded
from atrium.readmodels.order_rate import count_by_minute, count_since
from atrium.surfaces.console.surface import render
from atrium.surfaces.shared.house import House
from atrium.surfaces.shared.live import Drawing

MINUTE = timedelta(minutes=1)
SHOWN = 30
WIDTH, HEIGHT = 120.0, 28.0


@dataclass(slots=True)
class RatesRegion:
    """Orders a minute. Minutes that are over are counted once and remembered."""

    house: House
    name: str = "rates"
    at_least_every_s: float | None = 5.0
    _counts: dict[datetime, int] = field(default_factory=dict[datetime, int])

    def hears(self, event: Recorded) -> bool:
        del event  # The figure also falls while nothing happens, so it goes by the clock alone.
        return False

    async def draw(self) -> Drawing:
        now = self.house.now()
        this = now.replace(second=0, microsecond=0)
        shown = [this - MINUTE * back for back in range(SHOWN - 1, -1, -1)]
        self._counts = {minute: count for minute, count in self._counts.items() if minute in shown}
        # An order may be captured a moment after its minute ended, so the last two are counted anew.
        since = max(self._counts) - MINUTE if self._counts else shown[0]
        async with self.house.database.reading() as tx:
            fresh = {one.minute: one.orders for one in await count_by_minute(tx, since=since)}
            last = await count_since(tx, since=now - MINUTE)
        self._counts |= {minute: fresh.get(minute, 0) for minute in shown if minute >= since}
        counts = [self._counts.get(minute, 0) for minute in shown]
        return Drawing({"rate": render("rates/rate.html", last=last, counts=counts, line=sparkline(counts))})


def sparkline(counts: list[int]) -> str:
    """Counts as the points of an SVG line, oldest first; the highest touches the top."""
    top = max([*counts, 1])
    step = WIDTH / max(len(counts) - 1, 1)
    return " ".join(
        f"{place * step:.1f},{HEIGHT - 2 - count / top * (HEIGHT - 4):.1f}" for place, count in enumerate(counts)
    )
