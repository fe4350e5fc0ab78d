"""Light or dark: what the reader chose, remembered by the browser; the system's own choice without."""

from starlette.requests import Request

COOKIE = "atrium_theme"
THEMES = frozenset({"light", "dark"})


def theme_of(request: Request) -> str:
    """`light` or `dark` where it was chosen, else nothing."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in THEMES else ""
