"""Colours of the demo's pictures: from the guess of a product's colour to the tones it is painted in."""

import colorsys
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

INK = "#2b2b38"
PAPER = "#fbf9f4"
STEEL = "#bcc3cb"
STEEL_DARK = "#8b95a1"
BRASS = "#d3a84c"
WOOD = "#b07f52"
WOOD_DARK = "#8a5f3a"
WOOD_LIGHT = "#cfa273"
LEAF = "#5f9a5b"
LEAF_DARK = "#437a4c"
LEAF_LIGHT = "#8bbb74"
CRUST = "#d79a4f"
CRUST_DARK = "#b0713a"
CREAM = "#f6ead0"
SKIN_OF_TOMATO = "#d2493a"
SUN = "#f0c04a"
GLASS = "#dcebf0"

DUSK = "#231a3a"
DEPTH, PALE_DEPTH = 0.2, 0.13
PALE = 215

MAINS = {
    "beige": "#d9c3a0",
    "black": "#3a3c46",
    "blue": "#4a7fb8",
    "brown": "#8c5d3f",
    "burgundy": "#84304a",
    "gold": "#d2a445",
    "green": "#4f8f5b",
    "grey": "#878d96",
    "navy": "#31446f",
    "olive": "#80834a",
    "orange": "#df8140",
    "pink": "#e39bae",
    "purple": "#8064a8",
    "red": "#c6423f",
    "silver": "#b5bdc6",
    "tan": "#c69c71",
    "teal": "#3d8f91",
    "white": "#f6f3ec",
    "yellow": "#ebc04c",
}
ASSORTED = ("teal", "orange", "navy", "pink", "olive", "red", "blue", "purple", "yellow")
WARM_ACCENTS = ("#e9a23b", "#e0705a", "#f3d9a4", "#d8577a")
COOL_ACCENTS = ("#3f8f9a", "#33507f", "#7fb3a6", "#6c6aa5")
WARM = frozenset({"beige", "brown", "burgundy", "gold", "orange", "pink", "red", "tan", "yellow"})


@dataclass(eq=False)
class UnknownColour(KeyError):
    """The palette has no such colour."""

    colour: str

    def __str__(self) -> str:
        return f"The palette has no colour {self.colour!r}; it knows {', '.join(sorted(MAINS))} and assorted."


@dataclass(frozen=True, slots=True)
class Look:
    """What a drawing is painted with: tones of one colour, two accents, and what tells one product from the next."""

    main: str
    shade: str
    deep: str
    light: str
    accent: str
    second: str
    variety: int
    words: str

    def pick(self, *choices: T, salt: int = 0) -> T:
        """One of the choices, by the product's variety; another salt chooses independently."""
        return choices[scattered(self.variety, salt=salt) % len(choices)]

    def says(self, *words: str) -> bool:
        """Whether a word of the product's title starts with one of these, so that its picture may follow."""
        return any(f" {word}" in self.words for word in words)


def look_for(*, colour: str, variety: int, title: str) -> Look:
    """The look of one product; raises UnknownColour."""
    name = ASSORTED[scattered(variety, salt=1) % len(ASSORTED)] if colour == "assorted" else colour
    if name not in MAINS:
        raise UnknownColour(colour)
    main = _tinted(MAINS[name], variety=variety)
    opposite, near = (COOL_ACCENTS, WARM_ACCENTS) if name in WARM else (WARM_ACCENTS, COOL_ACCENTS)
    depth = PALE_DEPTH if min(_channels(main)) > PALE else DEPTH
    return Look(
        main=main,
        shade=mixed(main, DUSK, share=depth),
        deep=mixed(main, DUSK, share=depth * 2.1),
        light=mixed(main, "#ffffff", share=0.38),
        accent=opposite[scattered(variety, salt=2) % len(opposite)],
        second=near[scattered(variety, salt=3) % len(near)],
        variety=variety,
        words=f" {title.casefold()}",
    )


def mixed(first: str, second: str, *, share: float) -> str:
    """The colour that lies `share` (0 to 1) of the way from the first to the second; both as #rrggbb."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return _hex(tuple(a + (b - a) * share for a, b in pairs))


def scattered(variety: int, *, salt: int) -> int:
    """A number of 16 bits in which neighbouring varieties lie far apart."""
    return (((variety * 0x9E3779B1) ^ (salt * 0x85EBCA6B)) * 0xC2B2AE35 & 0xFFFFFFFF) >> 16


def _tinted(main: str, *, variety: int) -> str:
    """The same colour for the eye, a little warmer, cooler, lighter or darker."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(main)))
    turn = (scattered(variety, salt=4) % 33 - 16) / 1000
    lift = (scattered(variety, salt=5) % 41 - 20) / 800
    red, green, blue = colorsys.hls_to_rgb((hue + turn) % 1, min(0.96, max(0.12, lightness + lift)), saturation)
    return _hex((red * 255, green * 255, blue * 255))


def _channels(colour: str) -> tuple[float, ...]:
    return tuple(float(int(colour[at : at + 2], 16)) for at in (1, 3, 5))


def _hex(channels: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(channel):02x}" for channel in channels)
