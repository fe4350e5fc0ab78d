"""Wind instruments: brass and wood."""

from atrium.demo.art.palette import INK, PAPER, WOOD_DARK, Look, mixed
from atrium.demo.art.shapes import (
    box,
    circle,
    ellipse,
    gleam,
    line,
    path,
    ring,
    shade,
    shadow,
    stack,
    turned,
)


def wind(look: Look) -> str:
    if look.says("clarinet", "woodwind", "flute", "oboe", "recorder"):
        return _pipe(look)
    if look.says("trumpet", "cornet"):
        return shadow(206, 330, 132) + turned(_trumpet(look), -14)
    if look.says("horn", "tuba"):
        return _horn(look)
    return _saxophone(look)


def _saxophone(look: Look) -> str:
    tube = "M126 92C150 66 178 74 184 104L214 266C222 320 292 318 286 258L280 216"
    keys = stack(
        *(
            circle(190 + n * 9, 136 + n * 34, 12, look.light) + ring(190 + n * 9, 136 + n * 34, 12, look.deep, 3)
            for n in range(5)
        )
    )
    return stack(
        shadow(226, 346, 92),
        line("M126 92L98 104", INK, 15),
        line(tube, look.deep, 30),
        line("M150 78C170 72 180 84 184 104L214 266C222 320 292 318 286 258L280 216", look.main, 27),
        line("M200 232L214 276C226 314 288 312 284 258", look.main, 46),
        path("M256 262L228 172q46-22 100-2L306 272Z", look.main),
        shade("M290 166q20 0 38 4L306 272l-16 16Z", 0.14),
        ellipse(278, 172, 52, 15, look.light),
        ellipse(278, 174, 42, 10, look.deep),
        line("M212 120L246 250", look.shade, 6),
        keys,
        line("M128 92L142 80", look.accent, 18),
        gleam("M180 120L204 240", 5, 0.5),
        gleam("M244 190l14 60", 6, 0.45),
    )


def _trumpet(look: Look) -> str:
    valves = stack(
        *(
            box(x, 150, 22, 96, look.light, 6)
            + box(x + 14, 150, 8, 96, look.shade, 4)
            + box(x + 7, 128, 8, 26, look.deep)
            + box(x, 122, 22, 9, PAPER, 4)
            for x in (150, 180, 210)
        )
    )
    return stack(
        line("M62 178H290", look.main, 15),
        line("M120 178Q96 178 96 208T120 240H250Q276 240 276 210T250 178", look.shade, 13),
        path("M256 170Q322 166 352 112q8-2 8 6v120q0 8-8 6-30-54-96-58Z", look.main),
        shade("M256 182q66 0 104 24v32q0 8-8 6-30-54-96-58Z", 0.15),
        ellipse(356, 178, 11, 66, look.light),
        ellipse(357, 178, 6, 54, look.deep),
        path("M40 166q24 2 34 8v8q-10 6-34 8Z", look.deep),
        valves,
        line("M262 246q8 22 22 8", look.deep, 6),
        box(124, 170, 14, 18, look.accent, 4),
        gleam("M84 174h60M262 174q40-4 68-34", 4, 0.6),
    )


def _horn(look: Look) -> str:
    return stack(
        shadow(206, 346, 112),
        line("M60 126Q96 110 128 132", look.deep, 10),
        path("M52 118l16 4-2 14-18-2Z", INK),
        ring(196, 192, 92, look.shade, 20),
        ring(196, 192, 92, look.main, 15),
        ring(188, 190, 58, look.deep, 14),
        ring(188, 190, 58, look.light, 9),
        line("M120 170H262M128 214H250", look.shade, 10),
        *(circle(x, 190, 15, look.light) + ring(x, 190, 15, look.deep, 4) for x in (156, 190, 224)),
        path("M210 268Q266 250 286 186l66 82q-16 62-84 78Z", look.main),
        shade("M300 204l52 64q-16 62-84 78l-14-20q62-36 46-122Z", 0.14),
        turned(ellipse(312, 306, 62, 20, look.light) + ellipse(313, 307, 50, 13, look.deep), -50, 312, 306),
        box(120, 176, 12, 28, look.accent, 4),
        gleam("M112 168a92 92 0 0 1 60-62", 6, 0.55),
    )


def _pipe(look: Look) -> str:
    flute = look.says("flute", "recorder", "bamboo")
    tone = look.main if flute else mixed(look.main, INK, share=0.55)
    holes = stack(*(circle(200, y, 9, mixed(tone, INK, share=0.5)) for y in range(130, 300, 28)))
    rods = stack(
        *(circle(200, y, 12, look.light) + ring(200, y, 12, "#9aa3ad", 4) for y in range(134, 300, 32)),
        line("M222 120V300", "#c4cad1", 6),
        *(line(f"M222 {y}h-14", "#c4cad1", 5) for y in (150, 214, 278)),
    )
    bell = path("M180 316h40l20 46h-80Z", tone) + shade("M204 316h16l20 46h-30Z", 0.14)
    bands = stack(*(box(176, y, 48, 12, look.accent if flute else "#c4cad1", 4) for y in (96, 308)))
    mouth = path("M186 60q2-32 28-38v38Z", INK if not flute else WOOD_DARK)
    body = stack(
        mouth,
        box(180, 56, 40, 268, tone, 8),
        shade("M206 56h6q8 0 8 8v252q0 8-8 8h-6Z", 0.18),
        "" if flute else bell,
        bands,
        holes if flute else rods,
        gleam("M188 110v180", 4, 0.4),
    )
    tune = stack(
        ellipse(84, 254, 15, 11, look.accent),
        ellipse(130, 242, 15, 11, look.accent),
        line("M96 252V196l44-12v56", look.accent, 6),
    )
    return stack(turned(body, 36), tune)
