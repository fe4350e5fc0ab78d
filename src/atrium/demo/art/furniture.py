"""Furniture, standing on the floor."""

from atrium.demo.art.palette import (
    BRASS,
    INK,
    LEAF,
    LEAF_LIGHT,
    PAPER,
    STEEL_DARK,
    WOOD,
    WOOD_DARK,
    WOOD_LIGHT,
    Look,
    mixed,
)
from atrium.demo.art.shapes import (
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
    shade,
    shadow,
    stack,
)


def _wood(look: Look) -> str:
    return look.pick(WOOD, WOOD_DARK, WOOD_LIGHT, salt=21)


def chairs(look: Look) -> str:
    if look.says("office", "executive", "ergonomic", "task", "desk", "swivel", "gaming"):
        return _office_chair(look)
    if look.says("stool", "bar"):
        return _stool(look)
    return _armchair(look)


def _armchair(look: Look) -> str:
    tufts = both(circle(176, 136, 5, look.shade) + circle(152, 170, 5, look.shade)) + circle(200, 170, 5, look.shade)
    channels = dashes("M152 100v120M176 92v128M200 88v132M224 92v128M248 100v120", look.shade, 3, "400")
    return stack(
        shadow(200, 344, 122),
        both(line("M122 300l-14 42M150 300l-6 32", _wood(look), 12)),
        halves("M201 76q-86 0-84 70l8 130h76Z", look.main),
        look.pick(tufts, channels, "", salt=11),
        both(path("M74 196q-4-24 22-26 28 0 30 28l8 74q2 34-28 36-20 0-22-22Z", look.shade)),
        both(gleam("M88 200q0-14 14-16", 5, 0.4)),
        block(118, 226, 164, 44, look.light, 18),
        block(108, 264, 184, 44, look.main, 12),
        look.pick(block(150, 180, 64, 58, look.accent, 14), "", salt=12),
    )


def _office_chair(look: Look) -> str:
    return stack(
        shadow(200, 350, 108),
        both(line("M200 318L112 342M200 318L152 346", INK, 11) + circle(112, 346, 9, INK)),
        line("M200 250V346", STEEL_DARK, 16),
        circle(200, 348, 8, INK),
        halves("M201 46q-58 0-64 30l-6 112q0 20 24 22h46Z", look.main),
        dashes("M148 92h104M146 116h108M144 140h112M142 164h116", look.deep, 3, look.pick("400", "5 5", salt=11)),
        both(path("M92 182q0-10 12-10h20q10 0 10 9t-10 9h-14v52h30v14h-36q-12 0-12-14Z", INK)),
        block(116, 226, 168, 42, look.shade, 20),
        box(166, 204, 68, 26, INK, 4),
        box(160, 56, 80, 10, look.accent, 5),
        gleam("M148 84l-4 80", 6, 0.35),
    )


def _stool(look: Look) -> str:
    wood = _wood(look)
    return stack(
        shadow(200, 350, 84),
        both(line("M164 150L128 346", wood, 14)),
        line("M176 156l-10 178M224 156l10 178", mixed(wood, INK, share=0.3), 11),
        line("M142 268h116", BRASS, 9),
        halves("M201 60q-84 0-86 34v24h86Z", look.shade),
        halves("M201 108h-80q-18 0-18 18 0 28 30 28h68Z", look.main),
        gleam("M120 128q2-8 24-8h30", 6, 0.4),
        line("M122 94q78-18 156 0", look.accent, 5),
    )


def dressers(look: Look) -> str:
    knob = look.pick(BRASS, INK, PAPER, salt=11)
    body = stack(block(76, 148, 248, 174, look.main, 8), box(64, 136, 272, 18, look.shade, 6))
    rows = 3 if look.variety % 2 else 2
    tall = (150 - 10 * (rows - 1)) / rows
    drawers = stack(*(_drawer_row(look, knob, y=162 + row * (tall + 10), tall=tall) for row in range(rows)))
    vase = stack(
        placed(leaf(60, 24), x=274, y=98, turn=-22) + placed(leaf(64, 24, LEAF_LIGHT), x=274, y=98, turn=18),
        path("M258 92h32l8 24q4 20-10 20h-28q-14 0-10-20Z", look.accent),
    )
    mirror = stack(
        ellipse(150, 80, 52, 56, _wood(look)), ellipse(150, 80, 43, 47, "#e7f0f3"), gleam("M126 92l36-48", 7, 0.8)
    )
    lamp = stack(
        path("M116 62h56l16 44h-88Z", look.second), box(139, 104, 10, 26, BRASS), box(122, 128, 44, 8, BRASS, 4)
    )
    return stack(
        shadow(200, 350, 142),
        both(path("M92 318h26l-6 30h-12Z", _wood(look))),
        look.pick(mirror, lamp, salt=12),
        vase,
        body,
        drawers,
        gleam("M84 164v140", 4, 0.3),
    )


def _drawer_row(look: Look, knob: str, *, y: float, tall: float) -> str:
    front = look.light if look.main < "#e0" else mixed(look.main, INK, share=0.09)
    left, right = (box(x, y, 110, tall, front, 5) for x in (88, 202))
    handles = circle(143, y + tall / 2, 6, knob) + circle(257, y + tall / 2, 6, knob)
    pulls = box(124, y + 14, 38, 6, knob, 3) + box(238, y + 14, 38, 6, knob, 3)
    return stack(left, right, shade(f"M202 {y:.4g}h110v{tall:.4g}h-110Z", 0.1), look.pick(handles, pulls, salt=13))


def sofas(look: Look) -> str:
    seats = look.pick(2, 3, salt=11)
    width = 248 / seats
    backs = stack(*(block(76 + n * width, 130, width - 3, 100, look.main, 22) for n in range(seats)))
    cushions = stack(*(block(76 + n * width, 216, width - 3, 42, look.light, 14) for n in range(seats)))
    return stack(
        shadow(200, 338, 168),
        both(path("M70 296h22l-8 38h-8Z", _wood(look))),
        both(path("M150 296h18l-4 32h-8Z", _wood(look))),
        box(62, 120, 276, 150, look.shade, 30),
        backs,
        look.pick(dashes("M90 152h220", look.shade, 4, "2 28"), "", salt=13),
        placed(block(-30, -30, 60, 60, look.accent, 14), x=126, y=198, turn=-12),
        look.pick(placed(block(-28, -28, 56, 56, look.second, 14), x=276, y=200, turn=14), "", salt=12),
        cushions,
        box(56, 254, 288, 48, look.main, 10),
        shade("M56 282h288v10q0 10-10 10H66q-10 0-10-10Z", 0.14),
        both(path("M34 206q0-28 28-28t28 28v92q0 6-6 6H42q-8 0-8-8Z", look.main)),
        both(path("M90 206v92q0 6-6 6h-12V184q18 4 18 22Z", look.shade)),
        gleam("M44 210q0-18 14-20", 6, 0.4),
    )


def tables(look: Look) -> str:
    if look.says("desk", "office", "workstation", "workspace", "setup", "executive", "writer"):
        return _desk(look)
    if look.says("coffee", "side", "bedside", "end", "stand", "accent", "nest"):
        return _side_table(look)
    return _dining_table(look)


def _desk(look: Look) -> str:
    wood = _wood(look)
    return stack(
        shadow(200, 342, 160),
        line("M118 120l-16 74", STEEL_DARK, 7),
        box(84, 190, 46, 10, look.accent, 5),
        path("M96 112l34-16 20 34-46 8Z", look.accent),
        faded(path("M104 138l46-8 34 68h-96Z", "#fff3c4"), 0.6),
        box(196, 106, 112, 74, INK, 6),
        box(203, 113, 98, 60, look.pick("#56799c", "#64858a", salt=11)),
        line("M252 180v16M232 198h40", STEEL_DARK, 7),
        box(38, 198, 324, 18, look.main, 6),
        shade("M38 210h324q0 6-6 6H44q-6 0-6-6Z", 0.18),
        line("M60 216L48 342", wood, 13),
        block(232, 216, 114, 122, look.light, 4),
        box(242, 226, 94, 46, look.main, 4) + box(242, 280, 94, 48, look.main, 4),
        box(274, 240, 30, 6, BRASS, 3) + box(274, 296, 30, 6, BRASS, 3),
    )


def _side_table(look: Look) -> str:
    wood = _wood(look)
    return stack(
        shadow(200, 344, 118),
        both(line("M128 214L98 340", wood, 13)),
        line("M200 214v116", mixed(wood, INK, share=0.25), 12),
        ellipse(200, 292, 86, 14, look.shade),
        ellipse(200, 212, 136, 32, look.shade),
        ellipse(200, 202, 136, 32, look.main),
        gleam("M92 196q30-18 84-20", 5, 0.4),
        look.pick(
            stack(
                placed(leaf(80, 34), x=176, y=154, turn=-26) + placed(leaf(92, 34, LEAF_LIGHT), x=176, y=154, turn=12),
                path("M152 146h48l-6 50q-18 8-36 0Z", look.accent),
            ),
            stack(
                box(134, 176, 82, 14, look.accent, 3),
                box(142, 162, 74, 14, look.second, 3),
                box(138, 190, 80, 10, PAPER, 3),
            ),
            salt=11,
        ),
        path("M236 166h46q0 38-16 38h-14q-16 0-16-38Z", PAPER),
        line("M280 174q16 0 14 12t-20 10", PAPER, 6),
    )


def _dining_table(look: Look) -> str:
    wood = _wood(look)
    chair = stack(
        box(52, 128, 54, 92, look.accent, 12),
        shade("M84 128h10q12 0 12 12v68q0 12-12 12H84Z", 0.14),
        line("M56 222v118M102 236v90", wood, 10),
        box(46, 236, 70, 18, look.accent, 7),
    )
    return stack(
        shadow(200, 346, 168),
        both(chair),
        both(line("M128 226L112 342", look.shade, 17)),
        halves("M201 204H58q-6 0-6 8v10q0 8 8 8h141Z", look.main, depth=0.1),
        gleam("M70 211h90", 4, 0.4),
        path("M178 158h44l8 30q0 16-14 16h-32q-14 0-14-16Z", look.second),
        placed(leaf(84, 30, LEAF), x=200, y=160, turn=-28),
        placed(leaf(92, 30, LEAF_LIGHT), x=200, y=160, turn=2),
        placed(leaf(80, 30, LEAF), x=200, y=160, turn=32),
    )


DRAWINGS = {"chairs": chairs, "dressers": dressers, "sofas": sofas, "tables": tables}
