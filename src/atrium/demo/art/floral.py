"""Flowers and plants."""

from atrium.demo.art.palette import CREAM, LEAF, LEAF_DARK, LEAF_LIGHT, PAPER, SUN, WOOD, WOOD_DARK, Look, mixed
from atrium.demo.art.shapes import (
    ball,
    both,
    box,
    circle,
    dashes,
    faded,
    flower,
    gleam,
    halves,
    leaf,
    leaf_ring,
    line,
    path,
    placed,
    rose,
    round_about,
    shade,
    shadow,
    stack,
)

BLOOMS = ("#e39bae", "#e8806a", "#f3d9a4", "#c9a3d4", "#f6efe4")


def _bloom(look: Look, number: int, radius: float) -> str:
    """One of the blossoms of a bunch; the first ones carry the product's colour."""
    other = BLOOMS[(look.variety + number) % len(BLOOMS)]
    petal = (look.main, look.light, other, look.main, look.second)[number % 5]
    dark = mixed(petal, "#231a3a", share=0.22)
    kinds = (
        rose(radius, petal, dark),
        flower(radius * 1.1, petal, SUN, 7),
        flower(radius * 1.1, petal, dark, 5),
    )
    return kinds[(number + look.variety // 7) % 3]


def _greenery(*places: tuple[float, float, float, float]) -> str:
    """Leaves, each as x, y, turn and length."""
    tones = (LEAF, LEAF_DARK, LEAF_LIGHT)
    return stack(
        *(
            placed(leaf(long, long * 0.4, tones[number % 3]), x=x, y=y, turn=turn)
            for number, (x, y, turn, long) in enumerate(places)
        )
    )


def arrangement(look: Look) -> str:
    heads = (
        (148, 146, 34),
        (252, 142, 34),
        (200, 96, 36),
        (170, 196, 34),
        (232, 194, 34),
        (118, 196, 26),
        (284, 192, 26),
    )
    vase = halves("M201 214h-62q4 30-14 62-12 46 34 62h42Z", look.pick(PAPER, look.accent, GLASSY, salt=11))
    return stack(
        shadow(200, 342, 92),
        _greenery(
            (200, 220, -72, 130), (200, 220, 72, 130), (200, 200, -36, 150), (200, 200, 36, 150), (200, 190, 0, 160)
        ),
        _greenery((180, 220, -104, 90), (220, 220, 104, 90)),
        vase,
        box(136, 206, 128, 14, "#ffffff", 7),
        dashes("M132 290q68 18 136 0", look.main, 5, look.pick("400", "8 8", salt=12)),
        stack(*(placed(_bloom(look, n, r), x=x, y=y) for n, (x, y, r) in enumerate(heads))),
        gleam("M146 240q-6 26-12 40", 6, 0.6),
    )


GLASSY = "#cfe4e6"


def bouquet(look: Look) -> str:
    heads = (
        (200, 108, 36),
        (146, 128, 33),
        (254, 128, 33),
        (116, 168, 26),
        (284, 168, 26),
        (172, 176, 34),
        (230, 176, 34),
    )
    return stack(
        shadow(200, 352, 50, 8),
        _greenery(
            (200, 200, -62, 140),
            (200, 200, 62, 140),
            (200, 190, -20, 150),
            (200, 190, 20, 150),
            (190, 190, -42, 150),
            (210, 190, 42, 150),
        ),
        line("M186 280l-20 66M200 280v70M214 280l20 66", LEAF_DARK, 7),
        path("M96 176q50 40 104 40t104-40L222 300h-44Z", look.pick(CREAM, look.accent, salt=11)),
        shade("M200 216q54 0 104-40L222 300h-22Z", 0.12),
        stack(*(placed(_bloom(look, n, r), x=x, y=y) for n, (x, y, r) in enumerate(heads))),
        path("M108 186q46 60 92 114 6-62-16-84-40-4-76-30Z", mixed(CREAM, look.accent, share=0.35)),
        both(path("M200 292q-46-34-54-4t54 12Z", look.main)),
        both(path("M200 296l-30 48 16 0 18-44Z", look.shade)),
        circle(200, 295, 10, look.deep),
    )


def centerpiece(look: Look) -> str:
    heads = (
        (200, 212, 36),
        (146, 224, 32),
        (254, 224, 32),
        (100, 244, 26),
        (300, 244, 26),
        (174, 254, 28),
        (228, 254, 28),
    )
    candle = stack(
        box(188, 76, 24, 120, PAPER, 4), path("M200 40q14 18 0 34-14-16 0-34Z", SUN), line("M200 72v8", "#5b4a3a", 3)
    )
    tapers = both(stack(box(133, 114, 20, 90, PAPER, 4), path("M143 82q12 16 0 30-12-14 0-30Z", SUN)))
    return stack(
        shadow(200, 342, 142),
        faded(circle(200, 58, 42, SUN), 0.2),
        candle,
        tapers,
        _greenery((180, 260, -80, 140), (220, 260, 80, 140), (180, 250, -58, 120), (220, 250, 58, 120)),
        _greenery((170, 280, -98, 110), (230, 280, 98, 110)),
        halves("M201 268H84q6 44 74 50v8q-30 2-34 14h77Z", look.pick(look.accent, "#cfae6a", "#e9e2d5", salt=11)),
        stack(*(placed(_bloom(look, n, r), x=x, y=y) for n, (x, y, r) in enumerate(heads))),
    )


def plant(look: Look) -> str:
    if look.says("succulent", "cactus", "aloe", "starlight"):
        crown = _cactus(look)
    elif look.says("bonsai", "topiary", "tree", "ficus", "olive"):
        crown = _little_tree()
    else:
        crown = _big_leaves(look)
    return stack(
        shadow(200, 342, 84),
        crown,
        halves("M201 238h-70l12 90q1 12 14 12h44Z", look.main),
        halves("M201 226h-70q-8 0-8 8v16q0 6 8 6h70Z", look.light, depth=0.16),
        look.pick(
            dashes("M140 296h120", look.accent, 7, "14 10"),
            path("M138 284l20 20 21-20 21 20 21-20 21 20 20-20-2 16-18 18-21-20-21 20-21-20-21 20-17-18Z", look.accent),
            "",
            salt=11,
        ),
        gleam("M146 268l6 50", 6, 0.4),
    )


def _big_leaves(look: Look) -> str:
    spread = look.pick(0, 6, -5, salt=12)
    tones = (LEAF_DARK, LEAF, LEAF_LIGHT, LEAF, LEAF_DARK, LEAF, LEAF)
    turns = (-66, -40, -14 + spread, 16 + spread, 42, 68, 0)
    lengths = (132, 156, 176, 170, 154, 128, 120)
    width = look.pick(56, 36, 66, salt=13)
    return stack(
        *(
            placed(leaf(long, width, tone), x=200, y=236, turn=turn)
            for turn, long, tone in zip(turns, lengths, tones, strict=True)
        )
    )


def _cactus(look: Look) -> str:
    return stack(
        line("M152 178q-34 4-32-44", LEAF, 30),
        line("M248 200q36 2 34-40", LEAF_DARK, 28),
        halves("M201 72q-54 0-54 60v104h54Z", LEAF),
        dashes("M176 100v130M200 88v142M224 100v130", PAPER, 3, "5 14"),
        placed(flower(24, look.accent, SUN, 6), x=200, y=72),
        placed(flower(14, look.accent, SUN, 5), x=120, y=126),
        gleam("M160 116v90", 5, 0.35),
    )


def _little_tree() -> str:
    return stack(
        line("M200 240q-22-40 4-70t-10-60", WOOD_DARK, 16),
        line("M206 170l48-26M194 186l-44-22", WOOD_DARK, 10),
        ball(142, 146, 42, LEAF_DARK),
        ball(260, 130, 44, LEAF_DARK),
        ball(200, 96, 56, LEAF),
        faded(circle(176, 80, 12, LEAF_LIGHT) + circle(212, 66, 9, LEAF_LIGHT) + circle(218, 108, 11, LEAF_LIGHT), 0.8),
    )


def wreath(look: Look) -> str:
    base = look.pick(LEAF_DARK, LEAF, WOOD, salt=11)
    ribbon = look.accent if look.main[3:5] > look.main[1:3] and base != WOOD else look.main
    dark = mixed(ribbon, "#231a3a", share=0.3)
    berry = stack(circle(194, 92, 10, ribbon), circle(210, 102, 8, dark), circle(191, 89, 3, PAPER))
    blossom = placed(flower(26, ribbon, SUN, 6), x=200, y=96)
    bow = stack(
        both(path("M200 300q-64-42-70-4t70 16Z", ribbon)),
        both(path("M196 304l-40 58 22-2 26-50Z", dark)),
        circle(200, 304, 14, dark),
    )
    return stack(
        faded(f'<circle cx="206" cy="206" r="100" fill="none" stroke="{WOOD_DARK}" stroke-width="44"/>', 0.16),
        f'<circle cx="200" cy="196" r="98" fill="none" stroke="{WOOD_DARK}" stroke-width="22"/>',
        placed(
            stack(
                leaf_ring(18, 104, 60, mixed(base, "#1c1730", share=0.22), 62),
                leaf_ring(18, 92, 54, base, -38),
                leaf_ring(17, 100, 56, LEAF_LIGHT if base != WOOD else LEAF, 14),
            ),
            y=-4,
        ),
        round_about(look.pick(berry, blossom, salt=12), look.pick(5, 6, salt=13), 200, 196, 20),
        bow,
    )


DRAWINGS = {
    "arrangement": arrangement,
    "bouquet": bouquet,
    "centerpiece": centerpiece,
    "plant": plant,
    "wreath": wreath,
}
