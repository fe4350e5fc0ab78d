"""The map of the country: an Albers projection of the mainland, with insets for what lies far off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin, sqrt

from atrium.vocabulary.coordinates import Coordinates

WIDTH, HEIGHT = 960.0, 600.0
GRID = 9.5
"""The distance of the map's dots, in units of the picture."""
SPREAD, SHRINK = 6.4, 4.6
"""How many dots around a known place are taken for land, and how many are taken back along the coast."""


@dataclass(frozen=True, slots=True)
class Albers:
    """The equal-area conic projection between two standard parallels, in degrees; answers are on a unit globe."""

    south: float
    north: float
    middle: Coordinates

    def project(self, place: Coordinates) -> tuple[float, float]:
        n = (sin(radians(self.south)) + sin(radians(self.north))) / 2
        c = cos(radians(self.south)) ** 2 + 2 * n * sin(radians(self.south))
        rho = sqrt(c - 2 * n * sin(radians(place.latitude))) / n
        rho_middle = sqrt(c - 2 * n * sin(radians(self.middle.latitude))) / n
        east = (place.longitude - self.middle.longitude + 180) % 360 - 180
        theta = n * east * pi / 180
        return rho * sin(theta), rho_middle - rho * cos(theta)


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the world, bounded in degrees, and where and how large it is drawn; `x` and `y` are of its middle."""

    name: str
    west: float
    east: float
    low: float
    high: float
    x: float
    y: float
    scale: float

    def holds(self, place: Coordinates) -> bool:
        return self.low <= place.latitude <= self.high and self.west <= place.longitude <= self.east

    def at(self, place: Coordinates) -> tuple[float, float]:
        """Where in the picture a place is."""
        sixth = (self.high - self.low) / 6
        middle = Coordinates((self.low + self.high) / 2, (self.west + self.east) / 2)
        east, north = Albers(self.low + sixth, self.high - sixth, middle).project(place)
        return round(self.x + east * self.scale, 1), round(self.y - north * self.scale, 1)


FRAMES: Sequence[Frame] = (
    Frame("Mainland", -125.0, -66.5, 24.3, 49.6, 478.0, 292.0, 1185.0),
    Frame("Alaska", -170.0, -129.0, 54.0, 71.5, 105.0, 520.0, 300.0),
    Frame("Hawaii", -161.0, -154.0, 18.5, 22.7, 268.0, 552.0, 900.0),
    Frame("Puerto Rico", -67.6, -64.2, 17.4, 19.0, 862.0, 552.0, 1500.0),
)


def find(place: Coordinates) -> tuple[float, float] | None:
    """Where in the picture a place is; None for one that is on none of its parts."""
    return next((frame.at(place) for frame in FRAMES if frame.holds(place)), None)


def land(places: Iterable[Coordinates]) -> str:
    """The country as the dots of an SVG path, drawn round: those that known places lie around."""
    found = (find(place) for place in places)
    known = {(round(at[0] / GRID), round(at[1] / GRID)) for at in found if at is not None}
    around = _disc(SPREAD)
    spread = {(column + right, row + down) for column, row in known for right, down in around}
    # Spreading closes the gaps inland, and shrinking brings the coast back to where it is.
    kept = _disc(SHRINK)
    dots = {dot for dot in spread if all((dot[0] + right, dot[1] + down) in spread for right, down in kept)} | known
    # Every second row is moved by half a step, so that the dots lie like oranges in a crate.
    moved = ((column * GRID + (row % 2) * GRID / 2, row * GRID) for column, row in sorted(dots))
    return "".join(f"M{x:g} {y:g}h0" for x, y in moved)


def _disc(radius: float) -> list[tuple[int, int]]:
    reach = range(-int(radius), int(radius) + 1)
    return [(right, down) for right in reach for down in reach if right * right + down * down <= radius * radius]
