"""Icons in pages: each drawn once in a process, because a page has dozens of them."""

from functools import lru_cache

from markupsafe import Markup

from atrium.surfaces.shared.assets import asset, has_asset

SHEET = "design/icons.svg"
HIDDEN = Markup(' aria-hidden="true"')
NAMED = Markup(' role="img" aria-label="{}"')
FROM_SHEET = Markup('<svg class="icon"{}><use href="{}#{}"></use></svg>')
IN_LETTERS = Markup('<i class="icon icon-sign"{}>{}</i>')
LETTERS = {
    "close": "\u00d7",
    "search": "⌕",
    "menu": "≡",
    "minus": "\u2212",
    "plus": "+",
    "check": "✓",
    "arrow-left": "←",
    "arrow-right": "→",
    "chevron-right": "\u203a",
    "chevron-left": "\u2039",
    "chevron-down": "⌄",
    "more": "…",
    "star": "★",
    "alert-triangle": "!",
    "alert-circle": "!",
    "theme": "◐",
}
"""What stands for an icon while the sheet was not fetched."""


def draw_icon(name: str, label: str = "") -> Markup:
    """An icon; with a label it is read out, else it is only looked at."""
    return _drawn(asset(SHEET) if has_asset(SHEET) else "", name, label)


@lru_cache(maxsize=1024)
def _drawn(sheet: str, name: str, label: str) -> Markup:
    told = NAMED.format(label) if label else HIDDEN
    return FROM_SHEET.format(told, sheet, name) if sheet else IN_LETTERS.format(told, LETTERS.get(name, "•"))
