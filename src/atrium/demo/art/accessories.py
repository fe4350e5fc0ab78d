"""Bags, belts, glasses and watches."""

from atrium.demo.art.palette import BRASS, GLASS, INK, PAPER, STEEL, STEEL_DARK, Look
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
    turned,
)


def backpack(look: Look) -> str:
    pocket = look.pick(look.shade, look.accent, salt=11)
    return stack(
        shadow(200, 342, 112),
        line("M168 92c0-44 64-44 64 0", look.deep, 12),
        both(path("M112 180q-30 6-30 50v72q0 22 22 24h16Z", look.shade)),
        halves("M201 82h-30q-64 0-64 74v150q0 32 32 32h62Z", look.main),
        gleam("M124 170v90", 7, 0.35),
        line("M128 176q72 26 144 0", look.deep, 5),
        block(138, 222, 124, 96, pocket, 22),
        line("M138 250h124", look.deep, 5),
        box(193, 246, 14, 26, BRASS, 6),
        both(stack(box(152, 120, 15, 74, look.deep, 6), box(149, 176, 21, 16, BRASS, 4))),
        dashes("M150 306h100", look.light, 3),
        look.pick("", circle(200, 136, 20, look.accent) + line("M188 142l9-12 7 7 5-6 6 11", PAPER, 4), salt=12),
    )


def bag(look: Look) -> str:
    if look.says("backpack"):
        return backpack(look)
    if look.says("messenger", "crossbody", "satchel", "duffel", "weekender", "sling", "fanny"):
        return _messenger(look)
    return _tote(look)


def _messenger(look: Look) -> str:
    buckle = stack(box(138, 232, 22, 74, look.deep, 5), box(133, 272, 32, 24, BRASS, 5))
    return stack(
        shadow(200, 342, 132),
        line("M92 200C92 20 308 20 308 200", look.deep, 13),
        line("M92 200C92 20 308 20 308 200", look.shade, 8),
        both(box(82, 186, 20, 28, BRASS, 5)),
        halves("M201 180H92q-14 0-14 14v124q0 22 22 22h101Z", look.shade),
        halves("M201 172H88q-16 0-16 18v60q0 34 34 36h95Z", look.main),
        dashes("M84 250q2 24 24 26h184q22-2 24-26", look.light, 3),
        both(buckle),
        look.pick(circle(200, 226, 18, look.accent), box(176, 214, 48, 24, look.accent, 5), "", salt=11),
        gleam("M88 196v44", 6, 0.35),
    )


def _tote(look: Look) -> str:
    stripes = "".join(box(96, y, 208, 16, look.accent) for y in (232, 264))
    dots = "".join(circle(x, 250, 11, look.accent) for x in (130, 165, 200, 235, 270))
    return stack(
        shadow(200, 342, 122),
        line("M146 182C146 66 254 66 254 182", look.deep, 13),
        halves("M201 168H84l14 154q2 16 18 16h85Z", look.main),
        look.pick(stripes, dots, "", salt=11),
        box(80, 160, 240, 22, look.shade, 8),
        line("M146 176v44M254 176v44", look.deep, 13),
        both(circle(146, 222, 7, BRASS)),
        dashes("M106 324h188", look.light, 3),
        gleam("M102 196l8 96", 6, 0.35),
    )


def belt(look: Look) -> str:
    metal = look.pick(BRASS, STEEL, salt=11)
    stitch = look.pick(look.light, look.accent, salt=12)
    strap = "M104 128C56 356 344 356 298 96"
    edges = "M86 132C34 384 366 384 316 92M122 128C86 326 318 326 280 98"
    frame = (
        f'<rect x="66" y="68" width="76" height="62" rx="{look.pick(10, 26, salt=13)}" fill="none" '
        f'stroke="{metal}" stroke-width="13"/>'
    )
    return stack(
        faded(line("M112 140C64 368 352 368 306 108", INK, 46), 0.1),
        line(strap, look.main, 46),
        faded(line("M250 296C290 262 314 196 298 96", "#1c1730", 46), 0.12),
        dashes(edges, stitch, 2.5, "8 6"),
        "".join(circle(x, y, 5, look.deep) for x, y in ((299, 112), (302, 138), (302, 164), (299, 190), (293, 216))),
        box(76, 84, 56, 60, look.shade, 10),
        turned(frame, -4, 104, 100),
        line("M104 72v66", metal, 9),
        box(80, 164, 58, 20, look.deep, 6),
        gleam("M92 200c8 44 34 70 60 84", 6, 0.35),
    )


def glasses(look: Look) -> str:
    lens = look.pick(look.accent, look.second, look.deep, salt=11) if look.says("sun", "aviator") else GLASS
    round_lens = circle(132, 214, 54, lens)
    soft_lens = path("M78 184q0-16 18-16h68q22 0 22 20 0 74-54 74t-54-78Z", lens)
    is_round = look.says("round") or (look.variety % 2 == 0 and not look.says("aviator", "square"))
    rim = (
        ring(132, 214, 54, look.main, 13)
        if is_round
        else line("M78 184q0-16 18-16h68q22 0 22 20 0 74-54 74t-54-78Z", look.main, 13)
    )
    streak = glow("M104 240l44-62h20l-48 74Z", 0.4)
    return stack(
        shadow(200, 296, 140, 9),
        both(line("M82 186q-24-52 10-74", look.shade, 12)),
        both(stack(faded(round_lens if is_round else soft_lens, 0.85), streak, rim)),
        line("M184 200q16-16 32 0", look.shade, 12),
        both(circle(84, 186, 5, look.light)),
        gleam("M92 188q14-20 40-22", 4, 0.45),
    )


def handbag(look: Look) -> str:
    if look.says("backpack"):
        return backpack(look)
    if look.says("tote", "beach"):
        return _tote(look)
    return _top_handle_bag(look)


def _top_handle_bag(look: Look) -> str:
    charm = stack(line("M112 214v22", BRASS, 4), circle(112, 246, 13, look.accent), ring(112, 246, 6, BRASS, 3))
    quilt = dashes(
        "M110 250l60 70M160 250l70 76M230 250l58 66M290 250l-60 70M240 250l-70 76M170 250l-58 66", look.shade
    )
    return stack(
        shadow(200, 342, 128),
        line("M140 190C140 92 260 92 260 190", look.shade, 15),
        gleam("M144 172C150 118 180 114 200 116", 4, 0.4),
        halves("M201 184H104q-14 0-16 14L76 312q-2 26 24 26h101Z", look.main),
        look.pick(quilt, "", salt=11),
        halves("M201 184H106q-12 0-12 12 0 66 107 72Z", look.light, depth=0.16),
        circle(200, 262, 17, BRASS),
        circle(200, 262, 7, look.deep),
        both(ring(140, 186, 10, BRASS, 5)),
        look.pick(charm, "", salt=12),
        gleam("M92 300l4-46", 6, 0.35),
    )


def watch(look: Look) -> str:
    case = look.pick(BRASS, STEEL, "#d9a48c", salt=11)
    face = look.pick(PAPER, look.light, INK, salt=12)
    hand = PAPER if face == INK else INK
    smart = look.says("smart", "fit", "digital", "tracker")
    ticks = round_about(box(197, 136, 6, 14, hand, 3), 12)
    dial = stack(
        circle(200, 200, 86, case),
        shade("M274 156A86 86 0 0 1 157 274A100 100 0 0 0 274 156Z"),
        circle(200, 200, 72, face),
        ticks,
        line("M200 200l-24-30", hand, 7),
        line("M200 200l36-22", hand, 5),
        line("M200 200v44", look.accent, 3),
        circle(200, 200, 7, look.accent),
    )
    screen = stack(
        block(122, 116, 156, 168, case, 40),
        box(134, 128, 132, 144, INK, 30),
        line("M200 152a48 48 0 1 1-46 34", look.accent, 11),
        line("M176 200h12l8-22 12 40 8-18h10", PAPER, 5),
    )
    return stack(
        faded(ellipse(206, 206, 100, 100, INK), 0.1),
        halves("M201 34h-37q-8 0-8 10l-10 106h55Z", look.main),
        halves("M201 366h-37q-8 0-8-10l-10-106h55Z", look.main),
        dashes("M168 42l-8 90M232 42l8 90M160 268l8 90M240 268l-8 90", look.light, 3),
        "".join(ellipse(200, y, 5, 5, look.deep) for y in (308, 328, 348)),
        box(278, 188, 20, 26, STEEL_DARK, 6),
        screen if smart else dial,
        glow("M150 236l66-98 22 8-72 108Z", 0.14),
    )


DRAWINGS = {
    "backpack": backpack,
    "bag": bag,
    "belt": belt,
    "glasses": glasses,
    "handbag": handbag,
    "watch": watch,
}
