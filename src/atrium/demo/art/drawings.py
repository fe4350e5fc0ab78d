"""Which drawing shows which style, and the finished picture round it."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from atrium.demo.art import (
    accessories,
    apparel,
    beauty,
    books,
    drinks,
    electronics,
    floral,
    food_service,
    footwear,
    furniture,
    groceries,
    homedecor,
    housewares,
    instruments,
    jewelry,
    outdoors,
    seasonal,
    snacks,
    tools,
)
from atrium.demo.art.palette import Look, look_for
from atrium.demo.art.scenes import SCENES, backdrop

DRAWINGS: dict[str, dict[str, Callable[[Look], str]]] = {
    "accessories": accessories.DRAWINGS,
    "apparel": apparel.DRAWINGS,
    "beauty": beauty.DRAWINGS,
    "books": books.DRAWINGS,
    "cold dispensed": drinks.COLD,
    "electronics": electronics.DRAWINGS,
    "floral": floral.DRAWINGS,
    "food service": food_service.DRAWINGS,
    "footwear": footwear.DRAWINGS,
    "furniture": furniture.DRAWINGS,
    "groceries": groceries.DRAWINGS,
    "homedecor": homedecor.DRAWINGS,
    "hot dispensed": drinks.HOT,
    "housewares": housewares.DRAWINGS,
    "instruments": instruments.DRAWINGS,
    "jewelry": jewelry.DRAWINGS,
    "outdoors": outdoors.DRAWINGS,
    "salty snacks": snacks.DRAWINGS,
    "seasonal": seasonal.DRAWINGS,
    "tools": tools.DRAWINGS,
}


@dataclass(eq=False)
class UnknownStyle(KeyError):
    """Nobody has drawn this style."""

    category: str
    style: str

    def __str__(self) -> str:
        return f"No drawing shows style {self.style!r} of category {self.category!r}."


def draw(style: str, *, category: str, colour: str, variety: int, title: str) -> str:
    """The picture of one product as SVG text.

    `colour` is a guess such as "navy" or "assorted", `variety` tells products of one style apart (a hash of the SKU),
    `title` is what a screen reader says and hints at the form. Raises UnknownStyle, UnknownColour.
    """
    drawing = DRAWINGS.get(category, {}).get(style)
    if drawing is None:
        raise UnknownStyle(category=category, style=style)
    picture = drawing(look_for(colour=colour, variety=variety, title=title))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img">'
        f"<title>{escape(title)}</title>{backdrop(SCENES[category], variety=variety)}{picture}</svg>"
    )


def list_drawings() -> dict[tuple[str, str], Callable[[Look], str]]:
    """Every drawing by its category and style."""
    return {(category, style): drawing for category, styles in DRAWINGS.items() for style, drawing in styles.items()}
