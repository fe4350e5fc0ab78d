"""Kitchen and household things."""

from atrium.demo.art.palette import (
    BRASS,
    CREAM,
    GLASS,
    INK,
    LEAF,
    LEAF_LIGHT,
    PAPER,
    STEEL,
    STEEL_DARK,
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
    steam,
    turned,
)


def bowls(look: Look) -> str:
    pattern = look.pick(
        dashes("M78 262q122 52 244 0", look.accent, 8, "400"),
        beads("M82 264q118 52 236 0", look.accent, 15, 12),
        path(
            "M76 252l24 30 24-18 26 30 26-22 24 24 24-24 26 22"
            " 26-30 24 18 24-30-6 26-18 22-24-14-26 30-26-22-24 26-24-26-26 22-26-30-24 14-18-22Z",
            look.accent,
        ),
        dashes("M74 252q126 60 252 0", look.light, 22, "5 9"),
        salt=11,
    )
    stacked = stack(
        ellipse(200, 176, 112, 30, look.second),
        path("M88 176q8 60 50 84h124q42-24 50-84Z", look.second),
        shade("M214 204q68-4 98-28-8 60-50 84h-48Z"),
        ellipse(200, 176, 98, 22, mixed(look.second, INK, share=0.3)),
    )
    spoon = stack(
        line("M270 210L330 104", WOOD, 13),
        placed(ellipse(0, 0, 22, 32, WOOD), x=338, y=88, turn=28),
        placed(ellipse(-3, -3, 13, 22, WOOD_DARK), x=338, y=88, turn=28),
    )
    return stack(
        shadow(200, 342, 96),
        look.pick(stacked, spoon, salt=12),
        ellipse(200, 210, 138, 38, look.light),
        ellipse(200, 214, 124, 30, look.deep),
        halves("M201 248Q100 246 62 210q6 90 92 118v12h47Z", look.main),
        pattern,
        gleam("M82 246q14 34 44 54", 7, 0.45),
    )


def sponge(look: Look) -> str:
    holes = ((120, 214, 9), (164, 236, 7), (206, 208, 10), (250, 234, 8), (284, 208, 7), (142, 250, 6), (228, 252, 6))
    return stack(
        shadow(200, 326, 140),
        path("M98 160h196q14 0 18 14l14 50H74l10-50q2-14 14-14Z", look.light),
        block(74, 196, 252, 82, look.main, 18),
        *(ellipse(x, y, r, r * 0.8, look.shade) for x, y, r in holes),
        block(74, 266, 252, 54, look.pick("#4f8f5b", look.accent, salt=11), 14),
        dashes("M90 284h220M96 302h210", "#ffffff", 3, "2 9"),
        ring(310, 140, 26, PAPER, 5) + ring(262, 110, 17, PAPER, 5) + ring(338, 96, 12, PAPER, 4),
        faded(circle(302, 132, 6, PAPER), 0.9),
        gleam("M96 172h120", 5, 0.5),
    )


def kitchen(look: Look) -> str:
    forms = (
        (("teapot", "tea ", "kettle"), _teapot),
        (("knife", "chef", "cutlery", "silverware"), _knife),
        (("glass", "wine", "beer", "crystal", "goblet", "tumbler", "chalice", "decanter", "cocktail"), _glass),
        (("table", "dining", "plate", "dinner", "napkin", "setting", "platter"), _setting),
        (("coffee", "mug", "cup", "espresso", "pour-over"), _mug),
        (("skillet", "cast", "pan", "wok"), _pan),
    )
    for words, form in forms:
        if look.says(*words):
            return form(look)
    return _pot(look)


def _pot(look: Look) -> str:
    return stack(
        shadow(200, 336, 136),
        both(path("M82 206H60q-20 0-20 18t20 18h24Z", look.deep)),
        halves("M201 184H76v112q0 34 36 34h89Z", look.main),
        box(66, 172, 268, 20, look.shade, 10),
        halves("M201 118q-110 4-122 54h122Z", look.light, depth=0.16),
        box(180, 92, 40, 28, look.pick(BRASS, INK, WOOD, salt=11), 12),
        dashes("M90 296h220", look.deep, 4, "400"),
        look.pick(steam(150, 108), "", salt=12),
        gleam("M92 208v72", 7, 0.45),
        gleam("M104 162q16-24 56-30", 6, 0.5),
    )


def _pan(look: Look) -> str:
    return stack(
        shadow(176, 322, 132),
        line("M268 232L372 168", look.deep, 24),
        line("M330 194L372 168", WOOD, 22),
        circle(368, 171, 5, INK),
        ellipse(170, 252, 142, 62, look.deep),
        path("M28 252q4 66 142 70t142-70q-40 56-142 56T28 252Z", look.shade),
        ellipse(170, 248, 142, 58, look.main),
        ellipse(170, 252, 118, 44, mixed(look.deep, INK, share=0.3)),
        path("M92 252q-6-34 44-30 50-18 80 8 36 14 14 36-40 20-78 10-52 6-60-24Z", PAPER),
        ball(160, 248, 24, "#efb13f"),
        placed(leaf(28, 15), x=206, y=262, turn=60),
        gleam("M52 236q20-26 66-36", 6, 0.4),
    )


def _teapot(look: Look) -> str:
    return stack(
        shadow(200, 338, 118),
        line("M282 190q66-4 60 48t-70 54", look.shade, 20),
        path("M112 220q-40-6-48-54-4-16-24-16v-14h40q24 4 32 48l22 36Z", look.shade),
        halves("M201 152q-100 4-100 96 0 86 84 86h16Z", look.main),
        halves("M201 126q-58 0-66 34 30 10 66 10Z", look.light, depth=0.16),
        circle(200, 116, 15, look.accent),
        look.pick(
            stack(
                line("M170 300q40-60 60-90", look.deep, 4),
                *(
                    circle(x, y, 11, look.accent)
                    for x, y in ((176, 276), (206, 262), (204, 230), (232, 216), (228, 244))
                ),
            ),
            dashes("M104 246q96 26 192 0", look.accent, 7, "12 9"),
            placed(leaf(80, 42, look.accent), x=186, y=300, turn=24),
            salt=11,
        ),
        steam(56, 128),
        gleam("M118 220q8-40 34-52", 8, 0.45),
    )


def _glass(look: Look) -> str:
    fill = look.pick("#a8324a", "#e6b24a", "#d98a5a", look.main, salt=11)
    if look.says("beer", "ale"):
        return _beer(look)
    if look.says("whiskey", "stemless", "tumbler", "craft"):
        return _tumbler(fill)
    one = stack(
        both(path("M201 66h-66q-20 108 30 140 26 14 30 22v92h6Z", "#b3cfd8")),
        halves("M201 132h-69q-2 54 34 72 20 8 35 8Z", fill),
        ellipse(200, 132, 68, 9, mixed(fill, "#ffffff", share=0.3)),
        both(path("M201 312q-50 4-58 24h58Z", "#b3cfd8")),
        gleam("M142 96q-6 60 22 90", 7, 0.6),
    )
    return stack(shadow(206, 340, 104), faded(placed(one, x=96, y=52, size=0.84), 0.9), placed(one, x=-44))


def _beer(look: Look) -> str:
    foam = stack(
        box(118, 130, 164, 36, CREAM, 18),
        *(circle(x, y, radius, CREAM) for x, y, radius in ((146, 134, 22), (196, 124, 28), (248, 132, 24))),
    )
    return stack(
        shadow(200, 342, 92),
        line("M276 184q58-6 54 54t-62 56", "#b3cfd8", 18),
        halves("M201 128h-80l14 200q0 10 12 10h54Z", "#e6ab3c"),
        faded(beads("M160 306V190M200 306V190M240 306V190", "#fff", 5, 7), 0.5),
        foam,
        box(133, 318, 134, 20, GLASS, 8),
        box(150, 214, 100, 62, look.main, 8),
        dashes("M164 236h72M174 254h52", PAPER, 5, "400"),
        gleam("M140 184l8 120", 7, 0.55),
    )


def _tumbler(fill: str) -> str:
    ice = turned(box(150, 214, 46, 46, "#fff", 8), 12, 173, 237) + turned(
        box(204, 222, 44, 44, "#fff", 8), -20, 226, 244
    )
    return stack(
        shadow(200, 342, 96),
        both(path("M201 120h-95l16 206q2 12 14 12h65Z", "#c3dae1")),
        halves("M201 212h-81l8 96q1 10 10 10h63Z", fill),
        faded(ice, 0.45),
        ellipse(200, 212, 81, 10, mixed(fill, "#ffffff", share=0.3)),
        faded(dashes("M132 250l130 60M150 236l116 54M268 250L138 310M250 236L134 290", "#fff", 3, "400"), 0.3),
        gleam("M122 144l12 160", 8, 0.7),
        gleam("M106 122h188", 4, 0.7),
    )


def _knife(look: Look) -> str:
    return stack(
        faded(path("M150 70l130 230-30 20L140 150Z", INK), 0.08),
        turned(
            stack(
                path("M174 36q66 60 58 190h-58Z", STEEL),
                path("M174 36q22 20 36 56v134h-36Z", mixed(STEEL, "#ffffff", share=0.45)),
                faded(line("M222 120q8 50 4 100", STEEL_DARK, 4), 0.6),
                box(168, 222, 66, 18, BRASS, 4),
                block(174, 238, 52, 124, look.main if look.main < "#b" else WOOD_DARK, 16),
                *(circle(200, y, 6, PAPER) for y in (266, 300, 334)),
            ),
            -24,
        ),
        placed(
            stack(
                placed(leaf(60, 30), turn=-30), placed(leaf(60, 30, LEAF_LIGHT), turn=16), placed(leaf(54, 28), turn=60)
            ),
            x=282,
            y=300,
        ),
        ball(306, 270, 26, look.accent),
    )


def _setting(look: Look) -> str:
    return stack(
        faded(circle(206, 210, 122, INK), 0.12),
        circle(200, 200, 120, look.main),
        circle(200, 200, 108, mixed(look.light, "#ffffff", share=0.45)),
        ring(200, 200, 98, look.pick(look.accent, BRASS, salt=11), 5),
        beads("M200 92a108 108 0 1 1-.1 0", look.shade, 5, 40),
        circle(200, 200, 74, PAPER),
        faded(ring(200, 200, 72, INK, 4), 0.08),
        path("M168 150h64l-12 116h-40Z", look.accent),
        shade("M200 150h32l-12 116h-20Z"),
        box(174, 196, 52, 18, BRASS, 8),
        placed(leaf(54, 20), x=196, y=200, turn=-14) + placed(leaf(54, 20, LEAF_LIGHT), x=204, y=200, turn=14),
        line("M48 120v60q0 14 12 14t12-14v-60M60 120V290", STEEL_DARK, 8),
        path("M330 116q26 40 20 100h-20Z", STEEL_DARK) + line("M336 216V290", STEEL_DARK, 11),
    )


def _mug(look: Look) -> str:
    return stack(
        shadow(200, 338, 110),
        line("M268 196q66-10 62 46t-66 56", look.shade, 20),
        halves("M201 146h-85l8 168q2 22 26 22h51Z", look.main),
        ellipse(200, 148, 85, 18, look.light),
        ellipse(200, 151, 73, 12, "#5d3a28"),
        look.pick(
            dashes("M120 240h160", look.accent, 16, "400"),
            beads("M132 244h136M136 274h128", look.accent, 13, 7),
            path("M150 296l30-60 20 30 14-18 30 48Z", look.accent),
            salt=11,
        ),
        steam(176, 120),
        steam(222, 120),
        gleam("M132 176l6 110", 7, 0.45),
    )


def salon(look: Look) -> str:
    if look.says("shelf", "book"):
        books = stack(
            *(
                box(x, y - tall, 17, tall, colour, 2)
                for x, y, tall, colour in (
                    (112, 142, 54, look.accent),
                    (132, 142, 62, look.second),
                    (152, 142, 48, look.deep),
                    (232, 226, 58, look.second),
                    (252, 226, 50, look.accent),
                    (272, 226, 60, LEAF),
                    (120, 310, 56, look.deep),
                    (140, 310, 50, look.accent),
                )
            )
        )
        return stack(
            shadow(200, 348, 122),
            box(84, 56, 232, 288, look.main, 8),
            *(box(98, y, 204, 72, look.shade) for y in (70, 154, 238)),
            books,
            placed(leaf(50, 24), x=256, y=112, turn=-20) + placed(leaf(54, 24, LEAF_LIGHT), x=256, y=112, turn=20),
            box(240, 108, 34, 34, PAPER, 8),
            circle(146, 204, 22, BRASS),
            box(206, 262, 70, 48, PAPER, 6),
            gleam("M90 70v260", 4, 0.3),
        )
    return stack(
        shadow(200, 350, 84),
        line("M200 90V336", look.main, 13),
        both(line("M200 314L142 346", look.main, 11)),
        both(line("M200 132q-62 10-70-32", look.main, 10) + circle(130, 98, 8, BRASS)),
        both(line("M200 172q-48 8-54-22", look.shade, 9) + circle(146, 148, 7, BRASS)),
        circle(200, 84, 11, BRASS),
        placed(
            stack(
                ellipse(0, 20, 62, 15, look.accent),
                path("M-36 18q-4-54 36-54t36 54q-36 14-72 0Z", look.accent),
                shade("M4 -36q34 4 32 54-14 6-32 8Z"),
                line("M-35 12q35 14 70 0", look.deep, 9),
            ),
            x=128,
            y=76,
        ),
        line("M274 96q14 60-6 132t10 66", look.second, 20),
        shade("M268 216q-8 50 14 90l-16 0q-16-50 2-90Z", 0.1),
    )


DRAWINGS = {"bowls": bowls, "consumable": sponge, "kitchen": kitchen, "salon": salon}
