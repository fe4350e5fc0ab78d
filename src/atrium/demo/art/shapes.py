"""The small vocabulary that every picture is composed of: 400 by 400 units, light from the upper left.

Each function answers SVG text. No shape has an id, so pictures can stand side by side in one page; gradients and
clips need ids, so volume is painted with translucent shade and glow instead.
"""

from math import cos, pi, radians, sin

from atrium.demo.art.palette import INK, LEAF, WOOD, WOOD_LIGHT

FULL_TURN = 360
MIDDLE = 200


def stack(*parts: str) -> str:
    """The parts painted one over another, first at the bottom."""
    return "".join(parts)


def path(d: str, fill: str) -> str:
    return f'<path d="{d}" fill="{fill}"/>'


def line(d: str, colour: str, width: float = 6) -> str:
    """An open stroke with round ends."""
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:.4g}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def dashes(d: str, colour: str, width: float = 3, pattern: str = "7 7") -> str:
    """A broken stroke: stitches, slats, notches."""
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:.4g}" stroke-dasharray="{pattern}"/>'


def circle(x: float, y: float, radius: float, fill: str) -> str:
    return f'<circle cx="{x:.4g}" cy="{y:.4g}" r="{radius:.4g}" fill="{fill}"/>'


def ring(x: float, y: float, radius: float, colour: str, width: float = 6) -> str:
    return (
        f'<circle cx="{x:.4g}" cy="{y:.4g}" r="{radius:.4g}" fill="none" stroke="{colour}" stroke-width="{width:.4g}"/>'
    )


def ellipse(x: float, y: float, across: float, down: float, fill: str) -> str:
    """An ellipse by its middle and its two radii."""
    return f'<ellipse cx="{x:.4g}" cy="{y:.4g}" rx="{across:.4g}" ry="{down:.4g}" fill="{fill}"/>'


def box(x: float, y: float, width: float, height: float, fill: str, corner: float = 0) -> str:
    """A rectangle by its upper left corner, with rounded corners if wished."""
    rounded = f' rx="{corner:.4g}"' if corner else ""
    return f'<rect x="{x:.4g}" y="{y:.4g}" width="{width:.4g}" height="{height:.4g}"{rounded} fill="{fill}"/>'


def placed(part: str, *, x: float = 0, y: float = 0, turn: float = 0, size: float = 1) -> str:
    """A part moved, turned clockwise in degrees and resized, about its own origin."""
    steps = [f"translate({x:.4g} {y:.4g})"] if x or y else []
    steps += [f"rotate({turn:.4g})"] if turn else []
    steps += [f"scale({size:.4g})"] if size != 1 else []
    return f'<g transform="{" ".join(steps)}">{part}</g>'


def turned(part: str, degrees: float, x: float = MIDDLE, y: float = MIDDLE) -> str:
    """A part turned clockwise about a point."""
    return f'<g transform="rotate({degrees:.4g} {x:.4g} {y:.4g})">{part}</g>'


def mirrored(part: str) -> str:
    """A part as seen in a mirror that stands upright in the middle."""
    return f'<g transform="matrix(-1 0 0 1 400 0)">{part}</g>'


def both(part: str) -> str:
    """A part on the left and its mirror image on the right."""
    return part + mirrored(part)


def round_about(part: str, count: int, x: float = MIDDLE, y: float = MIDDLE, start: float = 0) -> str:
    """A part repeated round a point at equal angles."""
    return stack(*(turned(part, start + FULL_TURN * step / count, x, y) for step in range(count)))


def faded(part: str, opacity: float) -> str:
    return f'<g opacity="{opacity:.4g}">{part}</g>'


def shade(d: str, opacity: float = 0.14) -> str:
    """The side away from the light."""
    return f'<path d="{d}" fill="#1c1730" opacity="{opacity:.4g}"/>'


def glow(d: str, opacity: float = 0.35) -> str:
    """Where the light falls."""
    return f'<path d="{d}" fill="#fff" opacity="{opacity:.4g}"/>'


def gleam(d: str, width: float = 6, opacity: float = 0.5) -> str:
    """A bright stroke along an edge that faces the light."""
    return faded(line(d, "#fff", width), opacity)


def shadow(x: float, y: float, across: float, down: float = 11) -> str:
    """What a thing casts on the ground below it."""
    return faded(ellipse(x, y, across, down, INK), 0.16)


def halves(half: str, fill: str, *, depth: float = 0.12) -> str:
    """A symmetric body from the outline of its left half, which ends at x=201; the right half lies in shade."""
    return stack(both(path(half, fill)), mirrored(shade(half, depth)))


def ball(x: float, y: float, radius: float, fill: str) -> str:
    """A sphere: a disc with a crescent of shade and a glint."""
    r = radius
    crescent = (
        f"M{x + r * 0.5:.4g} {y - r * 0.866:.4g}A{r:.4g} {r:.4g} 0 0 1 {x - r * 0.866:.4g} {y + r * 0.5:.4g}"
        f"A{r * 1.08:.4g} {r * 1.08:.4g} 0 0 0 {x + r * 0.5:.4g} {y - r * 0.866:.4g}Z"
    )
    glint = placed(ellipse(0, 0, r * 0.24, r * 0.14, "#fff"), x=x - r * 0.4, y=y - r * 0.46, turn=-40)
    return stack(circle(x, y, r, fill), shade(crescent), faded(glint, 0.5))


def block(x: float, y: float, width: float, height: float, fill: str, corner: float = 10) -> str:
    """A box that the light meets from the left: its right third lies in shade."""
    edge = x + width * 0.68
    right, bottom, c = x + width, y + height, corner
    dark = (
        f"M{edge:.4g} {y:.4g}H{right - c:.4g}a{c:.4g} {c:.4g} 0 0 1 {c:.4g} {c:.4g}V{bottom - c:.4g}"
        f"a{c:.4g} {c:.4g} 0 0 1 {-c:.4g} {c:.4g}H{edge:.4g}Z"
    )
    return stack(box(x, y, width, height, fill, corner), shade(dark, 0.12))


def leaf(length: float, width: float, fill: str = LEAF) -> str:
    """A leaf that stands on its origin and points up; its right half lies in shade."""
    tip, belly, bulge = -length, -length * 0.45, width / 2
    right = f"C{bulge * 1.3:.4g} {belly:.4g} {bulge:.4g} {tip * 0.75:.4g} 0 {tip:.4g}"
    left = f"C{-bulge:.4g} {tip * 0.75:.4g} {-bulge * 1.3:.4g} {belly:.4g} 0 0Z"
    return stack(path(f"M0 0{right}{left}", fill), shade(f"M0 0{right}Z", 0.16))


def leaf_ring(count: int, radius: float, length: float, fill: str, lean: float = 40) -> str:
    """Leaves round the middle as one shape; they lean outward from the ring by `lean` degrees."""
    leaves: list[str] = []
    for step in range(count):
        angle = 2 * pi * step / count
        x, y = MIDDLE + radius * cos(angle), MIDDLE + radius * sin(angle)
        ahead = angle + pi / 2 - radians(lean)
        dx, dy = length * cos(ahead), length * sin(ahead)
        bx, by = dx * 0.5 - dy * 0.34, dy * 0.5 + dx * 0.34
        cx, cy = dx * 0.5 + dy * 0.34, dy * 0.5 - dx * 0.34
        leaves.append(
            f"M{x:.0f} {y:.0f}q{bx:.0f} {by:.0f} {dx:.0f} {dy:.0f}q{cx - dx:.0f} {cy - dy:.0f} {-dx:.0f} {-dy:.0f}"
        )
    return path("".join(leaves) + "Z", fill)


def beads(d: str, colour: str, width: float, count: float) -> str:
    """Round beads along a path, `count` of them from end to end."""
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:.4g}" '
        f'stroke-linecap="round" pathLength="{count:.4g}" stroke-dasharray="0 1"/>'
    )


def flower(radius: float, petal: str, heart: str, petals: int = 6) -> str:
    """A blossom about its origin."""
    r = radius * 0.58
    loop = f"M0 {-r:.4g}A{r:.4g} {r:.4g} 0 1 1 -.1 {-r:.4g}"
    return stack(
        beads(loop, petal, radius * (1.24 - petals * 0.06), petals),
        circle(0, 0, radius * 0.5, petal),
        faded(circle(0, 0, radius * 0.5, INK), 0.1),
        circle(0, 0, radius * 0.28, heart),
    )


def rose(radius: float, petal: str, dark: str) -> str:
    """A rose seen from above, about its origin."""
    r = radius
    folds = (
        f"M{-r * 0.62:.4g} {-r * 0.1:.4g}A{r * 0.62:.4g} {r * 0.62:.4g} 0 0 1 {r * 0.55:.4g} {-r * 0.3:.4g}"
        f"M{r * 0.6:.4g} {r * 0.05:.4g}A{r * 0.6:.4g} {r * 0.6:.4g} 0 0 1 {-r * 0.4:.4g} {r * 0.45:.4g}"
        f"M{-r * 0.1:.4g} {r * 0.2:.4g}A{r * 0.22:.4g} {r * 0.22:.4g} 0 1 1 {r * 0.2:.4g} {-r * 0.05:.4g}"
    )
    away = (
        f"M{r * 0.5:.4g} {-r * 0.866:.4g}A{r:.4g} {r:.4g} 0 0 1 {-r * 0.866:.4g} {r * 0.5:.4g}"
        f"Q{r * 0.3:.4g} {r * 0.3:.4g} {r * 0.5:.4g} {-r * 0.866:.4g}Z"
    )
    return stack(circle(0, 0, r, petal), shade(away, 0.1), line(folds, dark, r * 0.1))


def heart(size: float, fill: str) -> str:
    """A heart about its origin, `size` across."""
    s = size / 100
    d = (
        f"M0 {44 * s:.4g}C{-30 * s:.4g} {20 * s:.4g} {-50 * s:.4g} {4 * s:.4g} {-50 * s:.4g} {-18 * s:.4g}"
        f"C{-50 * s:.4g} {-48 * s:.4g} {-12 * s:.4g} {-52 * s:.4g} 0 {-24 * s:.4g}"
    )
    right = (
        f"M0 {44 * s:.4g}C{30 * s:.4g} {20 * s:.4g} {50 * s:.4g} {4 * s:.4g} {50 * s:.4g} {-18 * s:.4g}"
        f"C{50 * s:.4g} {-48 * s:.4g} {12 * s:.4g} {-52 * s:.4g} 0 {-24 * s:.4g}Z"
    )
    return stack(path(d + "Z", fill), path(right, fill), shade(right, 0.1))


def star(x: float, y: float, radius: float, fill: str) -> str:
    """A four-pointed sparkle."""
    r, w = radius, radius * 0.22
    return path(
        f"M{x:.4g} {y - r:.4g}L{x + w:.4g} {y - w:.4g}L{x + r:.4g} {y:.4g}L{x + w:.4g} {y + w:.4g}L{x:.4g} {y + r:.4g}"
        f"L{x - w:.4g} {y + w:.4g}L{x - r:.4g} {y:.4g}L{x - w:.4g} {y - w:.4g}Z",
        fill,
    )


def plate(y: float, across: float, fill: str, inner: str) -> str:
    """A plate on a table, seen from a little above."""
    return stack(
        shadow(MIDDLE, y + across * 0.2, across),
        ellipse(MIDDLE, y + 8, across, across * 0.36, inner),
        ellipse(MIDDLE, y, across, across * 0.36, fill),
        faded(ellipse(MIDDLE, y + 2, across * 0.74, across * 0.25, INK), 0.07),
    )


def steam(x: float, y: float) -> str:
    """A wisp that rises from something hot."""
    return faded(line(f"M{x:.4g} {y:.4g}c-16 -18 14 -28 0 -48s12 -24 2 -40", "#fff", 7), 0.75)


def bead(x: float, y: float, radius: float, fill: str) -> str:
    """A small sphere, as cheap as can be: a disc and a glint."""
    return circle(x, y, radius, fill) + faded(circle(x - radius * 0.35, y - radius * 0.4, radius * 0.22, "#fff"), 0.5)


def mat(colour: str, edge: str) -> str:
    """The round mat that a thing stands on."""
    return stack(
        ellipse(206, 328, 158, 34, edge),
        ellipse(206, 322, 158, 34, colour),
        dashes("M60 322a146 28 0 1 0 292 0a146 28 0 1 0-292 0", edge, 3, "9 7"),
        shadow(210, 326, 118, 15),
    )


def board(cloth: str) -> str:
    """The wooden board that fresh food lies on, over a folded cloth."""
    return stack(
        path("M226 292h92l26 68q-50 14-104 4Z", cloth),
        shade("M284 292h34l26 68q-20 6-42 7Z", 0.12),
        dashes("M236 348q48 8 100-2", "#fff", 3),
        shadow(204, 318, 160, 14),
        box(48, 268, 304, 46, WOOD, 20),
        box(48, 258, 304, 44, WOOD_LIGHT, 20),
        dashes("M76 276h120M220 288h100M100 292h60", WOOD, 3, "60"),
    )
