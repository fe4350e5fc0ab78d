"""Electronics: cables, cameras, computers and what one hears and sees with them."""

from atrium.demo.art.palette import INK, PAPER, STEEL, STEEL_DARK, Look, mixed
from atrium.demo.art.shapes import (
    block,
    both,
    box,
    circle,
    dashes,
    ellipse,
    faded,
    gleam,
    glow,
    halves,
    line,
    path,
    ring,
    round_about,
    shade,
    shadow,
    stack,
)

SCREEN = "#222634"


def cable(look: Look) -> str:
    coil = (
        "M118 120V150C118 220 150 286 214 286S306 244 306 200 262 126 214 126"
        " 134 160 134 206 168 262 210 262 282 240 282 202V130"
    )
    plug = stack(box(106, 60, 24, 26, STEEL, 3), box(111, 66, 5, 8, INK), box(120, 66, 5, 8, INK))
    small_plug = stack(box(272, 62, 20, 24, STEEL, 6))
    return stack(
        shadow(206, 326, 110),
        line(coil, look.main, 13),
        faded(dashes(coil, look.deep, 13, look.pick("3 9", "2 5", salt=11)), 0.5),
        plug,
        block(98, 82, 40, 56, look.shade, 9),
        small_plug,
        block(264, 82, 36, 56, look.shade, 9),
        dashes("M108 124h20M274 124h18", look.light, 3, "60"),
        block(188, 252, 44, 48, look.accent, 8),
        dashes("M198 268h24", PAPER, 4, "60"),
    )


def camera(look: Look) -> str:
    film = look.says("vintage", "retro", "film", "instant")
    body = mixed(look.main, INK, share=0.75) if look.says("pro") else look.main
    return stack(
        shadow(200, 330, 136),
        box(92, 118, 46, 22, look.deep, 6),
        box(262, 112, 34, 28, STEEL_DARK, 6),
        path("M148 138l16-40q3-8 12-8h48q9 0 12 8l16 40Z", look.shade),
        box(176, 100, 48, 22, PAPER if film else INK, 5),
        block(64, 132, 272, 190, body, 24),
        path("M64 156q0-24 24-24h224q24 0 24 24v16H64Z", STEEL if film else look.shade),
        box(64, 280, 272, 12, look.shade),
        circle(200, 228, 84, STEEL if film else INK),
        circle(200, 228, 70, SCREEN),
        ring(200, 228, 58, look.pick(look.accent, STEEL_DARK, salt=11), 5),
        circle(200, 228, 42, "#31486b"),
        circle(200, 228, 24, "#1a2238"),
        glow("M162 214a40 40 0 0 1 36-26l4 14a28 28 0 0 0-26 18Z", 0.6),
        circle(218, 244, 7, "#9db7dc"),
        box(282, 184, 34, 18, look.accent, 6),
        circle(92, 152, 8, "#d9483f"),
        gleam("M82 190v70", 6, 0.3),
    )


def computer(look: Look) -> str:
    if look.says("laptop", "skin", "powerhouse"):
        return stack(
            shadow(200, 330, 158),
            block(88, 110, 224, 166, look.shade, 14),
            box(98, 120, 204, 146, SCREEN, 6),
            _desktop(look, x=98, y=120, width=204, height=146),
            path("M88 276h224l40 42q4 8-6 8H54q-10 0-6-8Z", look.main),
            path("M104 284h192l16 18H88Z", look.deep),
            dashes("M106 290h190M98 297h206", look.main, 2, "12 3"),
            path("M168 308h64l6 12h-76Z", look.shade),
        )
    return stack(
        shadow(200, 338, 148),
        path("M176 258h48l6 52h-60Z", STEEL_DARK),
        ellipse(200, 314, 70, 10, STEEL),
        block(62, 74, 276, 196, look.deep, 14),
        box(72, 84, 256, 166, SCREEN, 6),
        _desktop(look, x=72, y=84, width=256, height=166),
        block(92, 318, 176, 20, look.light, 7),
        dashes("M102 324h156M102 332h156", look.shade, 3, "9 4"),
        ellipse(302, 328, 20, 11, look.light),
        circle(200, 260, 4, PAPER),
    )


def _desktop(look: Look, *, x: float, y: float, width: float, height: float) -> str:
    """What is on a screen: a window with text beside a chart."""
    left, top = x + width * 0.1, y + height * 0.14
    foot = y + height * 0.84
    bars = (0.2, 0.36, 0.28, 0.5)
    return stack(
        box(x, y, width, height, look.pick("#2c4a6b", "#3c3a63", "#28565c", salt=11), 6),
        box(left, top, width * 0.42, height * 0.68, PAPER, 6),
        dashes(f"M{left + 12:g} {top + 20:g}h{width * 0.3:g}", look.accent, 8, "400"),
        *(
            box(left + 12, top + 36 + row * 16, width * share, 5, "#c9ccd4", 2)
            for row, share in enumerate((0.32, 0.26, 0.3))
        ),
        *(
            box(x + width * (0.6 + 0.08 * place), foot - height * tall, width * 0.055, height * tall, look.second, 3)
            for place, tall in enumerate(bars)
        ),
        glow(f"M{x} {y}h{width * 0.4:g}l{-width * 0.4:g} {height:g}Z", 0.06),
    )


def headphones(look: Look) -> str:
    if look.says("earbud", "in-ear", "airpod"):
        return _earbuds(look)
    cup = stack(
        block(68, 202, 44, 112, look.deep, 20),
        block(88, 192, 56, 132, look.main, 26),
        gleam("M102 216v70", 6, 0.35),
        circle(117, 258, 13, look.accent),
    )
    return stack(
        shadow(200, 340, 122),
        line("M92 232C76 52 324 52 308 232", look.deep, 24),
        line("M112 144C142 74 258 74 288 144", look.main, 26),
        gleam("M124 124c18-26 46-36 70-36", 6, 0.4),
        both(box(80, 182, 22, 44, STEEL, 8)),
        both(cup),
        shade("M256 218q0-26 26-26h4q26 0 26 26v10h10q10 4 10 18v50q0 18-20 18-4 10-30 10-26 0-26-26Z", 0.14),
    )


def _earbuds(look: Look) -> str:
    bud = stack(
        line("M160 152v92", look.shade, 28),
        circle(140, 132, 42, look.main),
        ellipse(112, 128, 22, 30, look.deep),
        circle(154, 138, 12, look.accent),
        gleam("M128 104q10-8 22-6", 5, 0.5),
    )
    return stack(
        shadow(200, 346, 92),
        block(116, 232, 168, 108, look.light, 40),
        dashes("M120 272h160", look.shade, 4, "400"),
        circle(200, 300, 6, look.accent),
        both(bud),
    )


def keyboard(look: Look) -> str:
    rows = stack(*(_keys(look, row) for row in range(4)))
    return stack(
        line("M200 60c0 40 14 40 0 84", look.deep, 8),
        shadow(200, 302, 172),
        block(34, 138, 332, 160, look.shade, 20),
        block(34, 132, 332, 156, look.deep, 20),
        rows,
        box(116, 256, 150, 22, look.pick(look.accent, PAPER, salt=12), 6),
        box(56, 256, 52, 22, PAPER, 6),
        box(274, 256, 70, 22, PAPER, 6),
        gleam("M56 140h120", 4, 0.3),
    )


def _keys(look: Look, row: int) -> str:
    rainbow = ("#e0604f", "#e9a23b", "#e6c84f", "#6fae6b", "#4f93b8", "#8064a8")
    lit = look.says("rgb", "rainbow", "gaming", "glow")
    keys: list[str] = []
    for place in range(10):
        colour = (
            rainbow[(place + row) * 6 // 13 % 6] if lit else look.accent if (row, place) in {(0, 0), (3, 9)} else PAPER
        )
        keys.append(box(56 + place * 29 + row * 0.5, 150 + row * 26, 25, 22, colour, 5))
    return stack(*keys)


def speaker(look: Look) -> str:
    if look.says("portable", "mini", "pocket", "shower", "party", "smart", "pop"):
        return _little_speaker(look)
    return stack(
        shadow(200, 346, 92),
        block(116, 48, 168, 292, look.main, 18),
        box(128, 60, 144, 268, look.shade, 10),
        circle(200, 120, 42, SCREEN),
        circle(200, 120, 28, STEEL_DARK),
        circle(200, 120, 12, look.accent),
        circle(200, 238, 66, SCREEN),
        ring(200, 238, 60, STEEL_DARK, 4),
        circle(200, 238, 46, "#3a3f50"),
        circle(200, 238, 20, look.accent),
        glow("M160 220a44 44 0 0 1 34-26l2 12a32 32 0 0 0-24 18Z", 0.4),
        both(circle(138, 70, 4, STEEL) + circle(138, 318, 4, STEEL)),
        gleam("M124 78v180", 4, 0.4),
    )


def _little_speaker(look: Look) -> str:
    grille = "".join(dashes(f"M138 {y}h124", look.deep, 9, "9 9") for y in range(172, 296, 18))
    return stack(
        shadow(200, 340, 112),
        line("M286 124q50 20 40 78", look.accent, 10),
        halves("M201 96q-96 0-104 96v90q0 54 56 54h48Z", look.main),
        ellipse(200, 118, 60, 16, look.shade),
        line("M190 118h20M200 108v20", PAPER, 5),
        faded(box(122, 156, 156, 152, look.deep, 34), 0.35),
        grille,
        ellipse(200, 322, 34, 5, look.accent),
        gleam("M110 196q2-50 30-70", 7, 0.4),
    )


def television(look: Look) -> str:
    hills = stack(
        path("M58 236q64-76 130-20t154-34v76H58Z", look.accent),
        path("M58 254q90-44 160-10t124-18v32H58Z", look.second),
    )
    cosmos = stack(
        circle(238, 158, 44, look.second),
        line("M172 186q60 6 132-52", look.accent, 8),
        round_about(circle(200, 82, 3, PAPER), 5, 180, 160),
        *(circle(x, y, 3, PAPER) for x, y in ((96, 110), (126, 206), (316, 214), (150, 140), (300, 100))),
    )
    return stack(
        box(70, 314, 260, 26, look.main, 6) + shadow(200, 344, 150, 8),
        box(92, 340, 14, 14, look.deep, 2) + box(294, 340, 14, 14, look.deep, 2),
        path("M186 268h28l8 40h-44Z", STEEL_DARK),
        box(140, 304, 120, 10, STEEL_DARK, 5),
        box(46, 74, 308, 200, INK, 10),
        box(58, 86, 284, 172, look.pick("#f0b48c", "#2b3358", "#8cc3d6", salt=11)),
        look.pick(stack(circle(258, 150, 26, PAPER), hills), cosmos, salt=12),
        glow("M58 86h120L96 258H58Z", 0.12),
        circle(200, 266, 3, "#d9483f"),
        dashes("M86 327h96M218 327h96", look.deep, 3, "400"),
    )


DRAWINGS = {
    "cable": cable,
    "camera": camera,
    "computer": computer,
    "headphones": headphones,
    "keyboard": keyboard,
    "speaker": speaker,
    "television": television,
}
