"""A point on the earth, and how far it is from another."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Degrees north and east (WGS 84)."""

    latitude: float
    longitude: float

    def distance_km(self, other: "Coordinates") -> float:
        """Along the surface, by the haversine formula."""
        north, other_north = radians(self.latitude), radians(other.latitude)
        half_chord = (
            sin((other_north - north) / 2) ** 2
            + cos(north) * cos(other_north) * sin(radians(other.longitude - self.longitude) / 2) ** 2
        )
        return 2 * EARTH_RADIUS_KM * asin(sqrt(half_chord))
