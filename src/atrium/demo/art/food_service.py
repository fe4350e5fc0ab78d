"""Dishes of the fresh kitchen, on the plate."""

from atrium.demo.art.palette import (
    CREAM,
    CRUST,
    CRUST_DARK,
    LEAF,
    LEAF_DARK,
    LEAF_LIGHT,
    PAPER,
    SKIN_OF_TOMATO,
    SUN,
    Look,
)
from atrium.demo.art.shapes import (
    ball,
    beads,
    both,
    circle,
    dashes,
    ellipse,
    faded,
    gleam,
    halves,
    leaf,
    line,
    path,
    placed,
    ring,
    shade,
    shadow,
    stack,
    star,
    steam,
)


def nachos(look: Look) -> str:
    chip = stack(path("M0 -46L44 34Q0 46 -44 34Z", "#e9b54c"), path("M0 -46L44 34Q22 40 6 40Z", "#d89c38"))
    places = (
        (130, 214, -28),
        (270, 214, 30),
        (166, 170, -8),
        (236, 172, 16),
        (200, 134, 2),
        (154, 240, -70),
        (248, 240, 66),
    )
    return stack(
        shadow(200, 324, 150),
        ellipse(200, 282, 156, 48, look.accent),
        ellipse(200, 274, 156, 48, look.light),
        ellipse(200, 270, 126, 34, look.shade),
        *(placed(chip, x=x, y=y, turn=turn) for x, y, turn in places),
        placed(chip, x=200, y=214, turn=8),
        path("M128 196q30-30 72-18t80 12q12 16-8 24t-22 24-26-12-30 6-28 8-26-6-18-16 6-22Z", SUN),
        *(circle(x, y, 7, SKIN_OF_TOMATO) for x, y in ((160, 204), (214, 196), (246, 212), (186, 222), (200, 160))),
        *(ring(x, y, 7, LEAF_DARK, 5) for x, y in ((184, 192), (232, 226), (150, 226), (222, 158))),
        ellipse(298, 276, 44, 16, PAPER),
        path("M254 276h88q-4 36-44 36t-44-36Z", look.main),
        ellipse(298, 276, 36, 11, LEAF_LIGHT),
    )


def stew(look: Look) -> str:
    return stack(
        shadow(200, 330, 132),
        both(path("M96 190q-44-4-44 18t50 20Z", look.deep)),
        halves("M201 182H80q0 142 82 144h39Z", look.main),
        ellipse(200, 182, 121, 36, look.deep),
        ellipse(200, 186, 106, 28, "#a5582f"),
        *(
            ellipse(x, y, 11, 7, "#c98a45")
            for x, y in ((132, 182), (162, 196), (190, 176), (222, 200), (250, 178), (272, 190))
        ),
        *(circle(x, y, 8, "#e2813b") for x, y in ((150, 174), (208, 188), (240, 192), (180, 204))),
        placed(leaf(34, 18), x=222, y=178, turn=60),
        placed(leaf(30, 16, LEAF_LIGHT), x=222, y=180, turn=-50),
        steam(156, 148),
        steam(200, 136),
        steam(244, 148),
        gleam("M94 210q4 60 38 92", 7, 0.4),
    )


def pizza(look: Look) -> str:
    spots = ((168, 150, 25), (232, 148, 25), (200, 206, 26), (184, 262, 18))
    return stack(
        faded(path("M92 110Q200 70 324 110L214 346q-6 8-12 0Z", "#2b2b38"), 0.12),
        path("M92 116Q200 70 308 116L206 340q-6 10-12 0Z", SUN),
        path("M200 94q60 0 108 22L206 340q-3 5-6 5Z", "#e3ad39"),
        path("M106 146q90-40 188 0l-8 18q-14 8-22-4-16 30-30 4-20 12-36-2-24 20-36-4-18 26-30 0-12 6-18 2Z", "#f6d57d"),
        path("M84 120Q200 36 316 120q10 14-6 24-108-52-220 0-16-10-6-24Z", CRUST),
        shade("M200 80q72 0 116 40 10 14-6 24-52-26-110-26Z", 0.12),
        gleam("M112 110q60-32 120-26", 7, 0.4),
        *(circle(x, y, r, "#c2452f") + circle(x - 3, y - 3, r * 0.74, SKIN_OF_TOMATO) for x, y, r in spots),
        *(
            placed(leaf(30, 17), x=x, y=y, turn=turn)
            for x, y, turn in ((206, 166, 40), (172, 232, -60), (232, 196, 110))
        ),
        path("M150 176q-2 40 10 40t8-26Z", SUN),
        circle(150 + look.variety % 9, 198, 5, look.main),
    )


def wraps(look: Look) -> str:
    roll = stack(
        path("M-58 -26H40Q60 -26 60 0T40 26H-58Z", "#eccb92"),
        shade("M-58 4H60Q58 26 40 26H-58Z", 0.1),
        path("M-60 26q-16-24 0-56l46 4q10 28 0 52Z", look.accent),
        dashes("M-50 -20v40M-36 -22v44", PAPER, 3, "6 5"),
        ellipse(44, 0, 17, 26, CREAM),
        ellipse(45, 0, 12, 20, LEAF_LIGHT),
        circle(44, -8, 6, SKIN_OF_TOMATO),
        circle(48, 6, 6, "#a5653b"),
        circle(42, 12, 4, SUN),
    )
    return stack(
        shadow(200, 318, 152),
        ellipse(200, 268, 156, 56, look.shade),
        ellipse(200, 258, 156, 56, look.main),
        faded(ellipse(200, 258, 122, 40, "#2b2b38"), 0.08),
        placed(leaf(90, 50, LEAF_LIGHT), x=110, y=262, turn=-60),
        placed(leaf(90, 50, LEAF), x=290, y=250, turn=62),
        placed(roll, x=150, y=236, turn=-14, size=1.15),
        placed(roll, x=232, y=262, turn=-14, size=1.15),
        placed(roll, x=204, y=188, turn=-14, size=1.15),
        ball(104, 276, 15, SKIN_OF_TOMATO),
        ball(296, 214, 15, SKIN_OF_TOMATO),
    )


def shrimp(look: Look) -> str:
    one = stack(
        line("M-40 36C-70 -20 -20 -64 30 -40", "#ea8a63", 32),
        faded(line("M-34 40C-60 -8 -16 -48 30 -32", "#c75c43", 8), 0.8),
        dashes("M-40 36C-70 -20 -20 -64 30 -40", "#f8c3a0", 30, "4 17"),
        path("M-54 34l-14 34 26-14 18 22 4-38Z", "#d9694b"),
        circle(32, -46, 4, "#3b2a2a"),
        line("M38 -40q26 0 34 18M38 -46q28-12 44 0", "#d9694b", 3),
    )
    return stack(
        shadow(200, 322, 156),
        ellipse(200, 258, 160, 66, look.shade),
        ellipse(200, 248, 160, 66, look.light),
        faded(ellipse(200, 248, 126, 48, "#2b2b38"), 0.08),
        placed(leaf(96, 46, LEAF_LIGHT), x=200, y=240, turn=-78),
        placed(leaf(96, 46, LEAF), x=210, y=240, turn=76),
        placed(one, x=140, y=206),
        placed(one, x=276, y=210, turn=24),
        placed(one, x=206, y=240, turn=8),
        path("M246 288a44 44 0 0 1 84-16Z", SUN),
        path("M254 284a36 36 0 0 1 68-13Z", "#f8e3a0"),
        line("M288 278l-14-20M288 278l6-24M288 278l20-12", SUN, 3),
    )


def soup_and_salad(look: Look) -> str:
    filling = _soup() if look.says("soup", "stew", "vegetable") else _salad()
    return stack(
        shadow(200, 338, 100),
        ellipse(200, 196, 146, 46, look.shade),
        filling,
        halves("M201 242Q90 240 54 196q2 96 92 132 8 8 10 8h45Z", look.main),
        dashes("M74 254q126 56 252 0", look.accent, 6, look.pick("400", "10 9", salt=11)),
        gleam("M74 232q14 46 50 70", 7, 0.4),
    )


def _salad() -> str:
    return stack(
        *(
            placed(leaf(long, long * 0.56, tone), x=x, y=214, turn=turn)
            for x, turn, long, tone in (
                (110, -40, 96, LEAF),
                (150, -16, 116, LEAF_LIGHT),
                (204, 4, 122, LEAF_DARK),
                (250, 22, 112, LEAF_LIGHT),
                (290, 42, 94, LEAF),
            )
        ),
        ball(150, 184, 25, SKIN_OF_TOMATO),
        ball(256, 178, 24, SKIN_OF_TOMATO),
        circle(204, 168, 26, LEAF_LIGHT) + circle(204, 168, 21, "#eef3d4"),
        beads("M204 158a10 10 0 1 1-.1 0", LEAF_LIGHT, 5, 6),
        circle(228, 206, 17, PAPER) + circle(228, 206, 9, SUN),
        path("M168 196l26-6 4 22-26 6Z", PAPER),
        ellipse(186, 214, 13, 9, "#4c3f5a"),
        ellipse(108, 206, 30, 16, LEAF) + ellipse(292, 206, 30, 16, LEAF_DARK),
        star(204, 168, 5, LEAF),
    )


def _soup() -> str:
    return stack(
        ellipse(200, 198, 130, 36, "#d9793a"),
        faded(line("M126 190q40-18 74 0t70-4", "#f3c890", 8), 0.8),
        *(circle(x, y, 8, LEAF_LIGHT) for x, y in ((140, 206), (240, 206), (206, 182))),
        *(circle(x, y, 9, SUN) for x, y in ((168, 210), (262, 192), (182, 190))),
        placed(leaf(40, 22), x=212, y=206, turn=52),
        steam(160, 160),
        steam(204, 148),
        steam(248, 160),
        ellipse(112, 190, 16, 10, CRUST) + ellipse(126, 178, 14, 9, CRUST_DARK),
    )


DRAWINGS = {
    "nachos": nachos,
    "other cuisine": stew,
    "pizza": pizza,
    "sandwiches/wraps": wraps,
    "seafood": shrimp,
    "soup and salad": soup_and_salad,
}
