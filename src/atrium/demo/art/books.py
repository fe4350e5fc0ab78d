"""Cookbooks, travel books and posters."""

from atrium.demo.art.palette import CREAM, INK, LEAF, PAPER, SKIN_OF_TOMATO, Look
from atrium.demo.art.shapes import (
    block,
    box,
    circle,
    dashes,
    ellipse,
    faded,
    gleam,
    line,
    path,
    placed,
    ring,
    shade,
    shadow,
    stack,
    star,
    turned,
)


def cooking(look: Look) -> str:
    fork = stack(line("M0 -34v22q0 10 8 10t8-10v-22M8 -34V46", PAPER, 5))
    knife = stack(path("M0 -34q14 14 10 46h-10Z", PAPER), line("M3 8v38", PAPER, 6))
    pot = stack(
        box(166, 168, 68, 46, PAPER, 10),
        box(158, 158, 84, 12, PAPER, 6),
        circle(200, 152, 7, PAPER),
        line("M160 184h-12M240 184h12", PAPER, 6),
    )
    dish = stack(
        circle(200, 180, 44, PAPER),
        circle(200, 180, 32, look.accent),
        circle(190, 174, 9, SKIN_OF_TOMATO),
        circle(208, 188, 9, SKIN_OF_TOMATO),
        ellipse(210, 168, 12, 6, LEAF),
        ellipse(188, 194, 11, 5, LEAF),
    )
    return stack(
        shadow(206, 342, 116),
        _volume(look),
        look.pick(pot, dish, salt=11),
        placed(fork, x=136, y=184),
        placed(knife, x=262, y=184),
        box(146, 252, 108, 10, PAPER, 5),
        box(164, 274, 72, 8, look.light, 4),
        path("M254 60h26v70l-13-12-13 12Z", look.second),
    )


def _volume(look: Look) -> str:
    """A closed book that stands with its pages to the right."""
    return stack(
        box(118, 70, 186, 270, look.deep, 10),
        box(124, 78, 174, 254, CREAM, 4),
        dashes("M294 84v242M289 84v242", "#d8c8a4", 2, "400"),
        block(104, 62, 182, 270, look.main, 10),
        shade("M104 72q0-10 10-10h14v270h-14q-10 0-10-10Z", 0.2),
        gleam("M138 80v230", 3, 0.3),
    )


def travel(look: Look) -> str:
    if look.says("poster", "print", "art"):
        return _poster(look)
    globe = stack(
        circle(200, 172, 56, PAPER),
        path("M158 150q26-26 44-8t-16 30-16 30q-24-18-12-52Z", look.accent),
        path("M212 168q24-14 38 2-4 34-32 46-16-24-6-48Z", look.accent),
        ring(200, 172, 56, look.light, 4),
    )
    route = dashes("M132 262q40-56 104-30", PAPER, 4, "9 8")
    plane = placed(
        path("M0 -20l8 16 26 14v8l-26-6-2 14 8 6v5l-14-3-14 3v-5l8-6-2-14-26 6v-8l26-14Z", PAPER), x=254, y=226, turn=64
    )
    return stack(
        shadow(206, 342, 116),
        _volume(look),
        globe,
        route,
        plane,
        box(146, 276, 100, 10, PAPER, 5),
        box(166, 296, 60, 8, look.light, 4),
    )


def _poster(look: Look) -> str:
    peaks = stack(
        path("M104 288l62-116 44 74 30-44 56 86Z", look.deep),
        path("M166 172l-24 44 18-8 10 12 12-14 10 6Z", PAPER),
        path("M104 288q60-34 110-12t82-8v58H104Z", look.shade),
    )
    city = stack(
        *(box(x, y, 30, 300 - y, look.deep) for x, y in ((110, 226), (146, 196), (236, 212), (270, 240))),
        path("M184 300l12-150 4-24 4 24 12 150Z", look.shade),
        faded(dashes("M125 240v50M161 210v80M251 226v64", PAPER, 5, "6 9"), 0.7),
        path("M104 296q100-20 192 0v30H104Z", look.shade),
    )
    sea = stack(
        path("M104 236h192v90H104Z", look.shade),
        dashes("M120 262h70M180 284h90M130 304h60", look.light, 5, "26 10"),
        path("M216 250h66l-14 22h-40Z", PAPER),
        path("M244 176v66h-36Z", look.accent),
        path("M250 168q34 40 34 74h-34Z", PAPER),
    )
    return stack(
        faded(box(100, 56, 212, 296, INK, 4), 0.14),
        box(90, 46, 220, 296, INK, 4),
        box(98, 54, 204, 280, PAPER),
        box(104, 60, 192, 266, look.light),
        circle(244, 120, 30, look.pick("#f3c860", "#ef9a6a", salt=12)),
        faded(ellipse(150, 112, 30, 8, PAPER) + ellipse(176, 124, 26, 7, PAPER), 0.9),
        look.pick(peaks, city, sea, salt=11),
        faded(turned(star(132, 84, 10, PAPER), 20, 132, 84), 0.8),
        faded(path("M98 54h90L98 250Z", "#fff"), 0.12),
    )


DRAWINGS = {"cooking": cooking, "travel": travel}
