"""Cold and hot drinks."""

from atrium.demo.art.palette import CREAM, GLASS, LEAF, LEAF_LIGHT, PAPER, Look
from atrium.demo.art.shapes import (
    ball,
    both,
    box,
    circle,
    dashes,
    ellipse,
    faded,
    gleam,
    halves,
    leaf,
    line,
    mirrored,
    path,
    placed,
    shade,
    shadow,
    stack,
    steam,
    turned,
)


def soda(look: Look) -> str:
    cubes = stack(
        *(
            faded(turned(box(x, y, 34, 34, "#fff", 7), angle, x + 17, y + 17), 0.55)
            for x, y, angle in ((158, 122, 14), (204, 112, -18), (182, 160, 32), (216, 168, 8))
        )
    )
    bubbles = "".join(
        circle(x, y, r, "#e7b89a")
        for x, y, r in ((168, 232, 5), (226, 222, 4), (196, 262, 6), (222, 288, 4), (180, 300, 5))
    )
    return stack(
        shadow(204, 346, 100),
        ellipse(200, 340, 92, 15, look.deep),
        ellipse(200, 335, 92, 15, look.main),
        line("M226 150L246 54l36-14", look.pick("#d8574f", look.accent, salt=11), 11),
        both(path("M201 92h-68l18 240q1 8 10 8h40Z", GLASS)),
        halves("M201 112h-60l16 212q1 6 8 6h36Z", "#5b2f25", depth=0.2),
        ellipse(200, 112, 60, 9, "#7c4634"),
        cubes,
        bubbles,
        gleam("M150 130l12 160", 7, 0.45),
        circle(138, 96, 32, LEAF_LIGHT),
        circle(138, 96, 25, "#eef3c4"),
        dashes("M138 72v48M114 96h48M121 79l34 34M155 79l-34 34", LEAF_LIGHT, 4, "60"),
    )


def smoothie(look: Look) -> str:
    fruit = look.pick("#f0a04b", "#e8799a", "#eec14e", salt=11)
    half_glass = "M201 120h-72q0 70 34 112 18 20 24 28v50h14Z"
    return stack(
        shadow(204, 346, 96),
        ellipse(200, 340, 88, 14, look.deep),
        ellipse(200, 335, 88, 14, look.main),
        line("M186 160L160 56", look.accent, 11),
        both(path("M201 104h-76q-2 82 36 128 20 22 26 34v46h14Z", GLASS)),
        halves(half_glass, fruit),
        path("M133 158q67 24 134 0-6 46-34 78-33 14-66 0-28-32-34-78Z", "#e0604f"),
        shade("M200 170q34 0 67-12-6 46-34 78-16 7-33 7Z", 0.12),
        ellipse(200, 120, 72, 11, CREAM),
        both(path("M201 300h-8v24q-44 4-46 16h54Z", GLASS)),
        mirrored(shade("M201 300h-8v24q-44 4-46 16h54Z", 0.08)),
        circle(262, 104, 36, "#f2b441"),
        circle(262, 104, 28, "#f9d98c"),
        dashes("M262 76v56M234 104h56M242 84l40 40M282 84l-40 40", "#f2b441", 4, "70"),
        ball(200, 96, 17, "#c8373f"),
        line("M202 82q4-20 20-26", LEAF, 4),
        placed(leaf(44, 22), x=172, y=108, turn=-50),
        gleam("M142 140q4 50 28 84", 6, 0.5),
    )


def hot_chocolate(look: Look) -> str:
    return stack(
        shadow(200, 342, 126),
        ellipse(200, 326, 128, 20, look.shade),
        ellipse(200, 320, 128, 20, look.light),
        line("M288 192q58-8 54 40-6 44-66 46", look.shade, 20),
        halves("M201 160H104q0 156 62 158h35Z", look.main),
        ellipse(200, 160, 97, 24, look.light),
        ellipse(200, 163, 84, 18, "#6a3f2b"),
        faded(line("M138 162q30-16 52 0t56-6", "#a87452", 5), 0.8),
        stack(*(box(x, y, 28, 18, PAPER, 7) for x, y in ((160, 148), (196, 154), (216, 142)))),
        steam(160, 128),
        steam(202, 114),
        steam(244, 128),
        path("M152 232q20-26 40 0-8 26-40 44-32-18-40-44 20-26 40 0Z", look.accent),
        gleam("M118 190q4 70 32 104", 7, 0.45),
    )


COLD = {"fountain-carbonated": soda, "fountain-non-carbonated": smoothie}
HOT = {"hot chocolate": hot_chocolate}
