"""What the year brings: Christmas and Easter here, Halloween and Valentine's Day in `festive_nights`."""

from atrium.demo.art import festive_nights
from atrium.demo.art.floral import wreath
from atrium.demo.art.palette import (
    BRASS,
    CREAM,
    INK,
    LEAF,
    LEAF_DARK,
    LEAF_LIGHT,
    PAPER,
    SUN,
    WOOD,
    WOOD_DARK,
    Look,
    mixed,
)
from atrium.demo.art.shapes import (
    ball,
    beads,
    block,
    both,
    box,
    circle,
    dashes,
    ellipse,
    faded,
    flower,
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
)


def christmas(look: Look) -> str:
    if look.says("wreath", "garland"):
        return wreath(look)
    if look.says("ornament", "bauble", "jingle", "sparkle"):
        return _bauble(look)
    if look.says("candy", "cane", "gift", "stocking", "chocolate", "truffle", "mug"):
        return _presents(look)
    if look.says("snowman", "frosty", "winter", "snow", "gnome"):
        return _snowman(look)
    return _tree(look)


def _tree(look: Look) -> str:
    colours = (look.main, look.accent, SUN, look.second)
    spots = (
        (200, 118),
        (172, 158),
        (228, 164),
        (150, 212),
        (200, 204),
        (248, 216),
        (130, 272),
        (180, 266),
        (226, 276),
        (272, 270),
    )
    return stack(
        shadow(200, 346, 116),
        box(184, 296, 32, 44, WOOD_DARK),
        both(path("M201 60L148 140h22l-52 74h26l-58 88h115Z", LEAF_DARK)),
        path("M200 60l52 80h-22l52 74h-26l58 88H200Z", "#37683f"),
        line(
            "M168 136q34 22 66-4M146 200q58 30 108 2M116 272q86 40 166 4", look.pick(SUN, CREAM, look.light, salt=12), 5
        ),
        *(circle(x, y, 11, colours[n % 4]) + circle(x - 3, y - 4, 3, PAPER) for n, (x, y) in enumerate(spots)),
        path("M200 26l9 22 24 2-18 16 6 24-21-13-21 13 6-24-18-16 24-2Z", SUN),
        block(84, 296, 62, 46, look.main, 5)
        + box(108, 296, 12, 46, look.accent)
        + line("M114 296q-22-22-20-4 8 8 20 4 22-22 20-4-8 8-20 4", look.accent, 4),
        block(262, 306, 52, 36, look.accent, 5) + box(262, 318, 52, 9, look.main),
    )


def _bauble(look: Look) -> str:
    bands = look.pick(
        stack(dashes("M104 190q96 40 192 0", look.accent, 17, "400"), beads("M100 224q100 44 200 0", PAPER, 9, 11)),
        stack(
            line("M106 178L140 214 172 186 200 222 228 186 260 214 294 178", look.accent, 9),
            line("M110 236q90 40 180 0", PAPER, 5),
        ),
        stack(*(star(x, y, 18, PAPER) for x, y in ((154, 200), (236, 182), (200, 252), (264, 246), (136, 262)))),
        salt=11,
    )
    return stack(
        faded(ellipse(206, 346, 74, 11, INK), 0.14),
        line("M200 0V74", mixed(BRASS, INK, share=0.2), 4),
        ring(200, 82, 13, BRASS, 5),
        placed(leaf(96, 26, LEAF_DARK), x=196, y=100, turn=-72) + placed(leaf(96, 26, LEAF), x=204, y=100, turn=72),
        ball(200, 220, 104, look.main),
        bands,
        shade("M252 130A104 104 0 0 1 110 272A116 116 0 0 0 252 130Z", 0.12),
        box(176, 96, 48, 30, BRASS, 6),
        dashes("M182 111h40", mixed(BRASS, INK, share=0.3), 26, "3 7"),
        both(path("M200 104q-52-44-58-8t58 14Z", look.accent)) + circle(200, 106, 11, look.second),
        gleam("M122 196q10-38 40-56", 9, 0.55),
    )


def _presents(look: Look) -> str:
    bow = stack(
        both(path("M200 132q-66-62-74-14t74 22Z", look.accent)),
        circle(200, 132, 14, mixed(look.accent, INK, share=0.2)),
    )
    cane = stack(
        line("M0 90V-50q0-34 30-34t30 34v10", PAPER, 20),
        dashes("M0 90V-50q0-34 30-34t30 34v10", "#cf4240", 20, "14 14"),
    )
    return stack(
        shadow(200, 344, 132),
        placed(cane, x=282, y=236, turn=10),
        block(92, 176, 176, 164, look.main, 8),
        box(80, 146, 200, 40, look.light, 8),
        shade("M216 146h56q8 0 8 8v24q0 8-8 8h-56Z"),
        placed(stack(box(188, 146, 28, 194, look.accent)), x=-20),
        placed(bow, x=-18, y=10),
        look.pick(
            "".join(
                circle(x, y, 7, look.light)
                for x, y in ((116, 216), (140, 262), (114, 306), (224, 214), (248, 258), (222, 306))
            ),
            "",
            salt=11,
        ),
        block(238, 268, 86, 72, look.second, 8)
        + box(274, 268, 14, 72, PAPER)
        + path("M281 268q-26-22-28-4t28 8q26-22 28-4t-28 8Z", PAPER),
    )


def _snowman(look: Look) -> str:
    flakes = stack(
        *(
            circle(x, y, r, PAPER)
            for x, y, r in ((90, 110, 6), (312, 92, 7), (330, 190, 5), (76, 220, 5), (110, 60, 4), (290, 50, 4))
        )
    )
    return stack(
        flakes,
        shadow(200, 346, 112),
        line("M118 232L66 182M82 198l-24 2M282 232l52-50M318 198l24 2", WOOD_DARK, 8),
        ball(200, 268, 82, "#fbfaf6"),
        ball(200, 146, 60, "#fdfcfa"),
        *(circle(200, y, 8, INK) for y in (240, 270, 300)),
        both(circle(180, 136, 7, INK)),
        path("M198 148l46 12-46 10Z", "#e8863a"),
        beads("M176 174q24 16 48 0", INK, 6, 4),
        path("M140 190q60 30 120 0l4 24q-64 32-128 0Z", look.main),
        path("M226 208l32-6 14 70-34 8Z", look.shade) + dashes("M240 276l34-8", look.light, 12, "4 4"),
        dashes("M148 206q52 24 104 0", look.accent, 22, "10 20"),
        box(136, 86, 128, 15, look.deep, 6),
        path("M152 88V30q48-12 96 0v58Z", look.deep),
        box(152, 66, 96, 20, look.accent),
        gleam("M136 250q4-26 22-40", 7, 0.9),
    )


def easter(look: Look) -> str:
    if look.says("wreath"):
        return wreath(look)
    if look.says("bunny", "rabbit", "plush"):
        return _bunny(look)
    if look.says("basket", "nest", "set", "assortment", "candy"):
        return _nest(look)
    return _egg(look)


def _egg(look: Look) -> str:
    zigzag = "M98 186l26 26 25-26 25 26 26-26 25 26 26-26 25 26 26-26"
    stripes = stack(
        line(zigzag, look.accent, 10),
        beads("M94 254q106 30 212 0", PAPER, 15, 9),
        dashes("M112 146q88 26 176 0", look.second, 14, "400"),
    )
    spotted = stack(
        *(
            circle(x, y, r, colour)
            for x, y, r, colour in (
                (150, 150, 18, look.accent),
                (232, 136, 14, PAPER),
                (196, 196, 22, look.second),
                (258, 214, 18, look.accent),
                (134, 232, 16, PAPER),
                (176, 276, 20, look.accent),
                (244, 282, 15, PAPER),
            )
        )
    )
    blossom = stack(
        *(placed(flower(34, PAPER, SUN, 6), x=x, y=y) for x, y in ((156, 170), (246, 198), (174, 264))),
        dashes("M112 300q88 36 176 0", look.accent, 8, "400"),
    )
    return stack(
        shadow(200, 346, 98),
        halves("M201 60q-70 4-104 116-30 160 103 164Z", look.main),
        look.pick(stripes, spotted, blossom, salt=11),
        shade("M270 120q64 130-10 200-20 18-60 20 100-40 70-220Z", 0.12),
        both(
            stack(
                *(
                    placed(leaf(long, 16, tone), x=x, y=350, turn=turn)
                    for x, long, tone, turn in (
                        (110, 60, LEAF, -18),
                        (132, 74, LEAF_LIGHT, -4),
                        (156, 54, LEAF_DARK, 14),
                        (88, 44, LEAF_LIGHT, -34),
                    )
                )
            )
        ),
        gleam("M124 170q14-44 40-68", 9, 0.5),
    )


def _bunny(look: Look) -> str:
    fur = look.light if look.main < "#d" else look.main
    ear = stack(
        path("M150 140Q104 20 152 24 190 34 186 136Z", fur), path("M158 128Q130 48 154 50 174 58 174 126Z", "#efb2bb")
    )
    return stack(
        shadow(200, 350, 112),
        both(ear),
        halves("M201 226h-60q-38 30-36 84 2 36 40 36h56Z", fur),
        both(ellipse(146, 340, 40, 18, mixed(fur, "#ffffff", share=0.35))),
        halves("M201 112q-80 0-84 70 2 66 84 66Z", fur),
        both(circle(166, 172, 10, INK) + circle(163, 168, 3, PAPER)),
        both(faded(circle(144, 204, 15, "#ec8d9c"), 0.7)),
        path("M188 196h24l-12 14Z", "#e2808e"),
        line("M200 210v8q-8 12-20 6M200 218q8 12 20 6", INK, 4),
        both(path("M200 254q-42-32-48-2t48 12Z", look.accent)) + circle(200, 257, 10, look.second),
        path("M200 284q-38 24-34 54h68q4-30-34-54Z", look.main),
        beads("M170 326q30 10 60 0", PAPER, 8, 5),
        gleam("M134 164q6-26 30-36", 6, 0.6),
    )


def _nest(look: Look) -> str:
    egg = "M0 -50C26 -50 38 0 38 18 38 40 22 50 0 50S-38 40 -38 18C-38 0 -26 -50 0 -50Z"
    colours = (look.main, look.accent, PAPER, look.second, look.light)
    eggs = stack(
        *(
            placed(
                stack(
                    path(egg, colours[n]),
                    shade("M10 -48C30 -40 38 4 38 18 38 40 22 50 0 50 30 40 34 -10 10 -48Z"),
                    dashes(
                        "M-36 6q36 14 72 0",
                        PAPER if colours[n] != PAPER else look.main,
                        7,
                        look.pick("400", "6 6", salt=40 + n),
                    ),
                ),
                x=x,
                y=y,
                turn=turn,
            )
            for n, (x, y, turn) in enumerate(
                ((126, 186, -18), (274, 186, 18), (200, 160, 0), (162, 212, -8), (238, 212, 10))
            )
        )
    )
    return stack(
        shadow(200, 344, 130),
        line("M92 236C92 60 308 60 308 236", WOOD, 14),
        dashes("M92 236C92 60 308 60 308 236", WOOD_DARK, 14, "5 12"),
        both(placed(leaf(70, 22, LEAF_LIGHT), x=110, y=240, turn=-50)),
        eggs,
        halves("M201 236H70q4 100 56 104h75Z", WOOD),
        dashes("M80 264h240M92 290h216M106 316h188", WOOD_DARK, 11, "20 10"),
        both(
            stack(
                *(
                    placed(leaf(40, 13, tone), x=x, y=250, turn=turn)
                    for x, tone, turn in (
                        (92, LEAF, -24),
                        (116, LEAF_LIGHT, 6),
                        (142, LEAF, -12),
                        (168, LEAF_LIGHT, 14),
                        (190, LEAF, -6),
                    )
                )
            )
        ),
        placed(stack(path("M0 0l-34-20v40ZM0 0l34-20v40Z", look.main), circle(0, 0, 10, look.deep)), x=200, y=106),
    )


DRAWINGS = {
    "christmas": christmas,
    "easter": easter,
    "halloween": festive_nights.halloween,
    "valentine": festive_nights.valentine,
}
