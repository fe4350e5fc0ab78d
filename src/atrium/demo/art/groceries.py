"""Groceries; what grows, swims or grazes is drawn in `produce` and `fresh_food`."""

from atrium.demo.art import fresh_food, produce
from atrium.demo.art.palette import (
    CREAM,
    CRUST,
    CRUST_DARK,
    LEAF_DARK,
    PAPER,
    SKIN_OF_TOMATO,
    SUN,
    Look,
)
from atrium.demo.art.shapes import (
    ball,
    beads,
    board,
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
    path,
    placed,
    ring,
    shade,
    shadow,
    stack,
)


def bakery(look: Look) -> str:
    if look.says("cupcake", "muffin"):
        return _cupcake(look)
    if look.says("cake", "pie", "tart", "chocolate", "dream", "drip"):
        return _cake(look)
    if look.says("donut", "bagel"):
        return _donut(look)
    return _loaf(look)


def _loaf(look: Look) -> str:
    cuts = stack(*(line(f"M{x} 176q22 26 14 62", CREAM, 9) for x in (112, 162, 212, 262)))
    return stack(
        board(look.second),
        path("M58 250q-14-110 142-112t142 112q2 34-40 36H98q-42-2-40-36Z", CRUST),
        shade("M250 146q90 22 92 104 2 34-40 36h-60q70-40 8-140Z", 0.14),
        cuts,
        faded(
            stack(*(circle(x, y, 3, CREAM) for x, y in ((90, 220), (140, 170), (196, 160), (250, 190), (300, 230)))),
            0.8,
        ),
        gleam("M86 206q20-42 76-52", 8, 0.35),
        stack(
            line("M300 300Q330 200 316 116", "#c9a24e", 5),
            *(placed(leaf(30, 15, "#d9b458"), x=318 - abs(i - 2), y=190 - i * 18, turn=36) for i in range(4)),
            *(placed(leaf(30, 15, "#e2c06a"), x=318 - abs(i - 2), y=190 - i * 18, turn=-36) for i in range(4)),
            placed(leaf(34, 16, "#d9b458"), x=316, y=122),
        ),
        box(176, 268, 48, 20, look.accent, 4),
    )


def _cake(look: Look) -> str:
    return stack(
        shadow(200, 338, 118),
        both(path("M201 300h-22q4 26-36 36h58Z", PAPER)),
        ellipse(200, 296, 142, 20, "#e4ddd2"),
        ellipse(200, 290, 142, 20, PAPER),
        halves("M201 176H98v96q0 22 103 22Z", "#f0d3a2" if look.variety % 2 else "#7a4a34"),
        dashes("M98 238q102 28 204 0", CREAM, 9, "400"),
        ellipse(200, 176, 102, 24, look.main),
        path(
            "M98 176v26q0 14 12 14t12-14q2-8 10-2v36q0 12 12 12t12-12v-26q4-8 12 0v12q0 12 12 12t12-12"
            "v-10q4-6 12 0v40q0 12 12 12t12-12v-40q6-6 12 0v10q0 12 12 12"
            "t12-12v-18q6-6 12 0 2 16 14 16 12 0 12-14v-28Z",
            look.main,
        ),
        ellipse(200, 172, 96, 18, look.light),
        *(ball(x, y, 17, SKIN_OF_TOMATO) for x, y in ((138, 158), (200, 150), (262, 158), (168, 168), (232, 168))),
        placed(leaf(22, 12), x=202, y=136, turn=40),
        gleam("M106 226v44", 5, 0.4),
    )


def _cupcake(look: Look) -> str:
    sprinkles = ((160, 176), (196, 150), (238, 180), (176, 208), (222, 216), (150, 214), (208, 186))
    return stack(
        shadow(200, 338, 82),
        halves("M201 222h-84l22 104q2 12 14 12h48Z", look.accent),
        dashes("M146 232l14 100M182 232l6 104M218 232l-6 104M254 232l-14 100", PAPER, 4, "400"),
        path("M108 226q-20-40 26-50-6-42 36-46 0-50 30-56 34 8 30 56 42 4 36 46 46 10 26 50-92 28-184 0Z", look.main),
        shade("M206 76q28 10 24 54 42 4 36 46 46 10 26 50-30 10-60 12 50-70-26-162Z", 0.12),
        line("M138 180q60 26 122 0M170 134q30 18 58 2", look.shade, 5),
        *(
            placed(box(-8, -3, 16, 6, look.pick(PAPER, SUN, look.second, salt=30 + i), 3), x=x, y=y, turn=i * 47)
            for i, (x, y) in enumerate(sprinkles)
        ),
        ball(200, 74, 17, SKIN_OF_TOMATO),
        line("M202 60q2-20 18-26", LEAF_DARK, 4),
    )


def _donut(look: Look) -> str:
    sweet = look.says("donut")
    icing = look.main if sweet else CRUST
    sprinkles = (
        (120, 150),
        (160, 112),
        (214, 106),
        (262, 136),
        (286, 190),
        (270, 240),
        (112, 210),
        (134, 256),
        (200, 276),
        (240, 262),
    )
    dots = (
        stack(
            *(
                placed(box(-9, -3, 18, 6, look.pick(PAPER, SUN, look.accent, salt=30 + i), 3), x=x, y=y, turn=i * 53)
                for i, (x, y) in enumerate(sprinkles)
            )
        )
        if sweet
        else stack(*(placed(ellipse(0, 0, 7, 4, CREAM), x=x, y=y, turn=i * 53) for i, (x, y) in enumerate(sprinkles)))
    )
    return stack(
        faded(circle(208, 212, 128, "#2b2b38"), 0.1),
        ring(200, 198, 84, CRUST_DARK, 86),
        ring(200, 192, 84, CRUST if sweet else CRUST_DARK, 82),
        ring(200, 190, 84, icing, 70),
        beads("M200 106a84 84 0 1 1-.1 0", icing, 74, 16) if sweet else "",
        dots,
        gleam("M96 164q18-56 74-72", 9, 0.4),
        faded(ring(200, 192, 46, "#2b2b38", 6), 0.16),
    )


def dairy(look: Look) -> str:
    if look.says("milk", "yogurt", "cream", "kefir"):
        return _milk(look)
    holes = ((130, 240, 13), (176, 262, 9), (224, 236, 15), (282, 250, 11), (300, 222, 7), (196, 222, 7))
    rind = look.pick("#e6b23f", "#d9822f", look.shade, salt=11)
    return stack(
        board(look.second),
        path("M70 206L286 132q52 24 50 74Z", "#f6dc8b"),
        path("M70 206h266v78H70Z", "#f0c95c"),
        path("M70 278h266v10H70Z", rind),
        path("M326 206h10v82h-10Z", rind),
        shade("M250 206h86v82h-86Z", 0.08),
        *(ellipse(x, y, r, r * 0.86, "#d6a63a") for x, y, r in holes),
        ellipse(236, 172, 13, 7, "#e6c25e") + ellipse(290, 180, 9, 5, "#e6c25e"),
        gleam("M92 212h120", 5, 0.5),
        *(
            ball(x, y, 17, look.accent if look.variety % 3 else "#7a4f8f")
            for x, y in ((92, 268), (120, 276), (106, 246))
        ),
        placed(leaf(40, 22), x=112, y=240, turn=-34),
    )


def _milk(look: Look) -> str:
    return stack(
        shadow(206, 340, 110),
        halves("M201 70h-32v52q-46 26-46 70v130q0 16 18 16h60Z", "#fdfcf8", depth=0.1),
        box(160, 58, 80, 26, look.main, 8),
        path("M130 214q70 22 140 0v66q-70 20-140 0Z", look.main),
        circle(200, 252, 20, PAPER),
        path("M200 236q16 18 0 28-16-10 0-28Z", look.accent),
        gleam("M140 180v140", 6, 0.5),
        path("M284 258h70l-8 72q0 8-8 8h-38q-8 0-8-8Z", PAPER) + shade("M320 258h34l-8 72q0 8-8 8h-18Z", 0.1),
    )


DRAWINGS = {
    "bakery": bakery,
    "dairy": dairy,
    "fruits": produce.fruits,
    "meat": fresh_food.meat,
    "seafood": fresh_food.seafood,
    "vegetables": produce.vegetables,
}
