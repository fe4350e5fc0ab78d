"""The templates of one surface, which find those of the design under `design/`."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from atrium.surfaces.shared.assets import DESIGN, asset, has_asset
from atrium.surfaces.shared.entrances import THEME_COOKIE
from atrium.surfaces.shared.rendering.icons import draw_icon
from atrium.surfaces.shared.rendering.wording import wording_of, words
from atrium.vocabulary.market import Market

SECURITY = "; ".join(
    [
        *("default-src 'self'", "img-src 'self' data:", "object-src 'none'", "base-uri 'none'"),
        *("form-action 'self'", "frame-ancestors 'none'"),
    ]
)
HEADERS = {"Content-Security-Policy": SECURITY}
THEMES = frozenset({"light", "dark"})
DEFAULT_LOCALE = "en_US"
PIECES_KEPT = 512


@dataclass(frozen=True)
class Templates:
    """Templates beside their handlers in `folder`; each speaks one locale."""

    folder: Path
    locale: str = DEFAULT_LOCALE
    _tongues: dict[str, "Templates"] = field(default_factory=dict[str, "Templates"], compare=False)

    def speaking(self, locale: str) -> "Templates":
        """The same templates in another locale, as `es_MX`."""
        if locale == self.locale:
            return self
        return self._tongues.setdefault(locale, Templates(self.folder, locale))

    def render(self, template: str, **words: Any) -> Markup:
        """A template's HTML; `template` is its path below the folder, as `cart/line.html`."""
        return Markup(self._environment.get_template(template).render(words))  # noqa: S704 - the template escapes its words

    def render_once(self, template: str, words: Hashable) -> Markup:
        """A piece that is the same for the same `words`; drawn once, and kept while it is often asked for."""
        return _drawn(self, template, words)

    @cached_property
    def _environment(self) -> Environment:
        made = Environment(
            loader=ChoiceLoader(
                [FileSystemLoader(self.folder), PrefixLoader({"design": FileSystemLoader(DESIGN / "templates")})]
            ),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        wording = wording_of(self.locale)
        shared: dict[str, Any] = {
            name: getattr(wording, name)
            for name in ("clock", "day", "lang", "listed", "local", "moment", "money", "number", "plural", "when")
        }
        cast("dict[str, Any]", made.globals).update(
            shared, asset=asset, draw_icon=draw_icon, has_asset=has_asset, picture=picture
        )
        made.filters |= {"words": words}
        return made


@lru_cache(maxsize=PIECES_KEPT)
def _drawn(templates: Templates, template: str, words: Hashable) -> Markup:
    return templates.render(template, words=words)


def html(text: str, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A page, or a part of one, that may load nothing but what this site serves and run nothing inline."""
    return Response(text, status, {**HEADERS, **(headers or {})}, "text/html; charset=utf-8")


def picture(sku: str, version: str = "") -> str:
    """The address of an item's picture; with the version of its drawing, browsers keep it for ever."""
    return f"/pictures/{quote(sku, safe='')}.svg" + (f"?v={quote(version, safe='')}" if version else "")


def theme_of(request: Request) -> str:
    """`light` or `dark` where the reader chose, else nothing: then the system's own choice counts."""
    chosen = request.cookies.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def locale_of(market: Market) -> str:
    """The locale of a market, as `en_US`."""
    return f"{market.language}_{market.country}"
