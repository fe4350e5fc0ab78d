"""Shoes, seen from their outer side."""

from atrium.demo.art.palette import BRASS, CREAM, INK, PAPER, WOOD_DARK, Look
from atrium.demo.art.shapes import (
    beads,
    box,
    circle,
    dashes,
    faded,
    flower,
    gleam,
    line,
    path,
    placed,
    shade,
    shadow,
    stack,
)


def boot(look: Look) -> str:
    if look.says("chelsea", "cowboy", "rodeo", "western", "ankle", "rain"):
        detail = stack(
            path("M150 118h44l-8 86q-14 12-28 0Z", look.deep),
            dashes("M158 124l6 70M172 124v76M186 124l-6 70", look.shade, 3, "400"),
            line("M128 92v-16q14-10 14 6v12", look.deep, 7),
        )
    else:
        rungs = "".join(line(f"M{182 + i * 5} {116 + i * 24}l34 {8 + i * 2}", look.accent, 6) for i in range(5))
        detail = stack(
            path("M190 92h26l14 106 34 32-22 12-50-46Z", look.deep),
            rungs,
            "".join(circle(180 + i * 5, 114 + i * 24, 4.5, BRASS) for i in range(5)),
            line("M120 96v-20q12-12 16 2v18", look.deep, 7),
        )
    return stack(
        shadow(206, 336, 138),
        path("M104 86q56-14 114 0l10 104q10 24 54 36 52 12 54 76H96q-6-110 8-216Z", look.main),
        path("M282 226q52 12 54 76h-80q0-50 26-76Z", look.shade),
        shade("M96 240q40 14 64 62H96Z", 0.18),
        path("M102 82q58-14 118 0l2 26q-60-12-122 0Z", look.light),
        detail,
        dashes("M112 232q44 6 58 64", look.light, 3),
        path("M88 298h252q8 0 8 10v10q0 8-8 8H212l-6 10H96q-10 0-10-12Z", look.pick(INK, WOOD_DARK, salt=11)),
        dashes("M96 330h108M222 322h120", CREAM, 5, "10 8"),
        line("M92 304h250", look.accent, 4),
        gleam("M118 124q-6 60-6 96", 7, 0.3),
    )


def formal(look: Look) -> str:
    women = look.says(
        "pump", "stiletto", "heel", "sandal", "bridal", "flat", "glam", "glitter", "gladiator", "platform"
    )
    return _pump(look) if women else _oxford(look)


def _pump(look: Look) -> str:
    strap = stack(line("M84 158a54 13 0 1 0 108 0a54 13 0 1 0-108 0", look.shade, 8), circle(150, 169, 7, BRASS))
    shoe = stack(
        path("M92 196q-8 60-8 140h14q2-60 34-108Z", look.deep),
        path(
            "M78 152q40-10 54 48 28 50 76 56 40-16 66 4 56 10 72 52 4 22-10 24h-82"
            "q-54 0-92-62-26-40-58-32-20-38-26-90Z",
            look.main,
        ),
        path("M132 200q28 50 76 56 28-10 50-2-32 26-70 14-44-16-56-68Z", look.deep),
        shade("M88 242q32-8 58 32 38 62 92 62h98q10-2 10-20-40 14-100-2-60-16-92-68-30-40-70-46Z", 0.14),
        path("M346 312q4 24-10 24h-98q-28 0-50-18 60 20 158-6Z", look.shade),
        gleam("M96 168q14 4 20 40M268 262q40 10 56 34", 5, 0.45),
    )
    extra = look.pick(strap, placed(_bow(look), x=266, y=252), "", salt=11)
    return stack(shadow(214, 340, 138), shoe, extra)


def _bow(look: Look) -> str:
    return stack(path("M0 0l-24-16v32ZM0 0l24-16v32Z", look.accent), circle(0, 0, 7, look.second))


def _oxford(look: Look) -> str:
    loafer = look.says("loafer", "slipper", "monk", "moccasin")
    laces = "".join(line(f"M{176 + i * 22} {190 + i * 13}l-20 18", look.light, 5) for i in range(4))
    lacing = stack(path("M156 172l98 64-30 34-88-60Z", look.shade), laces)
    saddle = stack(path("M170 178q34 12 64 38l-40 56-44-4q-6-50 20-90Z", look.shade), box(166, 218, 46, 16, BRASS, 6))
    broguing = stack(
        beads("M262 300q-6-34 16-62", look.light, 5, 7),
        beads("M74 246q44 4 50 50", look.light, 5, 8),
    )
    return stack(
        shadow(206, 336, 150),
        path("M66 180q24 14 60 0 12-18 34-12 34 40 94 62 84 8 96 74H64q-10-62 2-124Z", look.main),
        path("M64 180q26 14 62 0l8 28q-34 22-68 10Z", look.deep),
        path("M280 236q60 12 70 68h-92q-6-40 22-68Z", look.shade),
        shade("M62 260q60 34 288 20v24H64Z", 0.12),
        saddle if loafer else lacing,
        look.pick(broguing, dashes("M262 300q-6-34 16-62M74 246q44 4 50 50", look.light, 3), salt=11),
        path("M60 302h292q6 0 6 8t-8 8H150v16H66q-8 0-8-12Z", INK),
        line("M64 302h288", look.pick(WOOD_DARK, BRASS, salt=12), 5),
        gleam("M284 248q34 10 46 34", 6, 0.45),
    )


def sandals(look: Look) -> str:
    if look.says("flip", "thong"):
        return _flip_flops(look)
    straps = stack(
        path("M250 300q4-70 46-84 34 20 40 84h-30q-6-34-22-50-14 18-10 50Z", look.shade),
        path("M84 300q-18-60 0-128h22q-8 60 10 128Z", look.shade),
        path("M80 190q60 24 118 6l4 24q-66 16-124-6Z", look.main),
        path("M190 300q0-60 34-92l22 16q-28 32-24 76Z", look.main),
        path("M198 200q50 10 116 66l-12 24q-54-58-110-66Z", look.main),
        box(112, 194, 24, 26, BRASS, 6),
        dashes("M212 214q46 14 92 62", look.light, 3),
    )
    return stack(
        shadow(206, 334, 144),
        straps,
        path("M66 292q60 20 150 4t136 4q8 24-6 26H74q-12 0-8-34Z", "#d8b98a"),
        path("M68 308q150 8 284 2 4 18-10 18H78q-12 0-10-20Z", look.deep),
        dashes("M84 300q60 6 120-2t130 2", CREAM, 3),
        path("M68 328h90v8q-2 4-6 4H74q-6 0-6-6Z", INK),
    )


def _flip_flops(look: Look) -> str:
    sole = "M0 -134C56 -134 66 -72 52 0 46 52 56 130 0 132-56 130-46 52-52 0-66-72-56-134 0-134Z"
    stripes = stack(*(box(-42, y, 84, 14, look.accent, 7) for y in (40, 70)))
    palm = placed(flower(26, look.accent, look.second, 5), y=70)
    one = stack(
        placed(path(sole, look.deep), x=5, y=7),
        path(sole, look.light),
        look.pick(stripes, palm, salt=11),
        line("M-46 12C-36 -40 -12 -62 0 -72 12 -62 36 -40 46 12", look.main, 19),
        circle(0, -74, 11, look.deep),
        gleam("M-36 -10c6-24 18-38 26-44", 4, 0.5),
    )
    return stack(
        faded(placed(path(sole, INK), x=146, y=226, turn=-9) + placed(path(sole, INK), x=270, y=214, turn=9), 0.1),
        placed(one, x=136, y=210, turn=-9),
        placed(one, x=262, y=198, turn=9),
    )


def sneaker(look: Look) -> str:
    high = look.says("high", "jordan", "air", "lumi")
    swoosh = look.pick(
        path("M112 284q66 10 128-42-40 62-124 62Z", look.accent),
        stack(*(line(f"M{150 + i * 24} 214l-16 72", look.accent, 10) for i in range(3))),
        circle(142, 250, 22, look.accent) + circle(142, 250, 11, PAPER),
        salt=11,
    )
    return stack(
        shadow(206, 336, 150),
        _high_upper(look) if high else _low_upper(look),
        path("M62 262q34-4 44 44H62q-2-22 0-44Z", look.shade),
        path("M272 230q66 12 76 60v16h-98q-8-50 22-76Z", look.shade),
        swoosh,
        path("M56 298h296q10 0 8 16-2 20-20 20H74q-16 0-18-18Z", PAPER),
        shade("M56 318h303q-4 16-20 16H74q-16 0-18-16Z", 0.16),
        line("M64 310h288", look.accent, 4),
        gleam("M288 250q34 10 44 30", 6, 0.45),
    )


def _low_upper(look: Look) -> str:
    return stack(
        path("M78 170q22 16 54 8 22-8 30-28 10-4 20 4 30 52 90 76 66 12 76 60v16H62q-6-70 16-136Z", look.main),
        path("M160 150q10-4 22 4 30 52 90 76l-18 18q-66-20-104-86Z", look.light),
        *(line(f"M{172 + i * 22} {172 + i * 17}l26 -8", _lace(look), 7) for i in range(4)),
        path("M78 170q22 16 54 8l4 18q-32 12-64-2Z", look.deep),
    )


def _high_upper(look: Look) -> str:
    return stack(
        path("M88 98q44-18 92-2l10 70q30 56 86 68 64 12 72 60v14H62q-8-110 26-210Z", look.main),
        path("M180 96l28-10 8 70q20 48 70 76l-26 20q-66-26-78-92Z", look.light),
        *(line(f"M{186 + i * 3 + i * i * 3} {116 + i * 24}l32 -7", _lace(look), 7) for i in range(5)),
        path("M88 98q44-18 92-2l4 24q-54-14-102 2Z", look.deep),
        circle(122, 156, 19, look.light),
        circle(122, 156, 9, look.accent),
    )


def _lace(look: Look) -> str:
    return PAPER if look.main < "#c8" else INK


DRAWINGS = {"boot": boot, "formal": formal, "sandals": sandals, "sneaker": sneaker}
