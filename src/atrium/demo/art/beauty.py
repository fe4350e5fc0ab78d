"""Bath, body and grooming."""

from atrium.demo.art.palette import BRASS, INK, PAPER, STEEL, STEEL_DARK, WOOD_LIGHT, Look
from atrium.demo.art.shapes import (
    ball,
    block,
    box,
    circle,
    dashes,
    ellipse,
    faded,
    gleam,
    leaf,
    line,
    path,
    placed,
    ring,
    shade,
    shadow,
    stack,
    turned,
)


def bathing(look: Look) -> str:
    label = stack(
        box(122, 204, 84, 78, PAPER, 6),
        placed(leaf(44, 26), x=152, y=268, turn=-24),
        placed(leaf(44, 26, look.accent), x=164, y=268, turn=24),
    )
    pump = stack(
        box(156, 100, 16, 46, STEEL_DARK),
        path("M118 92q0-12 14-12h50q12 0 12 12v14h-48q-12 0-14 12h-14Z", look.deep),
        box(138, 136, 52, 26, look.deep, 6),
    )
    return stack(
        shadow(200, 342, 130),
        pump,
        block(106, 156, 116, 182, look.main, 22),
        label,
        gleam("M118 184v120", 7, 0.4),
        block(236, 294, 92, 44, look.accent, 18),
        dashes("M256 316h52", PAPER, 3, "60"),
        look.pick(
            stack(ball(282, 268, 30, look.second), faded(circle(272, 262, 5, PAPER) + circle(290, 276, 4, PAPER), 0.7)),
            stack(block(246, 256, 72, 40, look.second, 16), gleam("M258 268h24", 4)),
            salt=11,
        ),
        faded(stack(ring(292, 208, 15, PAPER, 4), ring(260, 176, 10, PAPER, 4), ring(304, 164, 8, PAPER, 4)), 0.9),
    )


def grooming(look: Look) -> str:
    if look.says("lip", "mascara", "makeup", "conceal", "palette", "lash", "glam", "nail", "eyes"):
        return _make_up(look)
    if look.says("toothbrush", "duoclean", "ecosmile"):
        return _toothbrushes(look)
    return _shaving(look)


def _toothbrushes(look: Look) -> str:
    brush = stack(
        block(-11, -150, 22, 300, look.main, 11),
        box(-32, -146, 24, 58, PAPER, 5),
        dashes("M-30 -138h20M-30 -122h20M-30 -106h20", look.accent, 5, "60"),
        box(-11, -60, 22, 10, look.light),
    )
    other = stack(
        block(-11, -150, 22, 300, look.accent, 11),
        box(8, -146, 24, 58, PAPER, 5),
        dashes("M10 -138h20M10 -122h20M10 -106h20", look.main, 5, "60"),
    )
    return stack(
        shadow(200, 344, 96),
        placed(brush, x=178, y=204, turn=-8),
        placed(other, x=226, y=204, turn=9),
        block(136, 214, 128, 126, look.pick("#e3edf0", PAPER, look.light, salt=11), 16),
        dashes("M136 246h128", look.second, 12, "400"),
        gleam("M150 266v52", 6, 0.6),
    )


def _make_up(look: Look) -> str:
    tint = look.pick("#c23b52", "#e0708a", "#a8324a", "#d9604f", salt=11)
    lipstick = stack(
        path("M116 214v-74q34-44 52-34v108Z", tint),
        shade("M146 214V108q14-8 22-2v108Z"),
        box(108, 208, 68, 42, BRASS, 4),
        block(100, 244, 84, 94, INK, 8),
        gleam("M112 260v60", 5, 0.35),
    )
    brush = stack(
        path("M-30 -86Q-34 -150 0 -170Q34 -150 30 -86Z", look.light),
        shade("M0 -170Q34 -150 30 -86H0Z"),
        path("M-30 -90h60l-12 44h-36Z", BRASS),
        path("M-18 -48h36l-6 150q-12 18-24 0Z", look.deep),
    )
    compact = stack(
        ellipse(236, 322, 74, 20, look.deep),
        ellipse(236, 314, 74, 20, look.shade),
        ellipse(236, 312, 58, 14, look.second),
        gleam("M196 308q20-8 36-8", 4),
    )
    return stack(shadow(200, 342, 130), placed(brush, x=268, y=214, turn=14), compact, lipstick)


def _shaving(look: Look) -> str:
    handle = look.pick(look.main, WOOD_LIGHT, salt=11)
    razor = stack(
        block(-14, -70, 28, 170, look.main, 12),
        dashes("M0 -30v110", look.light, 16, "4 8"),
        box(-9, -98, 18, 32, STEEL_DARK),
        block(-50, -126, 100, 34, STEEL, 10),
        line("M-40 -118h80", PAPER, 4),
    )
    brush = stack(
        path("M-42 -60Q-60 -140 0 -150Q60 -140 42 -60Z", "#e9dfcb"),
        shade("M0 -150Q60 -140 42 -60H0Z", 0.1),
        dashes("M-24 -130v60M0 -142v72M24 -130v60", look.shade, 3, "18 8"),
        path("M-42 -62h84q0 40-22 54 0 40 24 70h-88q24-30 24-70-22-14-22-54Z", handle),
        shade("M8 -62h34q0 40-22 54 0 40 24 70H8Z"),
        box(-44, -66, 88, 12, BRASS, 5),
    )
    bowl = stack(
        path("M212 272h124q0 66-40 66h-44q-40 0-40-66Z", look.accent),
        shade("M284 272h52q0 66-40 66h-26q14-20 14-66Z"),
        ellipse(274, 272, 62, 14, PAPER),
        circle(252, 264, 14, PAPER) + circle(276, 258, 18, PAPER) + circle(298, 266, 12, PAPER),
    )
    return stack(
        shadow(200, 342, 140), turned(placed(razor, x=230, y=190), 24, 230, 190), bowl, placed(brush, x=140, y=276)
    )


DRAWINGS = {"bathing": bathing, "grooming": grooming}
