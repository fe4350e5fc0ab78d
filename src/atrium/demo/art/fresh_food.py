"""Meat and seafood."""

from atrium.demo.art.palette import (
    CREAM,
    INK,
    LEAF,
    LEAF_DARK,
    LEAF_LIGHT,
    PAPER,
    SKIN_OF_TOMATO,
    SUN,
    Look,
    mixed,
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
    mat,
    path,
    placed,
    shade,
    shadow,
    stack,
)


def meat(look: Look) -> str:
    if look.says("chicken", "turkey", "duck", "wing", "drumstick"):
        return _roast(look)
    flesh = look.pick("#b8433f", "#c4524a", "#a83a3a", salt=11)
    rosemary = stack(
        line("M300 262Q284 200 320 130", LEAF_DARK, 4),
        *(placed(leaf(26, 8, LEAF), x=302 + (i % 3) * 2, y=244 - i * 20, turn=70 if i % 2 else -60) for i in range(6)),
    )
    return stack(
        board(look.second),
        faded(path("M80 220q-20-100 70-120 60-14 106 26 70 10 72 80-2 70-90 72-40 4-70-8-80 0-88-50Z", INK), 0.12),
        path("M72 212q-20-100 70-120 60-14 106 26 70 10 72 80-2 70-90 72-40 4-70-8-80 0-88-50Z", "#8f2f2f"),
        path("M72 200q-20-100 70-120 60-14 106 26 70 10 72 80-2 70-90 72-40 4-70-8-80 0-88-50Z", "#f3dcc6"),
        path("M88 196q-14-82 60-100 54-10 94 26 60 10 62 62-2 56-76 56-40 2-66-8-64 0-74-36Z", flesh),
        faded(
            line(
                "M118 150q30-34 64-20t40 30M112 190q40 20 70-6t52-10M200 216q50 10 76-24M250 140q26 10 30 34",
                "#f3dcc6",
                6,
            ),
            0.85,
        ),
        look.pick(
            stack(path("M164 140h26v40h34v22h-34v24h-20v-60Z", CREAM), circle(178, 164, 6, "#e3c5a8")),
            stack(circle(150, 164, 19, CREAM), circle(150, 164, 9, "#d9a892")),
            "",
            salt=12,
        ),
        rosemary,
        gleam("M98 130q12-26 40-34", 6, 0.4),
        *(circle(x, y, 3.5, INK) for x, y in ((92, 280), (120, 272), (252, 280), (276, 270))),
    )


def _roast(look: Look) -> str:
    return stack(
        shadow(200, 322, 156),
        ellipse(200, 282, 160, 38, look.accent),
        ellipse(200, 274, 160, 38, PAPER),
        placed(leaf(80, 44, LEAF_LIGHT), x=96, y=276, turn=-64) + placed(leaf(80, 44), x=304, y=276, turn=64),
        path("M86 240q0-100 106-106 118 0 122 106-10 44-114 44T86 240Z", "#c9803c"),
        shade("M230 138q82 18 84 102-8 36-76 42 46-70-8-144Z"),
        path("M248 250q-40-52 6-78 44-10 56 40 6 30 24 38-6 22-40 26-30 0-46-26Z", "#b56b2e"),
        path("M322 236l36 14q18-8 20 6t-12 14q4 14-10 14t-12-20l-36-12Z", CREAM),
        path("M96 232q-20-46 20-52 34 0 30 40t-26 40q-16-2-24-28Z", "#b56b2e"),
        gleam("M122 196q20-38 66-42", 9, 0.4),
        ball(128, 286, 17, SKIN_OF_TOMATO) + ball(160, 296, 15, SUN) + ball(232, 298, 16, SKIN_OF_TOMATO),
    )


def seafood(look: Look) -> str:
    if look.says("crab", "lobster"):
        return _crab(look)
    if look.says("oyster", "mussel", "clam", "scallop", "snail", "shell"):
        return _oysters(look)
    return _fish(look)


def _crab(look: Look) -> str:
    claw = stack(
        line("M128 220Q84 200 90 150", "#c9483a", 20),
        path("M104 146q-46-8-44-56 4-26 22-38-4 30 12 40 4-24 30-28 20 46-20 82Z", "#d95843"),
    )
    legs = line("M124 250q-50-6-74 20M128 272q-44 8-60 40M144 290q-26 16-32 40", "#c9483a", 12)
    return stack(
        mat(look.light, look.accent),
        both(legs),
        both(claw),
        halves("M201 174q-90 0-104 62 0 74 104 74Z", "#d95843"),
        both(line("M172 186v-24", "#c9483a", 8) + circle(172, 158, 11, INK) + circle(169, 154, 3, PAPER)),
        faded(beads("M136 226q64-30 128 0", PAPER, 8, 7), 0.6),
        line("M172 270q28 18 56 0", "#8f2f2a", 6),
        gleam("M116 224q12-26 44-34", 7, 0.4),
    )


def _oysters(look: Look) -> str:
    shell = stack(
        path("M-66 14Q-72 -40 -20 -52 40 -62 66 -10 60 44 0 48 -52 48 -66 14Z", "#8d8a86"),
        path("M-56 12Q-60 -32 -16 -42 34 -50 54 -8 50 34 0 38 -46 38 -56 12Z", "#ece7df"),
        path("M-36 8Q-40 -22 -8 -26 28 -28 34 -2 28 24 -4 24 -32 24 -36 8Z", "#cfc3b4"),
        ball(12, -4, 9, PAPER),
    )
    ice = stack(
        *(
            placed(box(-14, -14, 28, 28, "#dff0f5", 6), x=x, y=y, turn=turn)
            for x, y, turn in ((70, 250, 20), (120, 296, 40), (206, 306, 10), (286, 292, 30), (330, 246, 12))
        )
    )
    return stack(
        shadow(200, 330, 160),
        ellipse(200, 250, 164, 76, look.shade),
        ellipse(200, 240, 164, 76, look.light),
        ice,
        placed(shell, x=124, y=210, turn=-20),
        placed(shell, x=276, y=206, turn=24),
        placed(shell, x=200, y=262, turn=4),
        path("M166 178a40 40 0 0 1 76-8Z", SUN) + path("M174 175a32 32 0 0 1 60-6Z", "#f8e3a0"),
        placed(leaf(46, 26), x=204, y=190, turn=80),
    )


def _fish(look: Look) -> str:
    salmon = look.says("salmon", "fillet", "tuna", "steak")
    if salmon:
        return stack(
            board(look.second),
            path("M64 230q40-92 150-96 90 0 124 58-10 60-90 72-110 10-184-34Z", "#c9c6c4"),
            path("M64 222q40-92 150-96 90 0 124 58-10 60-90 72-110 10-184-34Z", "#f0875f"),
            faded(
                line(
                    "M112 176q24 30 20 72M152 150q34 44 26 108M196 136q36 50 30 122M240 132q36 46 30 114"
                    "M284 144q26 34 20 80",
                    "#fbd3b8",
                    6,
                ),
                0.9,
            ),
            gleam("M92 204q30-52 96-64", 6, 0.4),
            placed(leaf(46, 20), x=130, y=282, turn=70) + placed(leaf(46, 20, LEAF_DARK), x=136, y=284, turn=110),
            circle(286, 268, 30, SUN) + circle(286, 268, 23, "#f8e3a0"),
            line("M286 250v36M270 260l32 16M270 276l32-16", SUN, 3),
        )
    return stack(
        board(look.second),
        path("M286 200l70-56q10 56 0 112Z", "#6f8ea3"),
        path("M46 200q60-80 150-78 70 4 112 78-42 72-112 76-90 4-150-76Z", mixed("#8fb0c2", look.main, share=0.3)),
        path("M46 200q60 18 262 0-42 72-112 76-90 4-150-76Z", "#cfdfe6"),
        path("M150 126q40-40 90-20l10 30Z", "#6f8ea3"),
        dashes("M150 160v80M182 150v100M214 152v96M246 164v72", "#6f8ea3", 4, "12 10"),
        line("M122 150q22 50 0 100", "#6f8ea3", 5),
        circle(92, 186, 12, PAPER) + circle(92, 186, 6, INK),
        circle(300, 276, 28, SUN) + circle(300, 276, 21, "#f8e3a0"),
        placed(leaf(50, 22), x=124, y=290, turn=70),
        gleam("M96 164q40-30 90-32", 6, 0.5),
    )
