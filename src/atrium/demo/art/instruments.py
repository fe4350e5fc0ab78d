"""Musical instruments."""

from atrium.demo.art import winds
from atrium.demo.art.palette import (
    BRASS,
    CREAM,
    INK,
    PAPER,
    STEEL,
    STEEL_DARK,
    WOOD,
    WOOD_DARK,
    WOOD_LIGHT,
    Look,
    mixed,
)
from atrium.demo.art.shapes import (
    ball,
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
    placed,
    ring,
    shade,
    shadow,
    stack,
    turned,
)


def keys(look: Look) -> str:
    if look.says("grand"):
        return _grand_piano(look)
    if look.says("upright", "vintage", "classic", "piano") and not look.says(
        "digital", "electric", "stage", "keyboard"
    ):
        return _upright_piano(look)
    return _keyboard(look)


def _manual(x: float, y: float, width: float, height: float, count: int) -> str:
    """A row of piano keys, white with black between."""
    step = width / count
    whites = stack(*(box(x + n * step + 1, y, step - 2, height, PAPER, 2) for n in range(count)))
    blacks = stack(
        *(
            box(x + n * step - step * 0.3, y, step * 0.6, height * 0.6, INK, 2)
            for n in range(1, count)
            if n % 7 not in {0, 3}
        )
    )
    return whites + blacks


def _grand_piano(look: Look) -> str:
    return stack(
        shadow(204, 348, 150),
        line("M92 250V340M318 250V340M214 250V332", look.deep, 15),
        line("M200 270V316M184 316h32", BRASS, 6),
        path("M74 210L112 84q6-16 24-14 60 6 92 44 44 34 110 30L322 210Z", look.shade),
        path("M90 206L122 96q4-10 14-8 52 6 82 40 40 34 100 34l-8 44Z", look.deep),
        faded(path("M120 196L142 118q44 10 68 38 34 26 84 28l-4 12Z", BRASS), 0.55),
        line("M250 208L300 150", WOOD_DARK, 6),
        block(62, 204, 276, 50, look.main, 8),
        box(76, 216, 172, 8, look.deep, 3),
        _manual(76, 224, 172, 30, 14),
        box(66, 250, 190, 12, look.shade, 4),
        gleam("M262 216h60", 5, 0.35),
    )


def _upright_piano(look: Look) -> str:
    return stack(
        shadow(200, 348, 138),
        box(78, 92, 244, 250, look.main, 6),
        shade("M244 92h72q6 0 6 6v238q0 6-6 6h-72Z", 0.12),
        box(68, 80, 264, 18, look.shade, 6),
        box(96, 114, 208, 66, look.shade, 4),
        look.pick(
            path("M166 118h68v58l-34-12-34 12Z", CREAM) + dashes("M176 130h48M176 142h48M176 154h48", INK, 2, "9 5"),
            dashes("M104 146h192", look.light, 4, "3 14"),
            salt=11,
        ),
        box(56, 196, 288, 16, look.shade, 5),
        box(64, 212, 272, 34, look.deep, 3),
        _manual(72, 214, 256, 30, 21),
        box(60, 244, 280, 14, look.main, 4),
        both(path("M64 258h22l-6 82H66Z", look.deep)),
        box(110, 270, 180, 50, look.shade, 4),
        stack(*(box(x, 326, 12, 14, BRASS, 4) for x in (178, 196, 214))),
        path("M104 80v-20h26v20Z", look.accent) + path("M262 80l8-34 20 34Z", BRASS),
        gleam("M86 106v80", 4, 0.35),
    )


def _keyboard(look: Look) -> str:
    pads = stack(
        *(
            box(
                250 + (n % 4) * 22,
                158 + n // 4 * 20,
                17,
                15,
                look.pick(look.accent, look.second, PAPER, salt=30 + n),
                4,
            )
            for n in range(8)
        )
    )
    return stack(
        line("M110 250L290 346M290 250L110 346", STEEL_DARK, 12),
        shadow(200, 350, 126),
        circle(200, 298, 9, INK),
        block(34, 140, 332, 120, look.main if look.main < "#c" else look.deep, 14),
        box(44, 150, 312, 50, INK, 8),
        box(144, 158, 84, 34, "#7fc3bd", 4),
        dashes("M154 176h8M168 170h8M182 180h8M196 166h8M208 174h10", INK, 14, "60"),
        stack(*(circle(x, 175, 10, STEEL) + line(f"M{x} 175v-8", INK, 3) for x in (66, 92, 118))),
        pads,
        _manual(46, 206, 308, 48, 21),
        gleam("M48 146h150", 3, 0.35),
    )


def microphone(look: Look) -> str:
    if look.says("studio", "condenser", "podcast"):
        return _studio_microphone(look)
    return stack(
        turned(
            stack(
                halves("M201 150h-44l18 176q2 14 12 14h14Z", look.main if look.main < "#e" else look.shade),
                box(148, 132, 104, 26, look.accent, 10),
                ball(200, 92, 64, STEEL),
                faded(dashes("M146 66h108M138 86h124M138 106h124M150 126h100", INK, 2, "400"), 0.4),
                faded(dashes("M164 44v96M188 32v118M212 32v118M236 44v96", INK, 2, "400"), 0.4),
                box(188, 180, 24, 44, INK, 8),
                box(192, 186, 16, 16, look.second, 5),
                box(188, 336, 24, 22, STEEL_DARK, 4),
                gleam("M172 170l12 120", 6, 0.4),
            ),
            34,
        ),
    )


def _studio_microphone(look: Look) -> str:
    return stack(
        shadow(200, 350, 92),
        line("M200 270V338", STEEL_DARK, 13),
        ellipse(200, 340, 78, 13, INK),
        ellipse(200, 335, 78, 13, STEEL_DARK),
        line("M112 128v34q0 96 88 96t88-96v-34", STEEL_DARK, 10),
        both(circle(112, 128, 11, look.accent)),
        box(142, 44, 116, 188, look.main, 54),
        shade("M222 46q36 8 36 52v80q0 40-36 52Z", 0.14),
        path("M142 98q0-54 58-54t58 54v42H142Z", STEEL),
        faded(dashes("M146 76h108M142 94h116M142 112h116M142 130h116", INK, 2, "400"), 0.4),
        faded(dashes("M166 52v88M183 46v94M200 44v96M217 46v94M234 52v88", INK, 2, "400"), 0.4),
        box(138, 136, 124, 16, look.deep, 6),
        circle(200, 186, 15, look.accent),
        circle(200, 186, 6, PAPER),
        gleam("M156 166v30", 6, 0.4),
    )


def percussion(look: Look) -> str:
    if look.says("kit", "set", "pro", "groove") and not look.says("djembe", "tabla", "timpani", "bongo"):
        return _drum_kit(look)
    if look.says("snare", "marching", "bass", "dhol", "parade"):
        return _side_drum(look)
    return _djembe(look)


def _djembe(look: Look) -> str:
    zigzag = "M108 140L130 214 152 146 176 220 200 150 224 220 248 146 270 214 292 140"
    return stack(
        shadow(200, 346, 74),
        halves("M201 110H98q2 80 62 130-2 60-20 100h61Z", look.main),
        line(zigzag, CREAM, 5),
        path("M152 246h96l4 20H150Z", look.accent),
        dashes("M152 256h96", PAPER, 5, "7 6"),
        dashes("M150 300h100", look.light, 9, "8 8"),
        ellipse(200, 110, 104, 30, look.deep),
        ellipse(200, 104, 104, 30, CREAM),
        faded(ellipse(206, 106, 54, 15, WOOD_LIGHT), 0.5),
        dashes("M97 118q103 54 206 0", look.accent, 7, "10 6"),
        gleam("M112 154q6 34 26 58", 6, 0.4),
    )


def _side_drum(look: Look) -> str:
    return stack(
        shadow(200, 336, 128),
        halves("M201 182H78v118q40 36 123 36Z", look.main),
        line("M82 206L126 324 170 220 200 334 230 220 274 324 318 206", CREAM, 5),
        path("M76 292q124 60 248 0v20q-124 60-248 0Z", BRASS),
        path("M76 180q124 60 248 0v24q-124 60-248 0Z", BRASS),
        ellipse(200, 182, 124, 36, mixed(BRASS, INK, share=0.25)),
        ellipse(200, 178, 116, 32, PAPER),
        faded(ellipse(206, 184, 60, 14, look.accent), 0.2),
        line("M128 96L228 176", WOOD, 10) + ball(126, 94, 11, WOOD_LIGHT),
        line("M286 92L186 172", WOOD_DARK, 10) + ball(288, 90, 11, WOOD),
        gleam("M92 226v60", 6, 0.4),
    )


def _drum_kit(look: Look) -> str:
    cymbal = stack(
        ellipse(0, 0, 62, 13, BRASS),
        ellipse(0, -3, 20, 6, mixed(BRASS, "#ffffff", share=0.4)),
        shade("M10 -12Q62 -8 62 0T0 13Q44 6 10 -12Z", 0.1),
    )
    return stack(
        shadow(200, 344, 158),
        line("M82 112V336M318 112V336", STEEL_DARK, 6),
        line("M82 300L58 340M82 300l24 40M318 300l-24 40M318 300l24 40", STEEL_DARK, 6),
        placed(cymbal, x=84, y=108, turn=-10),
        placed(cymbal, x=316, y=108, turn=10),
        both(block(120, 138, 74, 58, look.shade, 8) + ellipse(157, 140, 37, 11, PAPER)),
        box(74, 222, 78, 76, look.main, 8)
        + shade("M128 222h16q8 0 8 8v60q0 8-8 8h-16Z")
        + ellipse(113, 224, 39, 11, PAPER),
        box(256, 222, 78, 90, look.main, 8)
        + shade("M308 222h18q8 0 8 8v74q0 8-8 8h-18Z")
        + ellipse(295, 224, 39, 11, PAPER),
        circle(200, 258, 84, look.deep),
        circle(200, 258, 75, look.main),
        circle(200, 258, 66, PAPER),
        look.pick(
            circle(200, 258, 30, look.accent),
            path("M200 226l9 22 24 2-18 16 6 24-21-13-21 13 6-24-18-16 24-2Z", look.accent),
            ring(200, 258, 36, look.accent, 9),
            salt=11,
        ),
        line("M140 318l-18 24M260 318l18 24", STEEL_DARK, 7),
        glow("M146 246a56 56 0 0 1 40-42l4 12a44 44 0 0 0-32 32Z", 0.7),
    )


def strings(look: Look) -> str:
    if look.says("violin", "cello", "viola", "maestro", "virtuoso"):
        return turned(_violin(look), 18)
    if look.says("electric", "bass", "rock", "telecaster", "blaze", "semi", "jazz"):
        return turned(_electric_guitar(look), 24)
    return turned(_acoustic_guitar(look), 24)


def _neck(colour: str, *, top: float, foot: float) -> str:
    frets = stack(*(box(190, y, 20, 3, STEEL) for y in range(int(top) + 14, int(foot), 20)))
    return stack(
        path(f"M186 {top + 4:.4g}l-6-46q20-12 40 0l-6 46Z", mixed(colour, INK, share=0.35)),
        *(circle(x, top - 30 + row * 14, 5, STEEL) for row in range(3) for x in (176, 224)),
        box(189, top, 22, foot - top, mixed(colour, INK, share=0.5)),
        frets,
        *(circle(200, y, 3, PAPER) for y in range(int(top) + 45, int(foot) - 10, 40)),
    )


def _string_lines(top: float, foot: float) -> str:
    return faded(line(f"M194 {top}V{foot}M198 {top}V{foot}M202 {top}V{foot}M206 {top}V{foot}", PAPER, 1.2), 0.9)


def _acoustic_guitar(look: Look) -> str:
    body = "M201 178q-60-6-64 40 0 20 8 30-36 18-36 62 0 54 74 56h18Z"
    return stack(
        halves(body, mixed(look.main, INK, share=0.35), depth=0.1),
        placed(halves(body, look.main), x=18, y=26, size=0.91),
        ring(200, 250, 31, CREAM, 5),
        circle(200, 250, 28, "#3b2a22"),
        _neck(look.deep, top=64, foot=228),
        box(164, 316, 72, 13, mixed(look.deep, INK, share=0.4), 5),
        look.pick(
            path("M226 262q30 10 26 44-24 6-30-24Z", INK),
            path("M226 262q30 10 26 44-24 6-30-24Z", look.accent),
            salt=11,
        ),
        _string_lines(64, 322),
        gleam("M128 296q0-26 20-38", 6, 0.4),
    )


def _electric_guitar(look: Look) -> str:
    body = look.pick(
        "M176 196q-30-30-56-18-18 14-4 44 18 30-4 64-12 62 48 72"
        " 52 10 108-8 44-22 24-74-16-30 4-58 24-36 4-46-28-8-56 24-12 16-34 16t-34-16Z",
        "M180 200q-42-40-66-16-14 22 8 56 6 22-10 48-14 56 46 74 46 10 92-4 52-22"
        " 36-74-14-36-2-70 8-24-14-28-22 0-46 22-20 10-44-8Z",
        salt=11,
    )
    guard = look.pick(PAPER, look.accent, INK, salt=12)
    return stack(
        placed(path(body, look.deep), x=5, y=6),
        path(body, look.main),
        shade("M204 214q20 0 30-14 28-32 56-24 20 10-4 46-20 28-4 58 20 52-24 74-26 8-54 10Z", 0.12),
        path("M172 218q34 18 68 0 14 40-4 66 14 40-30 48-20-30-24-60Z", guard),
        _neck(look.deep, top=60, foot=240),
        *(box(178, y, 44, 12, INK, 4) for y in (250, 276)),
        box(176, 304, 48, 16, STEEL, 4),
        circle(256, 312, 8, BRASS) + circle(246, 334, 8, BRASS),
        _string_lines(60, 308),
        gleam("M128 290q-4 34 20 50", 6, 0.4),
    )


def _violin(look: Look) -> str:
    wood = look.main if look.says("electric", "vibrant") else look.pick("#a8602f", "#b86f35", "#8f4a28", salt=11)
    body = "M201 148q-52-6-54 40-2 22 12 30 6 16-8 24-26 16-26 52 2 54 60 56h16Z"
    bow = stack(line("M318 70L300 346", WOOD_DARK, 6), line("M310 78L292 338", CREAM, 3), box(288, 322, 18, 24, INK, 4))
    return stack(
        bow,
        halves(body, mixed(wood, INK, share=0.35), depth=0.1),
        placed(halves(body, wood), x=16, y=20, size=0.92),
        both(line("M170 226q-12 8-6 20t-8 22", INK, 5) + circle(171, 224, 4, INK)),
        path("M188 150h24l6 132h-36Z", INK),
        box(191, 60, 18, 100, INK, 3),
        path("M190 66q-12-30 10-36 22 6 10 36Z", mixed(wood, INK, share=0.2)) + circle(200, 44, 7, wood),
        both(line("M192 58h-16M192 74h-16", INK, 5)),
        box(170, 262, 60, 8, CREAM, 3),
        path("M188 290h24l-6 44h-12Z", INK),
        faded(line("M195 70V300M200 70V300M205 70V300", PAPER, 1.2), 0.8),
        gleam("M140 296q0-24 18-34", 6, 0.35),
    )


DRAWINGS = {
    "keys": keys,
    "microphone": microphone,
    "percussion": percussion,
    "strings": strings,
    "wind": winds.wind,
}
