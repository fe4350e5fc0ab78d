"""Salty snacks in their bags."""

from atrium.demo.art.palette import CREAM, CRUST, CRUST_DARK, PAPER, SUN, Look, mixed
from atrium.demo.art.shapes import (
    box,
    circle,
    dashes,
    faded,
    gleam,
    halves,
    line,
    path,
    placed,
    shade,
    shadow,
    stack,
)


def nuts(look: Look) -> str:
    almond = stack(
        path("M0 -30Q30 -4 18 20 0 36 -18 20 -30 -4 0 -30Z", "#a8673a"),
        shade("M0 -30Q30 -4 18 20 10 28 0 30Z"),
        line("M-7 -8q-4 14 0 26M5 -10q4 14 0 28", CRUST, 2.5),
    )
    cashew = stack(
        line("M-18 12Q-22 -22 4 -22T24 2", "#e6c48f", 21), faded(line("M-14 8Q-16 -14 4 -16", PAPER, 5), 0.6)
    )
    peanut = stack(
        circle(0, -16, 17, "#d9a662"),
        circle(0, 14, 19, "#d9a662"),
        shade("M4 -30q14 6 12 22-4 10 2 16 2 22-14 24 12-30 0-62Z"),
        dashes("M-7 -26v54M5 -28v58", CRUST_DARK, 2.5, "4 6"),
    )
    kind = cashew if look.says("cashew") else peanut if look.says("peanut") else almond
    spots = (
        (118, 190, 10),
        (160, 174, 70),
        (204, 168, -20),
        (246, 178, 40),
        (284, 194, -50),
        (138, 212, -40),
        (182, 204, 20),
        (224, 208, 90),
        (264, 212, 0),
    )
    below = ((72, 322, 40), (332, 330, -60), (302, 344, 20))
    return stack(
        shadow(200, 344, 128),
        stack(*(placed(kind, x=x, y=y - 14, turn=turn) for x, y, turn in spots)),
        halves("M201 232Q110 230 78 208q4 92 76 126 6 8 18 8h29Z", mixed(look.accent, look.main, share=0.2)),
        dashes("M92 256q108 46 216 0", PAPER, 6, look.pick("400", "10 9", salt=11)),
        gleam("M98 238q12 42 44 68", 7, 0.4),
        *(placed(kind, x=x, y=y, turn=turn, size=0.95) for x, y, turn in below),
    )


def chips(look: Look) -> str:
    crisp = stack(
        path("M-40 0Q-34 -34 4 -34 44 -30 42 4 30 34 -6 30 -44 26 -40 0Z", "#f0c65a"),
        path("M-30 0Q-20 -22 4 -22 32 -18 30 4 10 -8 -30 0Z", "#f7dc8e"),
        *(circle(x, y, 2.5, CRUST_DARK) for x, y in ((-14, 12), (8, 16), (16, -6))),
    )
    edge = dashes("M112 62h176M112 338h176", mixed(look.main, "#ffffff", share=0.5), 18, "3 5")
    return stack(
        shadow(200, 352, 118),
        halves("M201 50h-91q10 40 2 76-10 74 0 148 8 36-2 76h91Z", look.main),
        edge,
        path("M112 128q88 40 176 0-2 18 4 60-92 44-184 0 6-42 4-60Z", SUN),
        path("M112 128q88 40 176 0l1 12q-88 40-178 0Z", CREAM),
        line("M150 176h100M170 196h60", look.deep, 9),
        placed(crisp, x=172, y=256, turn=-14, size=1.15),
        placed(crisp, x=230, y=274, turn=24, size=1.15),
        shade("M240 50h50q-10 40-2 76 10 74 0 148-8 36 2 76h-50q24-150 0-300Z", 0.1),
        gleam("M126 90q-2 20 0 30M126 216q-4 40 2 80", 7, 0.5),
        placed(crisp, x=92, y=334, turn=10, size=0.8),
        placed(crisp, x=318, y=330, turn=-30, size=0.8),
        box(186, 76, 28, 28, look.accent, 14),
    )


DRAWINGS = {"nuts/seeds": nuts, "potato chips": chips}
