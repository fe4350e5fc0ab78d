"""Hand and power tools."""

from atrium.demo.art.palette import BRASS, INK, PAPER, STEEL, STEEL_DARK, WOOD, WOOD_DARK, WOOD_LIGHT, Look, mixed
from atrium.demo.art.shapes import (
    block,
    both,
    box,
    circle,
    dashes,
    gleam,
    line,
    mirrored,
    path,
    placed,
    ring,
    round_about,
    shade,
    shadow,
    stack,
    turned,
)

BRIGHT_STEEL = "#d5dae0"


def _grip(look: Look, *, x: float, top: float, width: float, height: float) -> str:
    """A rubber grip with grooves."""
    grooves = "".join(
        box(x + 5, y, width - 10, 5, look.deep, 2) for y in range(int(top) + 16, int(top + height) - 14, 14)
    )
    return block(x, top, width, height, look.main, width * 0.34) + grooves


def axe(look: Look) -> str:
    return stack(
        shadow(206, 358, 90, 9),
        turned(
            stack(
                path("M186 60h26l4 180q10 60 4 116-18 8-36 0 6-60 2-116Z", WOOD),
                shade("M202 60h10l4 180q10 60 4 116-10 5-18 5 8-140 0-301Z"),
                box(182, 290, 42, 12, look.accent, 4) + box(182, 312, 42, 12, look.accent, 4),
                path("M176 78h50v62h-50q-30 6-64 40-34-64-10-132 42 30 74 30Z", look.main),
                path("M112 180q-34-64-10-132l18 12q-14 54 8 104Z", BRIGHT_STEEL),
                path("M226 84h20q8 0 8 8v34q0 8-8 8h-20Z", look.shade),
                shade("M176 112h78v14q0 8-8 8h-20v6h-50q-20 4-40 20l-8-18q40-26 48-30Z", 0.16),
                gleam("M130 84q30 14 60 14", 5, 0.4),
            ),
            20,
        ),
    )


def drill(look: Look) -> str:
    return stack(
        shadow(186, 350, 96),
        line("M34 152H96", STEEL_DARK, 9),
        dashes("M36 152h58", BRIGHT_STEEL, 9, "6 6"),
        path("M88 130l34-14v72l-34-14Z", INK),
        dashes("M98 128v48M110 122v60", STEEL_DARK, 3, "400"),
        path("M118 102q60-14 140-10 66 2 70 48 2 44-44 54-60 12-166 6Z", look.main),
        shade("M118 166q120 10 206-14-8 36-40 42-60 12-166 6Z", 0.16),
        path("M272 92q54 4 56 48 2 44-44 54h-12Z", look.deep),
        dashes("M288 112v60M302 120v46", look.shade, 5, "5 5"),
        path("M202 192h74l14 100h-66Z", look.main),
        path("M244 192h32l14 100h-30Z", look.shade),
        path("M190 198h20l6 40q-18-4-26-40Z", INK),
        block(192, 284, 118, 54, INK, 10),
        box(206, 298, 44, 12, look.accent, 4),
        box(132, 112, 18, 82, look.accent),
        box(172, 124, 74, 20, PAPER, 6) + dashes("M182 134h54", look.deep, 5, "12 5"),
        gleam("M160 108q50-8 96-6", 5, 0.45),
        circle(266, 316, 5, "#6fc36f"),
    )


def hammer(look: Look) -> str:
    handle = look.says("vintage", "wood", "rustic", "classic")
    shaft = (
        path("M184 140h32l6 216q-22 10-44 0Z", WOOD_LIGHT) + shade("M202 140h14l6 216q-10 5-20 5Z")
        if handle
        else box(188, 140, 24, 90, STEEL) + _grip(look, x=178, top=220, width=44, height=136)
    )
    return turned(
        stack(
            shaft,
            box(180, 308, 44, 14, look.main, 5) if handle else "",
            path("M176 78h52v74h-52Z", STEEL_DARK),
            path("M228 92h40v46h-40Z", STEEL),
            block(262, 80, 40, 70, BRIGHT_STEEL, 8),
            path("M178 80q-70-16-108 48 60-30 108 4Z", STEEL),
            path("M176 104q-50-14-92 24 50-22 92 0Z", STEEL_DARK),
            shade("M176 124h92v14h-40v14h-52Z", 0.14),
            box(184, 68, 36, 16, look.accent, 5),
            gleam("M96 108q34-30 74-18", 5, 0.5),
        ),
        24,
    )


def knife(look: Look) -> str:
    multi = look.says("multi", "plier", "tool")
    blade = stack(
        path("M170 208L120 52q60 10 92 128Z", BRIGHT_STEEL),
        path("M170 208L120 52q28 44 68 146Z", STEEL),
        line("M150 110l26 60", STEEL_DARK, 3),
    )
    screw = path("M232 200l44-110 14 4-30 114Z", STEEL) + path("M276 90l4-18 14 4-4 18Z", STEEL_DARK)
    opener = path("M260 214l74-40q14 20-6 34-8-10-22 0l-34 22Z", STEEL_DARK)
    return turned(
        stack(
            screw if multi else "",
            opener if multi else "",
            blade,
            block(146, 186, 108, 168, look.main if not look.says("wood", "rustic") else WOOD_DARK, 44),
            box(146, 206, 108, 12, BRASS),
            circle(200, 198, 11, BRASS) + circle(200, 328, 9, BRASS),
            look.pick(
                path("M192 252h16v16h16v16h-16v16h-16v-16h-16v-16h16Z", PAPER),
                dashes("M170 240v84M200 236v70M230 240v84", look.light, 4, "12 7"),
                salt=11,
            ),
            gleam("M158 232v70", 6, 0.4),
        ),
        18,
    )


def plier(look: Look) -> str:
    handle = "M190 186q-54 30-66 96-4 40 2 66 14 10 28 0 2-66 32-108l28-26Z"
    jaw = "M194 208q-34-26-34-70 0-50 38-96l4 0v120q8 24 14 32Z"
    return turned(
        stack(
            path(handle, look.main),
            mirrored(path(handle, look.main) + shade(handle, 0.14)),
            both(dashes("M134 330q4-60 36-104", look.deep, 5, "8 8")),
            both(path("M126 320q-2 20 0 28 14 10 28 0l2-28Z", look.accent)),
            path(jaw, STEEL),
            mirrored(path(jaw, STEEL) + shade(jaw, 0.18)),
            both(dashes("M197 62v70", INK, 5, "4 5")),
            circle(200, 190, 26, STEEL_DARK),
            circle(200, 190, 14, BRIGHT_STEEL),
            line("M192 190h16", STEEL_DARK, 4),
            gleam("M172 138q0-30 14-54", 5, 0.6),
        ),
        look.pick(14, 20, 26, salt=11),
    )


def saw(look: Look) -> str:
    if look.says("chainsaw", "lumberjack"):
        return _chainsaw(look)
    if look.says("circular", "miter", "table", "compound", "powercut"):
        return _circular_saw(look)
    return _hand_saw(look)


def _hand_saw(look: Look) -> str:
    teeth = "M40 262" + "l8 12 8-12" * 14
    return turned(
        stack(
            path("M40 222L276 150v112H40Z", BRIGHT_STEEL),
            path(teeth + "Z", BRIGHT_STEEL),
            shade("M40 248H276v14H40Z", 0.14),
            path("M262 138q60-30 96 10 14 20-4 40 24 40-4 84-40 24-92-6Z", look.main),
            shade("M330 136q16 2 28 12 14 20-4 40 24 40-4 84-20 12-44 10 40-60 24-146Z"),
            path("M292 176q24-10 38 6 6 26 0 48-16 14-38 6Z", "#d2d6d8"),
            circle(278, 168, 6, BRASS) + circle(278, 240, 6, BRASS),
            gleam("M80 222L240 174", 5, 0.7),
        ),
        -22,
    )


def _circular_saw(look: Look) -> str:
    tooth = path("M194 96l6-16 12 14Z", STEEL_DARK)
    return stack(
        shadow(200, 346, 136),
        placed(
            stack(round_about(tooth, 22, 200, 200), circle(200, 200, 106, BRIGHT_STEEL), ring(200, 200, 80, STEEL, 4)),
            x=-10,
            y=24,
        ),
        box(50, 296, 300, 18, STEEL_DARK, 6),
        path("M78 226q0-120 112-126 112 6 112 126Z", look.main),
        shade("M214 102q88 14 88 124h-60q20-70-28-124Z"),
        path("M196 128q30-62 100-52 54 8 60 70l-14 40q-30 8-36-14 8-50-36-56-30 0-44 30Z", look.deep),
        path("M300 172l42 14-12 40h-40Z", look.shade),
        circle(190, 224, 44, look.shade),
        circle(190, 224, 26, STEEL_DARK),
        circle(190, 224, 10, look.accent),
        box(110, 150, 54, 18, PAPER, 5) + dashes("M118 159h38", look.deep, 4, "10 4"),
        box(300, 92, 20, 14, look.accent, 5),
        gleam("M98 208q6-66 56-88", 6, 0.45),
    )


def _chainsaw(look: Look) -> str:
    return stack(
        shadow(206, 336, 146),
        line("M40 222H220", INK, 66),
        dashes("M24 190h200M24 254h200", STEEL_DARK, 9, "9 6"),
        line("M40 222H220", BRIGHT_STEEL, 46),
        dashes("M64 222h130", STEEL_DARK, 14, "2 26"),
        path("M178 166h130q52 0 54 60 0 70-50 76H178Z", look.main),
        shade("M178 260h178q-10 40-44 42H178Z", 0.16),
        path("M306 172q44 0 56 38l4 64q-6 28-36 28h-30q34-60 6-130Z", look.deep),
        path("M324 212q18 0 20 26t-20 28q10-28 0-54Z", "#d2d6d8"),
        line("M186 172Q186 108 246 108T308 168", INK, 16),
        box(170, 140, 16, 66, INK, 6),
        circle(246, 236, 34, look.shade) + dashes("M224 226h44M222 238h48M224 250h44", look.deep, 5, "400"),
        box(196, 186, 66, 16, PAPER, 5) + dashes("M204 194h50", look.accent, 5, "12 5"),
        circle(200, 284, 9, INK),
        gleam("M192 178h90", 5, 0.4),
    )


def screwdriver(look: Look) -> str:
    one = stack(
        box(191, 180, 18, 142, STEEL),
        shade("M202 180h7v142h-7Z", 0.2),
        path("M188 320h24l-6 34h-12Z", STEEL_DARK),
        box(180, 166, 40, 22, STEEL_DARK, 6),
        path("M166 60q0-24 34-24t34 24l-6 88q0 22-28 22t-28-22Z", look.main),
        shade("M206 36q28 2 28 24l-6 88q0 18-18 22 14-60-4-134Z"),
        dashes("M182 58v84M200 54v92M218 58v84", look.deep, 6, "400"),
        box(164, 140, 72, 12, look.accent, 6),
        gleam("M174 64l4 62", 4, 0.6),
    )
    several = look.says("set", "kit", "essential") or look.variety % 2 == 0
    small = turned(placed(one, x=136, y=74, size=0.74), 38) if several else ""
    return placed(stack(small, turned(placed(one, x=-10), -28)), x=-38 if several else 0)


def tool_set(look: Look) -> str:
    sockets = stack(
        *(
            circle(112 + n * 35, 262, 14 - n * 0.8, STEEL) + circle(112 + n * 35, 262, 7 - n * 0.4, INK)
            for n in range(6)
        )
    )
    drivers = stack(
        *(
            box(100 + n * 30, 176, 14, 30, look.accent if n % 2 else look.second, 5)
            + box(104 + n * 30, 206, 6, 28, STEEL)
            for n in range(4)
        )
    )
    return stack(
        shadow(200, 342, 160),
        path("M64 146L78 66q2-10 14-10h216q12 0 14 10l14 80Z", look.shade),
        path("M82 138l10-62q2-6 8-6h200q6 0 8 6l10 62Z", look.deep),
        placed(line("M0 0H84", STEEL, 11) + ring(-4, 0, 13, STEEL, 9) + ring(88, 0, 11, STEEL, 8), x=118, y=102),
        placed(line("M0 0H60", STEEL, 9) + ring(64, 0, 10, STEEL, 7), x=246, y=118, turn=-24),
        block(52, 142, 296, 190, look.main, 14),
        box(70, 158, 260, 156, look.deep, 8),
        drivers,
        box(232, 182, 82, 22, STEEL, 11) + circle(303, 193, 15, STEEL_DARK) + box(236, 212, 70, 20, look.main, 8),
        sockets,
        dashes("M90 294h220", STEEL, 14, "20 12"),
        both(box(96, 136, 34, 22, STEEL_DARK, 5)),
        path("M168 332h64v10q0 8-8 8h-48q-8 0-8-8Z", look.shade),
        gleam("M60 162v130", 4, 0.35),
    )


def wrench(look: Look) -> str:
    if look.says("adjustable", "pipe", "plumber"):
        return _adjustable(look)
    return turned(
        stack(
            path("M182 120h36l-4 170h-28Z", STEEL),
            shade("M204 120h14l-4 170h-10Z", 0.18),
            path("M158 36q-26 30-12 68 16 30 54 32 38-2 54-32 14-38-12-68l-10 44q-8 14-32 14t-32-14Z", STEEL),
            shade("M200 94q24 0 32-14l10-44q26 30 12 68-16 30-54 32Z", 0.16),
            ring(200, 322, 30, STEEL, 20),
            ring(200, 322, 38, STEEL_DARK, 3),
            box(184, 150, 32, 116, look.main, 10),
            shade("M204 150h2q10 0 10 10v96q0 10-10 10h-2Z"),
            dashes("M200 164v90", look.light, 12, "4 8"),
            box(184, 258, 32, 9, look.accent, 3),
            gleam("M152 84q0-18 6-30", 5, 0.6),
        ),
        look.pick(34, 28, 40, salt=11),
    )


def _adjustable(look: Look) -> str:
    return turned(
        stack(
            path("M184 140h34l8 120h-44Z", STEEL_DARK),
            _grip(look, x=178, top=220, width=50, height=140),
            path("M150 40q-14 60 20 108 30 22 54 0 12-10 10-30l-36-8q-20-30-14-80Z", STEEL),
            shade("M196 110l38 8q2 20-10 30-18 16-40 8 16-20 12-46Z", 0.16),
            path("M206 100l4-58 42 8-6 62q-20 8-40-12Z", BRIGHT_STEEL),
            box(186, 128, 40, 20, BRASS, 6),
            dashes("M192 138h30", mixed(BRASS, INK, share=0.35), 18, "3 4"),
            dashes("M188 52v48M208 56v40", INK, 4, "4 5") if look.says("pipe", "plumber") else "",
            circle(203, 336, 8, "#d2d6d8"),
            gleam("M160 60q-4 40 14 70", 5, 0.6),
        ),
        32,
    )


DRAWINGS = {
    "axe": axe,
    "drill": drill,
    "hammer": hammer,
    "knife": knife,
    "plier": plier,
    "saw": saw,
    "screwdriver": screwdriver,
    "set": tool_set,
    "wrench": wrench,
}
