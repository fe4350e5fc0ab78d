"""Things that make a room a home."""

from atrium.demo.art.palette import BRASS, INK, LEAF, LEAF_LIGHT, PAPER, SUN, WOOD, WOOD_DARK, WOOD_LIGHT, Look, mixed
from atrium.demo.art.shapes import (
    ball,
    beads,
    both,
    box,
    circle,
    dashes,
    ellipse,
    faded,
    flower,
    gleam,
    glow,
    halves,
    leaf,
    line,
    path,
    placed,
    ring,
    round_about,
    shade,
    shadow,
    stack,
)


def bedroom(look: Look) -> str:
    return stack(
        shadow(200, 344, 96),
        path("M192 268h16l10 56h-36Z", look.shade),
        ellipse(200, 334, 72, 14, look.deep),
        ellipse(200, 328, 72, 14, look.main),
        both(line("M92 170q-12 100 108 104", look.shade, 12)),
        circle(200, 160, 106, look.main),
        shade("M291 106A106 106 0 0 1 146 252A120 120 0 0 0 291 106Z", 0.16),
        circle(200, 160, 90, "#dfebf0"),
        glow("M128 190L226 74l28 12L142 220Z", 0.7),
        glow("M158 236L282 110l6 24L186 246Z", 0.5),
        both(circle(92, 168, 11, BRASS)),
        look.pick(circle(262, 300, 16, look.accent) + box(252, 308, 20, 22, look.accent, 5), "", salt=11),
        placed(stack(placed(leaf(50, 22), turn=-24), placed(leaf(56, 22, LEAF_LIGHT), turn=14)), x=118, y=306),
        box(100, 302, 36, 34, look.accent, 8),
    )


def clock(look: Look) -> str:
    face = look.pick(PAPER, "#f7ecd4", look.light, salt=11)
    alarm = look.says("alarm", "retro", "desk", "mantel")
    bells = stack(
        both(line("M132 300l-30 40", look.deep, 15)),
        both(placed(path("M-46 14a46 46 0 0 1 92 0Z", look.accent), x=124, y=86, turn=-34)),
        line("M200 92V62M176 58h48", look.deep, 11),
    )
    marks = round_about(box(196, 104, 8, 20, look.deep, 4), 4, 200, 200) + round_about(
        circle(200, 112, 4, look.deep), 12
    )
    hanger = stack(line("M140 96L200 44l60 52", look.shade, 6), circle(200, 42, 8, BRASS))
    return stack(
        shadow(200, 346, 96) if alarm else faded(circle(208, 210, 122, INK), 0.1),
        bells if alarm else look.pick(hanger, "", salt=12),
        circle(200, 200, 122, look.main),
        shade("M305.6 139A122 122 0 0 1 139 305.6A136 136 0 0 0 305.6 139Z", 0.16),
        circle(200, 200, 103, face),
        ring(200, 200, 104, look.shade, 5),
        faded(path("M128 126A103 103 0 0 1 272 126A112 112 0 0 0 128 126Z", INK), 0.12),
        marks,
        line("M200 200L158 152", INK, 10),
        line("M200 200L252 158", INK, 7),
        line("M200 214V268", look.accent, 4),
        circle(200, 200, 10, look.accent),
        gleam("M96 176q14-50 58-72", 6, 0.4),
    )


def cushion(look: Look) -> str:
    if look.says("round"):
        return _round_cushion(look)
    pattern = look.pick(
        dashes("M96 140h208M92 180h216M90 220h220M94 260h212", look.accent, 9, "400"),
        stack(*(path(f"M{x} {y}l20 20-20 20-20-20Z", look.accent) for x in (140, 200, 260) for y in (124, 180, 236))),
        beads("M130 140h140M110 180h180M130 220h140M110 260h180", look.light, 15, 16),
        dashes("M90 300L300 90M90 230L230 90M160 310L310 160", look.light, 11, "400"),
        placed(stack(*(placed(leaf(84, 28, look.light), turn=turn) for turn in (-70, -35, 0, 35, 70))), x=200, y=256),
        salt=11,
    )
    tassel = stack(circle(80, 92, 11, look.accent), line("M72 84l-16-18M80 80l-4-24M66 92l-24-6", look.accent, 5))
    return stack(
        shadow(200, 346, 124),
        path(
            "M78 90q122 30 244 0 14-2 12 12-26 102 0 212 2 14-12 12-122-28-244 0-14 2-12-12 26-110 0-212-2-14 12-12Z",
            look.main,
        ),
        faded(pattern, 0.85),
        shade("M322 90q14-2 12 12-26 102 0 212 2 14-12 12-60-14-122-14 110-60 122-222Z", 0.14),
        look.pick(
            stack(
                tassel,
                placed(tassel, x=400, turn=90),
                placed(tassel, y=418, turn=-90),
                placed(tassel, x=400, y=416, turn=180),
            ),
            "",
            salt=12,
        ),
        faded(line("M96 112q104 24 208 0", "#fff", 5), 0.3),
    )


def _round_cushion(look: Look) -> str:
    pleats = round_about(line("M200 204Q190 140 200 84", look.shade, 4), 16, 200, 204)
    return stack(
        shadow(200, 340, 110),
        ball(200, 204, 132, look.main),
        pleats,
        circle(200, 204, 22, look.accent),
        gleam("M92 168q20-56 72-74", 8, 0.35),
    )


def decorative(look: Look) -> str:
    if look.says("basket", "woven", "wicker"):
        return _basket(look)
    if look.says("wall", "art", "print", "sign", "frame"):
        return _framed(look)
    return _vase(look)


def _vase(look: Look) -> str:
    grass = stack(
        *(
            line(f"M200 190Q{190 + dx / 3:.0f} 130 {200 + dx} {top}", WOOD_LIGHT, 4)
            + placed(leaf(70, 26, tone), x=196 + dx * 0.8, y=top + 46, turn=dx / 2)
            for dx, top, tone in ((-70, 84, "#d9b98a"), (-26, 56, "#e6cfa6"), (30, 60, "#d9b98a"), (74, 92, "#e6cfa6"))
        )
    )
    stems = stack(
        *(
            line(f"M200 190Q{200 + dx / 4:.0f} 140 {200 + dx} {top + 20}", LEAF, 4)
            + placed(leaf(48, 24, tone), x=200 + dx, y=top + 26, turn=dx / 2)
            + placed(leaf(36, 20, tone), x=200 + dx * 0.7, y=top + 60, turn=dx / 2 + 60)
            + placed(leaf(36, 20, tone), x=200 + dx * 0.7, y=top + 66, turn=dx / 2 - 60)
            for dx, top, tone in ((-60, 84, "#8fb3a0"), (0, 50, "#7aa58f"), (60, 84, "#8fb3a0"))
        )
    )
    return stack(
        shadow(200, 342, 84),
        look.pick(grass, stems, salt=11),
        halves("M201 178h-24v30q-54 30-54 76 0 56 52 56h26Z", look.main),
        box(168, 172, 64, 14, look.light, 7),
        look.pick(
            dashes("M128 262q72 20 144 0M128 286q72 20 144 0", look.accent, 5, "400"),
            beads("M128 272q72 22 144 0", look.accent, 12, 8),
            dashes("M126 276q74 20 148 0", look.light, 26, "4 8"),
            salt=12,
        ),
        gleam("M142 250q-6 16-6 40", 7, 0.45),
    )


def _basket(look: Look) -> str:
    weave = mixed("#c39a63", look.main, share=0.25)
    dark = mixed(weave, INK, share=0.28)
    blooms = stack(
        *(
            placed(flower(30, look.main if i % 2 else look.accent, SUN, 6), x=x, y=y)
            for i, (x, y) in enumerate(((126, 206), (176, 190), (226, 192), (276, 206)))
        )
    )
    throw = stack(
        path("M112 224q10-46 88-44t88 44q20 12 12 66-24 20-48-6-10-40-52-46-60-2-88-14Z", look.main),
        dashes("M250 286q22 22 48 2", look.light, 4),
    )
    return stack(
        shadow(200, 342, 118),
        line("M98 226C98 70 302 70 302 226", dark, 15),
        line("M98 226C98 70 302 70 302 226", weave, 7),
        look.pick(blooms, throw, salt=11) if not look.says("egg", "bloom", "flower", "floral") else blooms,
        halves("M201 216H78l22 110q3 14 18 14h83Z", weave),
        dashes("M88 242h224M98 290h204", dark, 11, "18 9"),
        dashes("M106 266h200M112 314h180", dark, 11, "18 9"),
        box(68, 210, 264, 20, dark, 10),
        dashes("M80 220h240", weave, 6, "11 6"),
        look.pick(
            placed(
                stack(path("M0 0l-30-18v36ZM0 0l30-18v36Z", look.accent), circle(0, 0, 8, look.second)), x=200, y=232
            ),
            "",
            salt=12,
        ),
    )


def _framed(look: Look) -> str:
    abstract = stack(
        circle(170, 160, 44, look.main),
        path("M118 292q0-90 82-90t82 90Z", look.accent),
        circle(240, 140, 22, look.second),
    )
    botanic = stack(
        line("M200 292V130", LEAF, 5),
        *(
            placed(leaf(60, 30, tone), x=200, y=y, turn=turn)
            for y, turn, tone in (
                (270, -56, LEAF),
                (270, 56, LEAF_LIGHT),
                (220, -50, look.main),
                (220, 50, look.main),
                (170, -40, LEAF),
                (170, 40, LEAF_LIGHT),
                (140, 0, look.accent),
            )
        ),
    )
    return stack(
        faded(box(98, 62, 220, 276, INK, 4), 0.14),
        box(86, 50, 228, 280, look.pick(WOOD, WOOD_DARK, INK, salt=11), 4),
        shade("M302 62l12-12v280H86l12-12h204Z", 0.2),
        box(98, 62, 204, 256, PAPER),
        box(116, 82, 168, 216, mixed(look.light, "#ffffff", share=0.6)),
        look.pick(abstract, botanic, salt=12),
        glow("M98 62h80L98 250Z", 0.3),
    )


def lighting(look: Look) -> str:
    if look.says("candle", "wax", "aroma"):
        return _candle(look)
    if look.says("pendant", "chandelier", "ceiling", "cluster"):
        return _pendant(look)
    if look.says("floor"):
        return _floor_lamp(look)
    return _table_lamp(look)


def _flame(x: float, y: float) -> str:
    return stack(
        faded(circle(x, y - 14, 46, SUN), 0.25),
        placed(
            path("M0 -44q26 32 0 52-26-20 0-52Z", "#f0a03c") + path("M0 -22q13 16 0 28-13-12 0-28Z", "#fbe3a2"),
            x=x,
            y=y,
        ),
    )


def _candle(look: Look) -> str:
    jar = stack(
        shadow(190, 342, 98),
        box(104, 160, 172, 180, look.main, 18),
        shade("M216 160h42q18 0 18 18v144q0 18-18 18h-42Z", 0.14),
        ellipse(190, 164, 84, 15, look.shade),
        ellipse(190, 166, 74, 11, mixed(look.light, "#ffffff", share=0.5)),
        box(126, 220, 128, 76, PAPER, 6),
        dashes("M146 246h88M160 266h60", look.deep, 5, "400"),
        line("M190 164v-20", INK, 4),
        _flame(190, 140),
        gleam("M116 190v120", 6, 0.45),
    )
    tapers = stack(
        shadow(200, 344, 120),
        *(
            stack(
                box(x - 15, top, 30, 250 - top, look.main, 5) + box(x + 3, top, 12, 250 - top, look.shade, 5),
                path(f"M{x - 26} 248h52l-10 24v44h-32v-44Z", BRASS),
                ellipse(x, 328, 44, 12, BRASS),
                line(f"M{x} {top}v-12", INK, 4),
                _flame(x, top - 14),
            )
            for x, top in ((120, 166), (200, 118), (280, 166))
        ),
    )
    return tapers if look.says("candlestick", "taper", "trio", "holder") or look.variety % 4 == 0 else jar


def _pendant(look: Look) -> str:
    return stack(
        line("M200 0V92", INK, 6),
        faded(path("M104 212L40 400H360L296 212Z", SUN), 0.26),
        box(184, 84, 32, 30, BRASS, 6),
        circle(200, 224, 34, "#fdf0c0"),
        faded(circle(200, 224, 62, SUN), 0.3),
        look.pick(
            halves("M201 106h-18q-66 24-88 112 50 16 106 16Z", look.main),
            halves("M201 110h-20q-20 0-20 20-78 22-80 86 56 14 120 14Z", look.main),
            halves("M201 112h-40l-72 94q-4 16 10 16h102Z", look.main),
            salt=11,
        ),
        gleam("M116 198q14-44 44-66", 7, 0.4),
        line("M112 206q88 20 176 0", look.accent, 5),
    )


def _floor_lamp(look: Look) -> str:
    return stack(
        shadow(200, 354, 76),
        faded(circle(200, 118, 116, SUN), 0.25),
        line("M200 130V346", BRASS, 10),
        both(line("M200 300L150 350", BRASS, 9)),
        halves("M201 48h-50l-40 106q0 6 8 6h82Z", look.main),
        line("M116 150h168", look.accent, 6),
        circle(220, 176, 5, BRASS) + line("M220 160v14", BRASS, 2),
        gleam("M134 138l24-70", 6, 0.4),
    )


def _table_lamp(look: Look) -> str:
    return stack(
        shadow(200, 344, 80),
        faded(circle(200, 150, 128, SUN), 0.24),
        box(190, 176, 20, 34, BRASS),
        halves("M201 206h-24q-36 30-36 68 0 36 30 56h30Z", look.accent),
        ellipse(200, 334, 54, 11, BRASS),
        halves("M201 66h-62L96 182q-2 8 8 8h97Z", look.main),
        look.pick(
            dashes("M130 78L100 186M166 70L152 188M200 68V188M234 70L248 188M270 78L300 186", look.shade, 4, "400"),
            line("M98 178h204", look.second, 7),
            salt=11,
        ),
        gleam("M118 160l28-76", 7, 0.4),
        gleam("M152 262q2-20 14-34", 6, 0.5),
    )


DRAWINGS = {
    "bedroom": bedroom,
    "clock": clock,
    "cushion": cushion,
    "decorative": decorative,
    "lighting": lighting,
}
