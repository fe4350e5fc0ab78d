"""Jewelry on a soft cushion of light."""

from atrium.demo.art.palette import BRASS, PAPER, STEEL, Look, mixed
from atrium.demo.art.shapes import (
    ball,
    beads,
    both,
    box,
    circle,
    dashes,
    ellipse,
    faded,
    gleam,
    heart,
    line,
    mirrored,
    path,
    placed,
    ring,
    round_about,
    shade,
    shadow,
    stack,
    star,
)

ROSE_GOLD = "#d79a86"


def _metal(look: Look) -> str:
    if look.says("gold") and not look.says("rose gold"):
        return BRASS
    return STEEL if look.says("silver", "platinum") else look.pick(BRASS, STEEL, ROSE_GOLD, salt=11)


def _stone(look: Look) -> str:
    """The colour of a stone: what is guessed white sparkles like ice."""
    return look.main if look.main < "#ee" else "#cfe3ee"


def _gem(look: Look, size: float) -> str:
    """A cut stone about its origin, in the product's colour."""
    s = size / 100
    stone = _stone(look)
    crown = f"M{-50 * s:.4g} {-14 * s:.4g}L{-28 * s:.4g} {-40 * s:.4g}H{28 * s:.4g}L{50 * s:.4g} {-14 * s:.4g}Z"
    pavilion = f"M{-50 * s:.4g} {-14 * s:.4g}H{50 * s:.4g}L0 {50 * s:.4g}Z"
    facet = f"M{-18 * s:.4g} {-14 * s:.4g}H{18 * s:.4g}L0 {50 * s:.4g}Z"
    right = f"M{18 * s:.4g} {-14 * s:.4g}H{50 * s:.4g}L0 {50 * s:.4g}Z"
    return stack(
        path(crown, mixed(stone, "#ffffff", share=0.45)),
        path(pavilion, stone),
        path(facet, mixed(stone, "#ffffff", share=0.22)),
        shade(right, 0.2),
        path(
            f"M{-18 * s:.4g} {-14 * s:.4g}L0 {-40 * s:.4g}L{18 * s:.4g} {-14 * s:.4g}Z",
            mixed(stone, "#ffffff", share=0.7),
        ),
    )


def bracelet(look: Look) -> str:
    metal = _metal(look)
    dark = mixed(metal, "#231a3a", share=0.3)
    loop = "M200 108C290 108 332 152 332 208S282 304 200 304 68 264 68 208 110 108 200 108Z"
    beaded = look.says("bead", "chakra", "stone", "pearl", "lava", "boho", "charm")
    band = stack(
        line(loop, dark, 26),
        placed(line(loop, metal, 20), y=-3),
        dashes("M76 226C90 280 140 300 200 300s110-20 124-74", mixed(metal, "#ffffff", share=0.5), 10, "4 12"),
        *(placed(_gem(look, size), x=x, y=y) for x, y, size in ((200, 298, 58), (132, 284, 40), (268, 284, 40))),
    )
    string = stack(
        line(loop, dark, 5),
        beads(loop, look.main, 34, 20),
        placed(faded(beads(loop, "#fff", 8, 20), 0.5), x=-6, y=-7),
        *(
            circle(x, y, 15, colour)
            for x, y, colour in (
                (200, 304, metal),
                (108, 282, look.accent),
                (292, 282, look.accent),
                (332, 208, look.second),
                (68, 208, look.second),
            )
        ),
        line("M200 318v16", metal, 4),
        placed(look.pick(heart(38, look.accent), star(0, 0, 24, metal), _gem(look, 40), salt=12), y=348, x=200),
    )
    return stack(
        placed(faded(line(loop, "#2b2b38", 22), 0.1), x=6, y=12),
        string if beaded or look.variety % 3 == 0 else band,
        gleam("M86 178q20-46 76-60", 6, 0.5),
        star(322, 104, 18, PAPER) + star(298, 76, 9, PAPER),
    )


def earrings(look: Look) -> str:
    if look.says("ring") and not look.says("earring"):
        return _ring(look)
    metal = _metal(look)
    drop = stack(
        line("M140 116V92q0-30 22-30t16 30", metal, 6),
        circle(140, 130, 15, metal) + circle(137, 127, 5, PAPER),
        line("M140 146v26", metal, 5),
        path("M140 166q56 70 40 112-12 28-40 28t-40-28q-16-42 40-112Z", metal),
        path("M140 188q40 52 28 84-8 22-28 22t-28-22q-12-32 28-84Z", _stone(look)),
        shade("M140 188q40 52 28 84-8 22-28 22Z", 0.16),
        gleam("M122 262q-2-18 8-36", 6, 0.55),
    )
    chandelier = stack(
        line("M140 108V88q0-28 22-28t16 28", metal, 6),
        placed(_gem(look, 66), x=140, y=136),
        path("M88 186q52-40 104 0l-10 18q-42-24-84 0Z", metal),
        *(
            line(f"M{x} 196V{y - 20}", metal, 4) + ball(x, y, 15, look.main if n % 2 else look.accent)
            for n, (x, y) in enumerate(((98, 240), (126, 278), (154, 278), (182, 240)))
        ),
    )
    hoop = stack(
        ring(140, 200, 58, mixed(metal, "#231a3a", share=0.3), 16),
        ring(139, 198, 58, metal, 12),
        line("M140 142V108q0-16 18-16", metal, 6),
        *(placed(_gem(look, 40), x=x, y=y) for x, y in ((104, 246), (140, 260), (176, 246))),
        gleam("M90 178q8-22 26-30", 5, 0.6),
    )
    kind = (
        chandelier
        if look.says("chandelier", "dangle")
        else hoop
        if look.says("hoop")
        else look.pick(drop, drop, hoop, chandelier, salt=12)
    )
    return stack(
        faded(ellipse(146, 330, 56, 10, "#2b2b38") + ellipse(266, 330, 56, 10, "#2b2b38"), 0.12),
        placed(kind, x=-10),
        placed(mirrored(kind), x=10),
        star(200, 110, 14, PAPER),
    )


def _ring(look: Look) -> str:
    metal = _metal(look)
    return stack(
        shadow(204, 342, 84),
        ring(200, 246, 82, mixed(metal, "#231a3a", share=0.3), 26),
        ring(199, 244, 82, metal, 20),
        path("M150 160l22-16h56l22 16-30 20h-40Z", metal),
        placed(_gem(look, 136), x=200, y=112),
        both(circle(146, 182, 11, look.accent) + circle(130, 202, 8, look.accent)),
        gleam("M126 226q8-34 30-50", 6, 0.6),
        star(284, 72, 20, PAPER) + star(306, 108, 9, PAPER),
    )


def necklace(look: Look) -> str:
    metal = _metal(look)
    chain = "M92 48C92 190 140 240 200 240S308 190 308 48"
    pearls = look.says("pearl", "bead", "rosary", "statement")
    string = beads(chain, look.main if look.main < "#f5" else PAPER, 24, 19) + placed(
        faded(beads(chain, "#fff", 6, 19), 0.7), x=-4, y=-5
    )
    links = faded(line(chain, mixed(metal, "#231a3a", share=0.35), 8), 0.8) + beads(chain, metal, 7, 46)
    halo = round_about(circle(200, 246, 6, PAPER), 14, 200, 290)
    pendant = look.pick(
        stack(circle(200, 290, 50, metal), halo, placed(_gem(look, 66), x=200, y=290)),
        placed(heart(104, look.main) + gleam("M-34 -18q2-16 16-20", 6), x=200, y=290),
        stack(
            path("M200 238q62 60 0 120-62-60 0-120Z", metal),
            path("M200 254q42 44 0 88-42-44 0-88Z", look.main),
            gleam("M188 286q2-10 8-18", 5),
        ),
        stack(
            path("M176 256l24-14 24 14v62l-24 32-24-32Z", look.main),
            shade("M200 242l24 14v62l-24 32Z", 0.18),
            box(172, 246, 56, 16, metal, 5),
        ),
        salt=12,
    )
    heart_said = placed(heart(104, look.main) + gleam("M-34 -18q2-16 16-20", 6), x=200, y=290)
    return stack(
        faded(placed(line(chain, "#2b2b38", 10), x=6, y=10), 0.1),
        string if pearls else links,
        ring(200, 240, 10, metal, 5),
        heart_said if look.says("heart") else pendant,
        star(268, 262, 14, PAPER) + star(132, 302, 10, PAPER),
    )


DRAWINGS = {"bracelet": bracelet, "earrings": earrings, "necklace": necklace}
