"""Every location with its open work and its stock, on a map and as a list."""

from dataclasses import dataclass, field
from datetime import datetime
from math import sqrt
from time import perf_counter
from typing import Literal

from atrium.contexts.locations import Location
from atrium.kit.events import Recorded
from atrium.readmodels.source_map import SourceMap
from atrium.readmodels.store_load import OpenWork, ShelfTotals, load_open_work, load_shelf_totals
from atrium.surfaces.console.surface import render
from atrium.surfaces.shared.house import House
from atrium.surfaces.shared.live import Drawing
from atrium.surfaces.shared.projection import HEIGHT, WIDTH, find, land

SHELVES_FRESH_S = 10.0
"""Reading every shelf is the dearest question of the page, so its answer is kept for a while."""
Band = Literal["idle", "calm", "busy", "full"]
BUSY, FULL = 0.5, 0.9


@dataclass(frozen=True, slots=True)
class Place:
    """A location as the list and the map show it; `load` is its open units as a share of a day's capacity."""

    location: Location
    work: OpenWork
    shelf: ShelfTotals
    is_open: bool
    local_time: str

    @property
    def load(self) -> float:
        return self.work.units / self.location.daily_capacity if self.location.daily_capacity else 0.0

    @property
    def band(self) -> Band:
        if self.work.open == 0:
            return "idle"
        if self.load < BUSY:
            return "calm"
        return "busy" if self.load < FULL else "full"

    @property
    def radius(self) -> float:
        """Of its mark on the map: the area grows with the open work."""
        return round(min(6 + 1.6 * sqrt(self.work.open), 26), 1)


@dataclass(slots=True)
class StoresRegion:
    """Load and stock of each location."""

    house: House
    name: str = "stores"
    at_least_every_s: float | None = 20.0
    _shelves: dict[str, ShelfTotals] = field(default_factory=dict[str, ShelfTotals])
    _shelves_at: float | None = None
    _land: tuple[SourceMap, str] | None = None

    def hears(self, event: Recorded) -> bool:
        return event.type.startswith(("fulfilment.", "inventory.", "locations."))

    async def draw(self) -> Drawing:
        places = await self._places()
        pieces = {f"place-{place.location.id}": render("stores/row.html", place=place) for place in places}
        pieces["stores-sum"] = render("stores/sum.html", places=places)
        return Drawing(pieces, {"places": [f"place-{place.location.id}" for place in places]})

    async def draw_map(self) -> str:
        """The map as a page shows it first; the list moves its marks from then on."""
        source_map = await self.house.source_maps.current()
        if self._land is None or self._land[0] is not source_map:
            known = [
                *source_map.network.areas.values(),
                *(one.coordinates for one in source_map.network.locations.values()),
            ]
            self._land = source_map, land(known)
        # Centres lie below, because a store in the same city would not be seen under them.
        drawn = sorted(await self._places(), key=lambda place: (place.location.kind, -place.radius))
        places = [(place, at) for place in drawn if (at := find(place.location.coordinates))]
        return render("stores/map.html", places=places, land=self._land[1], width=WIDTH, height=HEIGHT)

    async def _places(self) -> list[Place]:
        """The busiest first, and those that have nothing to do by name."""
        source_map, now = await self.house.source_maps.current(), self.house.now()
        async with self.house.database.reading() as tx:
            work = await load_open_work(tx)
            if self._shelves_at is None or perf_counter() - self._shelves_at > SHELVES_FRESH_S:
                self._shelves, self._shelves_at = await load_shelf_totals(tx), perf_counter()
        places = [self._place(location, work, now) for location in source_map.network.locations.values()]
        return sorted(places, key=lambda place: (-place.load, place.location.kind, place.location.name))

    def _place(self, location: Location, work: dict[str, OpenWork], now: datetime) -> Place:
        local = location.local(now)
        return Place(
            location=location,
            work=work.get(location.id, OpenWork(location.id)),
            shelf=self._shelves.get(location.id, ShelfTotals(location.id)),
            is_open=location.is_open(local),
            local_time=f"{local:%a %-I:%M %p}",
        )
