"""Clothing, laid flat, and socks."""

from atrium.demo.art.palette import BRASS, INK, PAPER, Look
from atrium.demo.art.shapes import (
    both,
    box,
    circle,
    dashes,
    faded,
    gleam,
    halves,
    line,
    path,
    placed,
    shade,
    stack,
)


def jacket(look: Look) -> str:
    quilted = look.says("puff", "down", "parka", "quilt")
    tailored = look.says("blazer", "coat", "tuxedo", "suit", "trench")
    collar = path("M166 76l-26 16 30 92 31 60V150Z", look.shade)
    hood = path("M201 60q-48 0-58 44l22 20q36-14 36-14Z", look.shade)
    stand = path("M201 74h-34q-10 0-12 12l-6 22q26 14 52 16Z", look.shade)
    rows = "".join(dashes(f"M124 {y}h152", look.deep, 3, "400") for y in (152, 196, 240, 284))
    plain = both(stack(line("M132 250l42-10", look.deep, 7), dashes("M126 312h70", look.light, 2.5)))
    buttons = "".join(circle(212, y, 7, look.deep) for y in (262, 296))
    zipper = stack(line("M200 112v218", look.deep, 5), box(194, 122, 12, 22, BRASS, 4))
    return stack(
        faded(path("M112 100h176l70 220-60 16H102L44 320Z", INK), 0.08),
        both(path("M140 92q-34 8-44 40L50 286q-4 14 10 18l26 8q12 3 16-10l38-120Z", look.shade)),
        both(path("M54 274l-5 18q-2 10 10 13l28 8q10 2 13-9l4-14Z", look.accent if look.variety % 3 else look.deep)),
        halves("M201 84h-40q-42 4-44 48l-3 188q0 14 14 14h73Z", look.main),
        faded(rows, 0.55) if quilted else plain,
        both(collar) if tailored else both(look.pick(hood, stand, salt=11)),
        both(faded(line("M138 92l63 152", look.deep, 3), 0.0)) + buttons if tailored else zipper,
        gleam("M130 140v90", 6, 0.3),
    )


def scarf(look: Look) -> str:
    return _throw(look) if look.says("throw", "blanket") else _neck_scarf(look)


def _throw(look: Look) -> str:
    """A blanket, folded twice and laid in a pile."""
    fringe = "".join(line(f"M{x} 318v22", look.deep, 5) for x in range(92, 316, 13))
    checks = stack(
        *(box(x, 120, 14, 198, look.accent) for x in (112, 172, 232, 292)),
        *(box(84, y, 232, 13, look.second) for y in (210, 252, 294)),
    )
    ribs = dashes("M84 216h232M84 240h232M84 264h232M84 288h232", look.deep, 4, look.pick("400", "12 6", salt=12))
    return stack(
        faded(circle(206, 222, 136, INK), 0.07),
        fringe,
        path("M84 132q0-24 24-24h184q24 0 24 24v186H84Z", look.main),
        faded(look.pick(checks, ribs, salt=11), 0.6),
        path("M84 132q0-24 24-24h184q24 0 24 24v30q0 22-24 22H108q-24 0-24-22Z", look.light),
        line("M104 184h192", look.shade, 5),
        shade("M250 108h42q24 0 24 24v186h-66Z", 0.13),
        gleam("M100 130q2-10 14-10h60", 7, 0.4),
        circle(296, 204, 15, look.accent) + circle(296, 204, 6, PAPER),
    )


def _neck_scarf(look: Look) -> str:
    fringe = "".join(line(f"M{x} 322v26", look.deep, 5) for x in range(120, 186, 11))
    stripes = stack(*(box(114, y, 74, look.pick(10, 16, salt=12), look.accent) for y in (248, 276, 304)))
    checks = stack(
        *(faded(box(114, y, 74, 14, look.accent), 0.8) for y in (204, 244, 284)),
        *(faded(box(x, 176, 9, 148, look.second), 0.7) for x in (130, 162)),
    )
    tail = stack(
        path("M114 170h74v152q0 4-4 4h-66q-4 0-4-4Z", look.main),
        look.pick(stripes, checks, salt=11),
        fringe,
    )
    return stack(
        faded(circle(206, 178, 122, INK), 0.08),
        placed(stack(tail, shade("M114 170h74v156h-74Z", 0.16)), x=62, y=-34, turn=-7),
        placed(tail, x=0, y=0, turn=4),
        path("M200 60c-84 0-128 42-118 90 12 60 84 70 134 66 64-4 108-34 104-78C316 88 270 60 200 60Z", look.main),
        path("M200 92c-50 0-82 16-78 40 4 18 40 26 78 26s76-8 78-28C280 106 246 92 200 92Z", look.deep),
        shade("M318 132c6 54-48 84-106 84-30 2-66-2-92-18 70 16 178 2 198-66Z", 0.15),
        faded(line("M92 140c14 46 80 60 126 52M104 116c-2 0 6 46 70 56", look.accent, 5), 0.7),
        gleam("M100 120c10-26 42-42 84-44", 8, 0.35),
    )


def shirt(look: Look) -> str:
    tee = look.says("tee", "t-shirt", "crew", "v-neck", "tank")
    blouse = look.says("blouse", "top")
    buttoned = stack(
        both(path("M164 84l37 24-22 36-34-44Z", look.light)),
        box(191, 112, 18, 218, look.light, 2),
        "".join(circle(200, y, 4.5, look.deep) for y in range(136, 320, 38)),
        box(228, 164, 42, 46, look.shade, 5),
    )
    neck = stack(
        path("M162 84q38 52 76 0l-10-2q-28 34-56 0Z", look.shade), look.pick(_stripes(look), _badge(look), salt=11)
    )
    bow = both(path("M200 116l-40-20v46l40-22-18 54 14 2Z", look.accent))
    long_sleeve = path("M146 84q-36 8-44 40L56 282q-3 14 10 18l22 6q12 2 16-10l36-110Z", look.shade)
    short_sleeve = path("M148 84q-22 4-34 18l-58 72q-6 8 2 15l40 32q8 6 14-2l28-34Z", look.shade)
    plaid = _plaid(look) if look.says("plaid", "flannel", "check", "gingham") else ""
    return stack(
        faded(path("M120 100h170l10 236H112Z", INK), 0.08),
        both(short_sleeve if tee else long_sleeve),
        halves("M201 100q-26 0-37-18-36 4-44 22l-2 222q0 10 10 10h73Z", look.main),
        plaid,
        neck if tee else stack(buttoned, bow if blouse else ""),
        gleam("M132 150v110", 6, 0.35),
    )


def _stripes(look: Look) -> str:
    return stack(*(box(119, y, 162, 13, look.accent) for y in (164, 196, 228)))


def _badge(look: Look) -> str:
    return stack(circle(200, 200, 36, look.accent), path("M172 214l20-26 13 15 8-9 16 20Z", PAPER))


def _plaid(look: Look) -> str:
    upright = stack(*(box(x, 110, 12, 224, look.deep) for x in (138, 170, 218, 250)))
    across = stack(*(box(118, y, 164, 12, look.accent) for y in (140, 186, 232, 278)))
    return faded(upright + across, 0.45)


def socks(look: Look) -> str:
    outline = "M140 66h72v138q0 16 12 26l46 40q22 20 6 44t-46 10l-78-50q-20-14-18-40Z"
    bands = stack(*(box(136, y, 76, 12, look.accent) for y in (118, 142, 166)))
    dots = stack(
        *(
            circle(x, y, 9, look.accent)
            for x, y in ((158, 124), (192, 142), (160, 164), (190, 186), (164, 208), (196, 234))
        )
    )
    diamonds = stack(*(path(f"M174 {y}l20 24-20 24-20-24Z", look.accent) for y in (112, 164)))
    one = stack(
        path(outline, look.main),
        look.pick(bands, dots, diamonds, salt=11),
        shade("M190 66h22v138q0 16 12 26l46 40q22 20 6 44t-46 10l-14-9q46 2 34-26l-48-40q-12-12-12-26Z", 0.13),
        path("M256 258l14 12q22 20 6 44t-46 10l-16-10Z", look.second),
        path("M138 206q22 18 12 56-14-14-13-38Z", look.second),
        box(132, 56, 88, 34, look.shade, 10),
        dashes("M146 62v22M160 62v22M174 62v22M188 62v22M202 62v22", look.light, 3, "60"),
    )
    return stack(
        _shadow_of_pair(),
        placed(stack(one, shade(outline, 0.12)), x=42, y=-10, turn=-4),
        placed(one, x=-24, y=30, turn=3),
    )


def _shadow_of_pair() -> str:
    return faded(path("M130 110h130l70 240-110 20-70-60Z", INK), 0.08)


DRAWINGS = {"jacket": jacket, "scarf": scarf, "shirt": shirt, "socks": socks}
