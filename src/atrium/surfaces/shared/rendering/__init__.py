"""Templates of a surface and of the design, and the words that all of them share."""

from atrium.surfaces.shared.rendering.templates import Templates, html, locale_of, picture, theme_of
from atrium.surfaces.shared.rendering.wording import Wording, wording_of, words

__all__ = ["Templates", "Wording", "html", "locale_of", "picture", "theme_of", "wording_of", "words"]
