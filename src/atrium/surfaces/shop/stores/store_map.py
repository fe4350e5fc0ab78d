"""Stores around the shopper as a small map: dots for the land, pins for the stores."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from atrium.readmodels.stores import NearStore
from atrium.surfaces.shared.projection import HEIGHT, WIDTH, find
from atrium.vocabulary.coordinates import Coordinates

LEAST_SPAN = 240.0
"""How much of the picture is shown at least, in its own units: pins need some land around them."""
MARGIN = 1.35
DOT = re.compile(r"M(-?[\d.]+) (-?[\d.]+)h0")
DOT_SIZE = 5.0
SHAPE = 0.62
"""Height over width."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A store on the map, numbered as in the list."""

    number: int
    store: NearStore
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class StoreMap:
    """What is drawn: the part of the picture, the pins, and where the shopper is."""

    left: float
    top: float
    width: float
    height: float
    pins: Sequence[Pin]
    me: tuple[float, float] | None

    @property
    def view(self) -> str:
        return f"{self.left:.1f} {self.top:.1f} {self.width:.1f} {self.height:.1f}"

    def cut(self, land: str) -> str:
        """The dots of the land that lie on this part of the picture."""
        if self.me is None:
            return land
        right, below = self.left + self.width, self.top + self.height
        return "".join(
            dot[0]
            for dot in DOT.finditer(land)
            if self.left - DOT_SIZE < float(dot[1]) < right + DOT_SIZE
            and self.top - DOT_SIZE < float(dot[2]) < below + DOT_SIZE
        )

    @property
    def unit(self) -> float:
        """A hundredth of the map's width, so that marks are as large whatever is shown."""
        return self.width / 100


def map_of(stores: Sequence[NearStore], there: Coordinates | None) -> StoreMap:
    """The map of these stores; of the whole country where nobody knows where the shopper is."""
    pins = [
        Pin(number, store, *at)
        for number, store in enumerate(stores, 1)
        if (at := find(store.place.coordinates)) is not None
    ]
    me = find(there) if there else None
    if me is None or not pins:
        return StoreMap(0, 0, WIDTH, HEIGHT, pins, me)
    across = [me[0], *(pin.x for pin in pins)]
    down = [me[1], *(pin.y for pin in pins)]
    width = max((max(across) - min(across)) * MARGIN, (max(down) - min(down)) * MARGIN / SHAPE, LEAST_SPAN)
    height = width * SHAPE
    middle = (max(across) + min(across)) / 2, (max(down) + min(down)) / 2
    return StoreMap(middle[0] - width / 2, middle[1] - height / 2, width, height, pins, me)
