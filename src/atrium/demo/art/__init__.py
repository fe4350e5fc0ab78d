"""Pictures of the demo retailer's products, drawn as SVG from a handful of shapes.

Owns: one drawing for each style of each category, and the palette that colours it.
Promises: the same text for the same words; self-contained (no script, font, link or id), so that many can stand in
one page; under 6 kB; the same on light and dark pages.
Words: a *look* is what one product is painted with; a *scene* is the backdrop of a category.
"""

from atrium.demo.art.drawings import UnknownStyle, draw, list_drawings
from atrium.demo.art.palette import Look, UnknownColour

__all__ = ["Look", "UnknownColour", "UnknownStyle", "draw", "list_drawings"]
