"""How long things take: what promises are reckoned with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from math import inf


@dataclass(frozen=True, slots=True)
class Band:
    """How many working days a parcel travels that goes no farther than this."""

    most_km: float
    fewest_days: int
    most_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a location needs before goods can be had.

    `pickup_lead` counts while it is open; a pickup that would be ready less than `before_closing` before it closes can
    be collected from its next opening on. A parcel that is ordered before the `cut_off` of a working day leaves on it.
    """

    pickup_lead: timedelta = timedelta(hours=2)
    before_closing: timedelta = timedelta(minutes=30)
    cut_off: time = time(14)
    bands: Sequence[Band] = (Band(250, 1, 2), Band(1000, 2, 3), Band(2500, 3, 5), Band(inf, 4, 6))

    def band(self, distance_km: float | None) -> Band:
        """The band of a distance; the last one where nobody knows how far it is."""
        far = inf if distance_km is None else distance_km
        return next(band for band in self.bands if far <= band.most_km)


RULES = Rules()
