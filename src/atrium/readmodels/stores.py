"""Stores near a shopper: how far, whether they are open now, and until or from when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from atrium.contexts.locations import Location, Network
from atrium.vocabulary.coordinates import Coordinates


@dataclass(frozen=True, slots=True)
class NearStore:
    """A store; `closes_at` while it is open, else `opens_at`, both by its own clock; neither where it never opens."""

    place: Location
    distance_km: float | None
    closes_at: datetime | None
    opens_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.closes_at is not None


def near_store(place: Location, *, there: Coordinates | None, now: datetime) -> NearStore:
    """A store as somebody at `there` sees it now."""
    far = place.coordinates.distance_km(there) if there else None
    zone = ZoneInfo(place.zone)
    for opens, closes in place.openings(now):
        if opens <= now:
            return NearStore(place, far, closes.astimezone(zone), None)
        return NearStore(place, far, None, opens.astimezone(zone))
    return NearStore(place, far, None, None)


def list_stores(
    network: Network,
    *,
    there: Coordinates | None,
    now: datetime,
    most: int | None = None,
    before_others: str | None = None,
) -> list[NearStore]:
    """Stores that people can visit, the nearest first; by name where nobody knows where the shopper is.

    The one with the code `before_others` stands at the top however far it is.
    """
    stores = [place for place in network.locations.values() if place.kind == "store" and place.in_operation]
    ranked = sorted(_nearest_first(stores, there), key=lambda place: place.id != before_others)
    return [near_store(place, there=there, now=now) for place in ranked[:most]]


def _nearest_first(stores: Iterable[Location], there: Coordinates | None) -> list[Location]:
    if there is None:
        return sorted(stores, key=lambda place: (place.name, place.id))
    return sorted(stores, key=lambda place: (place.coordinates.distance_km(there), place.id))
