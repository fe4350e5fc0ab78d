"""The calm backdrop of each category: one wall colour, one disc, arch or floor behind the thing."""

from dataclasses import dataclass
from typing import Literal

from atrium.demo.art.palette import mixed, scattered
from atrium.demo.art.shapes import box, circle, faded, path, stack

Place = Literal["floor", "arch", "disc", "hill"]


@dataclass(frozen=True, slots=True)
class Scene:
    """A wall and what stands before it; a `floor` or `arch` has ground from y=300, a `hill` rolls, a `disc` floats."""

    wall: str
    place: Place


SCENES = {
    "accessories": Scene("#e0d3c6", "arch"),
    "apparel": Scene("#ccd7de", "disc"),
    "beauty": Scene("#ead5d2", "arch"),
    "books": Scene("#d6d3c2", "floor"),
    "cold dispensed": Scene("#c5dfe2", "floor"),
    "electronics": Scene("#cdd1dd", "floor"),
    "floral": Scene("#d3dfcb", "arch"),
    "food service": Scene("#ebd8bc", "disc"),
    "footwear": Scene("#d9d4c9", "floor"),
    "furniture": Scene("#d2dad2", "floor"),
    "groceries": Scene("#dde5c6", "disc"),
    "homedecor": Scene("#e2d3d0", "arch"),
    "hot dispensed": Scene("#e0cfba", "floor"),
    "housewares": Scene("#c9dad8", "floor"),
    "instruments": Scene("#ddcfc0", "arch"),
    "jewelry": Scene("#c6c0da", "disc"),
    "outdoors": Scene("#c7dee2", "hill"),
    "salty snacks": Scene("#eddcb2", "disc"),
    "seasonal": Scene("#d3d8e6", "arch"),
    "tools": Scene("#c2cacf", "disc"),
}


def backdrop(scene: Scene, *, variety: int) -> str:
    """Fills the whole picture, so that it looks the same on light and on dark pages; walls differ by a breath."""
    wall = mixed(scene.wall, "#ffffff", share=scattered(variety, salt=6) % 32 / 200)
    return stack(box(0, 0, 400, 400, wall), _place(scene.place))


def _place(place: Place) -> str:
    ground = faded(box(0, 300, 400, 100, "#1c1730"), 0.07)
    match place:
        case "floor":
            return stack(faded(circle(200, 178, 138, "#fff"), 0.36), ground)
        case "arch":
            return stack(faded(path("M70 300V180a130 130 0 0 1 260 0v120Z", "#fff"), 0.38), ground)
        case "disc":
            return faded(circle(200, 200, 168, "#fff"), 0.4)
        case "hill":
            hills = stack(
                path("M0 250Q70 190 160 232T330 214T400 226V400H0Z", "#8fbb94"),
                path("M0 300Q120 262 240 292T400 286V400H0Z", "#a9cba0"),
            )
            return stack(faded(circle(300, 96, 44, "#fff"), 0.6), faded(hills, 0.75))
