"""Halloween and Valentine's Day."""

from atrium.demo.art.palette import BRASS, CREAM, INK, LEAF, LEAF_DARK, PAPER, SUN, Look, mixed
from atrium.demo.art.shapes import (
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
    heart,
    leaf,
    line,
    path,
    placed,
    rose,
    shade,
    shadow,
    stack,
    star,
)

PUMPKIN = "#e5843a"
REDS = ("#c93f4e", "#d9607a", "#b03050", "#e0808f")


def halloween(look: Look) -> str:
    if look.says("jack", "pumpkin"):
        return _pumpkin(look)
    if look.says("mask", "masquerade", "venetian"):
        return _mask(look)
    if look.says("witch", "hat", "costume"):
        return _hat(look)
    if look.says("ghost", "skelet", "skull", "spooky"):
        return _ghost(look)
    return _pumpkin(look)


def _bats() -> str:
    bat = path("M0 0q-8-14-14-2-14-14-30 2 12-2 16 8 10-6 14 4h28q4-10 14-4 4-10 16-8-16-16-30-2-6-12-14 2Z", INK)
    return placed(bat, x=92, y=84) + placed(bat, x=320, y=112, size=0.75)


def _pumpkin(look: Look) -> str:
    tone = look.pick(PUMPKIN, "#d9762f", "#ec9445", salt=11)
    dark = mixed(tone, "#4a1f20", share=0.25)
    grin = look.pick(
        "M122 262q78 46 156 0-14 52-78 54-64-2-78-54Z",
        "M118 256l28 14 18-8 18 16 18-14 18 14 18-16 18 8 28-14q-18 56-82 58-64-2-82-58Z",
        salt=12,
    )
    return stack(
        _bats(),
        shadow(200, 344, 134),
        path("M184 128q-4-40 20-62l22 10q-14 22-6 52Z", LEAF_DARK),
        line("M216 112q40-30 62 0t36-6", LEAF, 5),
        ellipse(116, 232, 66, 102, dark) + ellipse(284, 232, 66, 102, mixed(dark, INK, share=0.15)),
        ellipse(156, 230, 66, 110, tone) + ellipse(244, 230, 66, 110, mixed(tone, INK, share=0.1)),
        ellipse(200, 230, 52, 112, mixed(tone, "#ffffff", share=0.1)),
        both(path("M128 216l30-40 26 40Z", INK)) + both(path("M138 212l20-26 18 26Z", SUN)),
        path("M188 246l12-20 12 20Z", INK),
        path(grin, INK),
        placed(placed(path(grin, SUN), x=-200, y=-282), x=200, y=288, size=0.84),
        gleam("M84 206q8-42 34-56", 8, 0.35),
        placed(star(0, 0, 14, look.accent), x=330, y=60) + circle(72, 150, 6, look.second),
        circle(322, 168, 5, look.main),
    )


def _ghost(look: Look) -> str:
    return stack(
        _bats(),
        shadow(200, 352, 92),
        halves("M201 60q-92 4-92 112l-10 156q14 20 30 0 12-18 24 0t24 0q12-16 24 0Z", "#f8f6f2", depth=0.1),
        both(ellipse(170, 158, 13, 20, INK) + circle(166, 150, 4, PAPER)),
        ellipse(200, 210, 16, 20, INK),
        both(faded(circle(142, 196, 14, "#ec8d9c"), 0.6)),
        both(path("M116 206q-44 4-50 40 34 6 52-14Z", "#f8f6f2")),
        path("M262 300h68l-8 44h-52Z", look.main) + line("M268 300q28-48 56 0", look.deep, 6),
        circle(296, 322, 12, PUMPKIN) + circle(274, 296, 9, look.accent) + circle(312, 294, 10, look.second),
        path("M146 74L188 6q10-6 14 4l42 66q-50 18-98-2Z", look.main)
        + box(128, 68, 144, 15, look.deep, 8)
        + dashes("M150 62q50 14 96 0", look.accent, 11, "400"),
        gleam("M126 168q2-46 30-66", 7, 0.9),
    )


def _mask(look: Look) -> str:
    feather = stack(
        path("M0 0Q-34 -70 0 -140 34 -70 0 0Z", look.accent), line("M0 0V-124", mixed(look.accent, INK, share=0.3), 3)
    )
    other = path("M0 0Q-28 -60 0 -116 28 -60 0 0Z", look.second)
    return stack(
        both(placed(feather, x=150, y=164, turn=-34) + placed(other, x=176, y=160, turn=-14)),
        placed(feather, x=200, y=160),
        line("M324 214Q356 270 330 350", BRASS, 9),
        halves("M201 156q-34-8-64-8-64 0-90 20 4 96 78 104 46 0 64-34 6-12 12-12Z", look.main),
        both(path("M88 200q36-26 80 12-40 30-80-12Z", "#f4f1ea")),
        both(path("M94 202q32-18 66 10-34 20-66-10Z", INK)),
        both(line("M76 184q46-38 106 12", BRASS, 5)),
        both(line("M78 218q24 40 62 34", BRASS, 4) + circle(64, 186, 6, BRASS)),
        path("M200 160l16 18-16 18-16-18Z", look.accent) + circle(200, 178, 6, PAPER),
        both(dashes("M58 168q70-26 142-10", BRASS, 7, "1 10")),
        gleam("M70 200q2 28 22 44", 5, 0.4),
    )


def _hat(look: Look) -> str:
    tone = look.main if look.main < "#b" else "#4a3d63"
    return stack(
        _bats(),
        shadow(200, 338, 150),
        ellipse(200, 304, 156, 34, mixed(tone, INK, share=0.35)),
        ellipse(200, 296, 156, 32, tone),
        path("M112 290Q160 130 214 70q30-24 62 4 14 18-6 12-26-8-30 16 32 110 50 188-88 30-178 0Z", tone),
        shade("M222 74q30-16 52 4 14 14-4 8-26-8-30 16 32 110 50 188-30 10-60 14 20-120-8-230Z", 0.2),
        path("M120 262q84 34 164-2l6 30q-88 30-178 0Z", look.accent),
        f'<rect x="174" y="264" width="52" height="38" rx="5" fill="none" stroke="{BRASS}" stroke-width="9"/>',
        star(168, 200, 12, SUN) + star(226, 168, 9, SUN) + star(200, 230, 8, CREAM),
        gleam("M136 246q22-70 54-120", 6, 0.25),
    )


def _red(look: Look) -> str:
    """Love is red or pink, unless the product says otherwise by name."""
    return (
        look.main
        if look.main[1:3] > look.main[5:7] and look.main < "#e8" and look.main > "#b"
        else REDS[look.variety % len(REDS)]
    )


def valentine(look: Look) -> str:
    if look.says("chocolate", "truffle", "candy", "cookie", "sweet"):
        return _chocolates(look)
    if look.says("bear", "teddy", "plush", "panda", "cuddly"):
        return _bear(look)
    if look.says("balloon"):
        return _balloons(look)
    return _love(look)


def _love(look: Look) -> str:
    red = _red(look)
    dark = mixed(red, "#2a1030", share=0.25)
    arrow = stack(
        line("M74 268L326 116", BRASS, 8),
        path("M326 116l-34 4 18 28Z", BRASS),
        line("M74 268l-4-22M74 268l-22 4M90 258l-4-22M90 258l-22 4", look.accent, 7),
    )
    roses = stack(
        *(placed(leaf(50, 24), x=x, y=316, turn=turn) for x, turn in ((120, -70), (280, 70))),
        *(placed(rose(30, mixed(red, "#ffffff", share=0.2), dark), x=x, y=318) for x in (158, 242)),
        placed(rose(36, red, dark), x=200, y=312),
    )
    letter = stack(
        block(130, 268, 140, 84, PAPER, 6),
        path("M130 274l70 46 70-46v-2q0-4-6-4H136q-6 0-6 4Z", CREAM),
        line("M132 272l68 46 68-46", "#dcc9a8", 3),
        placed(heart(34, red), x=200, y=318),
    )
    return stack(
        shadow(200, 350, 104),
        placed(heart(250, dark), x=206, y=182),
        placed(heart(250, red), x=200, y=174),
        look.pick(
            arrow,
            placed(heart(150, mixed(red, "#ffffff", share=0.28)), x=200, y=168),
            placed(flower(50, PAPER, SUN, 7), x=200, y=164),
            salt=11,
        ),
        gleam("M96 142q4-36 38-42", 10, 0.5),
        look.pick(roses, letter, salt=12),
        placed(heart(30, look.second), x=322, y=72, turn=14) + placed(heart(22, red), x=80, y=64, turn=-16),
    )


def _chocolates(look: Look) -> str:
    red = _red(look)
    brown = ("#6b412d", "#8a5a3c", "#4f3022")
    spots = ((126, 152), (274, 152), (200, 168), (144, 212), (256, 212), (200, 228), (200, 284))
    sweets = stack(
        *(
            placed(
                stack(
                    box(-22, -20, 44, 40, brown[n % 3], 12 if n % 2 else 20),
                    line("M-12 -4q6-8 12 0t12 0", look.pick(CREAM, "#e0808f", look.accent, salt=50 + n), 4),
                ),
                x=x,
                y=y,
                size=1.25,
            )
            for n, (x, y) in enumerate(spots)
        )
    )
    return stack(
        faded(placed(heart(330, INK), x=208, y=214), 0.12),
        placed(heart(330, red), x=200, y=204),
        placed(heart(286, mixed(red, "#ffffff", share=0.72)), x=200, y=202),
        sweets,
        both(path("M200 74q-54-40-62-4t62 16Z", look.accent)) + circle(200, 78, 12, mixed(look.accent, INK, share=0.2)),
        gleam("M52 170q2-48 40-66", 7, 0.5),
    )


def _bear(look: Look) -> str:
    fur = look.main if not look.says("panda") else "#f3f0ea"
    dark = mixed(fur, INK, share=0.35) if not look.says("panda") else INK
    red = REDS[look.variety % len(REDS)]
    return stack(
        shadow(200, 352, 116),
        both(circle(138, 88, 34, dark) + circle(140, 92, 19, mixed(fur, "#ffffff", share=0.4))),
        both(ellipse(118, 250, 30, 50, dark)),
        halves("M201 206h-44q-44 34-42 92 2 46 46 48h40Z", fur),
        both(ellipse(146, 334, 40, 24, dark) + ellipse(146, 334, 22, 13, mixed(fur, "#ffffff", share=0.5))),
        halves("M201 70q-86 0-88 78 2 74 88 74Z", fur),
        both(ellipse(160, 142, 20, 22, dark)) if look.says("panda") else "",
        ellipse(200, 176, 40, 30, mixed(fur, "#ffffff", share=0.55)),
        both(circle(162, 142, 9, INK) + circle(159, 138, 3, PAPER)),
        ellipse(200, 164, 13, 9, INK),
        line("M200 172v12q-8 8-16 2M200 184q8 8 16 2", INK, 4),
        placed(heart(100, red), x=200, y=276) + gleam("M166 262q2-14 14-16", 5, 0.6),
        both(ellipse(148, 276, 22, 16, dark)),
        gleam("M130 136q6-34 34-46", 6, 0.3),
    )


def _balloons(look: Look) -> str:
    red = _red(look)
    return stack(
        line("M128 200Q150 280 200 352M272 190Q250 280 200 352M200 250Q206 310 200 352", INK, 2.5),
        placed(heart(132, look.accent), x=272, y=134, turn=14),
        placed(heart(132, mixed(red, "#ffffff", share=0.35)), x=124, y=138, turn=-14),
        placed(heart(160, red), x=200, y=188),
        gleam("M136 170q4-26 26-30", 8, 0.6) + gleam("M82 126q2-18 16-22", 6, 0.6),
        block(172, 326, 56, 30, look.second, 6) + box(194, 326, 12, 30, PAPER),
    )
