"""Fruit and vegetables."""

from atrium.demo.art.palette import (
    CREAM,
    INK,
    LEAF,
    LEAF_DARK,
    LEAF_LIGHT,
    PAPER,
    SKIN_OF_TOMATO,
    SUN,
    WOOD_DARK,
    Look,
    mixed,
)
from atrium.demo.art.shapes import (
    ball,
    bead,
    beads,
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
    mat,
    path,
    placed,
    ring,
    shade,
    shadow,
    stack,
)

GRAPE_ROWS = ((142, 5), (184, 6), (226, 5), (266, 4), (304, 2))
GRAPES = tuple((200 + (n - (count - 1) / 2) * 44, y) for y, count in GRAPE_ROWS for n in range(count))
BERRY_ROWS = ((260, (120, 168, 216, 264, 300)), (228, (142, 190, 240, 282)), (192, (166, 214, 256)))
BERRIES = tuple((x, y) for y, row in BERRY_ROWS for x in row)


def fruits(look: Look) -> str:
    if look.says("banana"):
        return _bananas(look)
    if look.says("grape") and not look.says("grapefruit"):
        return _grapes(look)
    if look.says("blueberr", "blackberr", "raspberr", "cranberr", "berr"):
        return _berries(look)
    if look.says("orange", "lemon", "lime", "citrus", "grapefruit", "mandarin", "tangerine", "clementine", "kiwi"):
        return _citrus(look)
    if look.says("strawberr"):
        return _strawberries(look)
    return _apples(look)


def _apples(look: Look) -> str:
    pear = look.says("pear")
    green, golden = (
        look.says("green", "granny"),
        look.says("golden", "apricot", "nectarine", "peach", "papaya", "mango"),
    )
    ripe = "#a9bd4e" if green else "#e2a23d" if golden else look.pick("#c9453c", "#b93a3f", "#d2584a", salt=11)
    skin = look.pick("#b9c25a", "#d0ac4c", salt=11) if pear else ripe
    body = (
        "M201 96c-34 0-34 44-48 74s-46 52-46 96c0 48 40 70 76 70h18Z"
        if pear
        else "M201 138q-30-16-56-6-48 18-48 84 0 64 46 106 26 20 58 8Z"
    )
    slice_ = stack(
        path("M258 262q44-16 88 0-4 66-44 78-40-12-44-78Z", mixed(skin, INK, share=0.1)),
        path("M266 268q36-12 72 0-4 54-36 62-32-8-36-62Z", CREAM),
        placed(ellipse(0, 0, 5, 9, WOOD_DARK), x=292, y=290, turn=14)
        + placed(ellipse(0, 0, 5, 9, WOOD_DARK), x=312, y=290, turn=-14),
    )
    return stack(
        mat(look.light, look.accent),
        placed(stack(line("M200 142q-2-40 20-62", WOOD_DARK, 9), halves(body, skin)), x=-20),
        placed(leaf(74, 40), x=198 if not pear else 196, y=116 if not pear else 84, turn=70),
        gleam("M98 220q0-44 32-60" if not pear else "M106 262q2-34 26-58", 9, 0.45),
        slice_,
        circle(172 + look.variety % 12, 250, 3, CREAM),
    )


def _bananas(look: Look) -> str:
    one = stack(
        path("M0 -20C10 90 70 160 176 150q14-2 10-20C110 130 60 70 34 -24Z", SUN),
        path("M34 -24C60 70 110 130 186 130q2 8 0 12C100 140 44 80 20 -22Z", "#f6d674"),
        path("M176 150q14-2 10-20l10-6q10 12 0 24Z", WOOD_DARK),
        shade("M0 -20C10 90 70 160 176 150 90 150 30 90 12 -21Z", 0.14),
    )
    return stack(
        mat(look.light, look.accent),
        placed(one, x=150, y=118, turn=-26),
        placed(one, x=146, y=122, turn=-4),
        placed(one, x=142, y=122, turn=20),
        path("M120 84q24-14 50 2l22 32q-34 26-62 0Z", "#b5a23c"),
        box(122, 66, 36, 30, WOOD_DARK, 8),
    )


def _grapes(look: Look) -> str:
    skin = "#9fb356" if look.says("green", "white", "sunshine") else look.pick("#a8465f", "#8b4568", salt=11)
    tones = (skin, mixed(skin, INK, share=0.16), mixed(skin, INK, share=0.08))
    return stack(
        mat(look.light, look.accent),
        line("M200 140q-4-40 14-66", WOOD_DARK, 9),
        *(bead(x, y, 27, tones[n % 3]) for n, (x, y) in enumerate(GRAPES)),
        placed(leaf(86, 70), x=196, y=124, turn=-62),
        placed(leaf(76, 60, LEAF_DARK), x=204, y=122, turn=66),
    )


def _berries(look: Look) -> str:
    skin = "#4c5f9c" if look.says("blue", "sapphire") else "#c2405a" if look.says("rasp", "cran") else "#5a3f63"
    dark = mixed(skin, INK, share=0.4)
    return stack(
        mat(look.light, look.accent),
        placed(leaf(80, 44), x=150, y=220, turn=-50) + placed(leaf(76, 42, LEAF_DARK), x=266, y=214, turn=48),
        *(bead(x, y, 27, skin) + ring(x - 2, y - 4, 7, dark, 4) for x, y in BERRIES),
        halves("M201 272H82q4 66 64 66h55Z", look.pick(PAPER, look.accent, salt=11)),
        dashes("M96 300q104 16 208 0", look.second, 5, "400"),
    )


def _citrus(look: Look) -> str:
    skin = "#9fbf4b" if look.says("lime", "kiwi") else SUN if look.says("lemon", "sunshine") else "#ee9a3a"
    flesh = mixed(skin, "#ffffff", share=0.35)
    spokes = "M268 204v96M226 228l84 48M226 276l84-48"
    return stack(
        mat(look.light, look.accent),
        ball(160, 216, 104, skin),
        faded(beads("M96 190q40-60 110-40M110 270q50 30 110-10", "#fff", 4, 9), 0.5),
        path("M150 116q10-8 20 0l-4 12h-12Z", LEAF_DARK),
        placed(leaf(80, 42), x=162, y=118, turn=58),
        circle(268, 256, 80, skin),
        circle(268, 256, 69, CREAM),
        circle(268, 252, 60, flesh),
        line(spokes, CREAM, 6),
        circle(268, 252, 8, CREAM),
        gleam("M222 236q8-24 30-34", 5, 0.5),
    )


def _strawberries(look: Look) -> str:
    one = stack(
        path("M0 90C-40 70 -66 20 -58 -16 -46 -44 46 -44 58 -16 66 20 40 70 0 90Z", "#d5414a"),
        shade("M0 90C40 70 66 20 58 -16 54 -28 34 -36 14 -38 30 20 24 60 0 90Z"),
        *(ellipse(x, y, 3, 5, "#f5d583") for x, y in ((-32, 0), (0, 4), (32, 0), (-18, 28), (18, 28), (0, 54))),
        *(placed(leaf(40, 20), y=-34, turn=turn) for turn in (-96, -60, 60, 96)),
        line("M0 -36q2-20 12-28", LEAF_DARK, 6),
    )
    return stack(
        mat(look.light, look.accent),
        placed(one, x=252, y=176, turn=14, size=1.1),
        placed(one, x=136, y=186, turn=-16, size=1.1),
        placed(one, x=200, y=232, size=1.15),
    )


def vegetables(look: Look) -> str:
    if look.says("tomato"):
        return _tomatoes(look)
    if look.says("pepper", "chili", "habanero", "jalap"):
        return _pepper(look)
    if look.says("carrot", "asparagus", "parsnip"):
        return _carrots(look)
    if look.says("lettuce", "cabbage", "kale", "spinach", "cauliflower", "broccoli", "cilantro", "basil"):
        return _head(look)
    return _basket(look)


def _tomatoes(look: Look) -> str:
    top = stack(*(placed(leaf(38, 14, LEAF_DARK), turn=turn) for turn in (-110, -66, -20, 24, 68, 112)))
    return stack(
        mat(look.light, look.accent),
        line("M120 160Q190 70 300 110", LEAF_DARK, 9),
        ball(252, 204, 74, "#d9573f") + placed(top, x=252, y=140),
        ball(140, 238, 86, SKIN_OF_TOMATO) + placed(top, x=140, y=162, size=1.15),
        ball(266, 278, 50, "#e0764a") + placed(top, x=266, y=234, size=0.8),
    )


def _pepper(look: Look) -> str:
    skin = look.pick("#cf3f38", SUN, "#e88a35", "#5f9a4b", salt=11)
    return stack(
        mat(look.light, look.accent),
        halves("M201 128q-30-26-62-14-48 20-40 90 8 60 28 102 12 28 40 26 20-2 34-14Z", skin),
        line("M166 136q-24 76 8 182", mixed(skin, INK, share=0.2), 6),
        line("M236 136q22 76-6 182", mixed(skin, INK, share=0.3), 6),
        both(path("M201 106q-40-2-56 14 34 18 56 14Z", LEAF)),
        line("M200 118q-4-36 20-52", LEAF_DARK, 17),
        gleam("M116 180q4-40 22-52", 10, 0.5),
    )


def _carrots(look: Look) -> str:
    one = stack(
        *(
            placed(leaf(90, 26, tone), y=-84, turn=turn)
            for turn, tone in ((-24, LEAF), (22, LEAF_DARK), (0, LEAF_LIGHT))
        ),
        path("M-30 -80Q0 -104 30 -80 26 20 4 122 0 130 -4 122 -26 20 -30 -80Z", "#e8863a"),
        shade("M6 -92q14 2 24 12-4 100-26 202-2 6-4 6 18-100 6-220Z"),
        line("M-24 -40h20M-4 -4h20M-16 34h16", "#c46a28", 4),
    )
    return stack(
        mat(look.light, look.accent),
        placed(one, x=262, y=208, turn=16),
        placed(one, x=138, y=208, turn=-16),
        placed(one, x=200, y=214, size=1.06),
    )


def _head(look: Look) -> str:
    if look.says("cauliflower", "broccoli"):
        florets = "#4f8a48" if look.says("broccoli") else look.main if look.says("purple") else "#f3e8cf"
        return stack(
            mat(look.light, look.accent),
            path("M160 230h80l14 100q-54 16-108 0Z", "#b9c98a"),
            both(placed(leaf(120, 70), x=150, y=320, turn=-38)),
            stack(
                *(
                    ball(x, y, r, florets)
                    for x, y, r in (
                        (120, 190, 46),
                        (280, 190, 46),
                        (160, 140, 48),
                        (240, 140, 48),
                        (200, 110, 46),
                        (200, 186, 56),
                        (150, 220, 38),
                        (250, 220, 38),
                    )
                )
            ),
        )
    return stack(
        mat(look.light, look.accent),
        both(placed(leaf(190, 150, LEAF_DARK), x=160, y=330, turn=-38)),
        both(placed(leaf(200, 140, LEAF), x=180, y=334, turn=-18)),
        placed(leaf(196, 150, LEAF_LIGHT), x=200, y=336),
        both(line("M196 320Q150 270 124 200M198 300Q170 240 160 180", "#dfeebf", 4)),
        line("M200 326V176", "#e6f2cb", 6),
    )


def _basket(look: Look) -> str:
    return stack(
        shadow(200, 340, 126),
        placed(leaf(110, 50, LEAF_DARK), x=130, y=220, turn=-22)
        + placed(leaf(120, 50, LEAF_LIGHT), x=160, y=214, turn=6),
        placed(
            stack(path("M-20 -70Q0 -86 20 -70 18 0 0 80Q-18 0 -20 -70Z", "#e8863a"), placed(leaf(50, 20), y=-72)),
            x=212,
            y=184,
            turn=14,
        ),
        ball(262, 196, 44, SKIN_OF_TOMATO) + placed(leaf(26, 12, LEAF_DARK), x=262, y=158, turn=40),
        ball(144, 218, 38, look.pick("#8f5a94", "#d9b06a", salt=11)),
        ball(306, 222, 28, SUN),
        ball(208, 222, 34, "#93b84c"),
        halves("M201 230H72l22 96q3 12 16 12h91Z", mixed("#c39a63", look.main, share=0.3)),
        dashes("M84 258h232M90 284h220M96 310h208", "#9a7444", 9, "16 8"),
        box(62, 224, 276, 20, mixed("#b0844f", look.main, share=0.2), 10),
        dashes("M74 234h252", look.accent, 5, "10 7"),
    )
