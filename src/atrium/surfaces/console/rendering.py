"""Templates beside their handlers, and the few words that all of them share: money, moments, places."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from babel.dates import format_datetime, get_timezone
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import Response

from atrium.kit.money import Money
from atrium.surfaces.console.asset_files import asset

LOCALE = "en_US"
SECURITY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
HEADERS = {"Content-Security-Policy": SECURITY}


def render(template: str, **words: Any) -> Markup:
    """A template's HTML; `template` is its path under the console, as `board/card.html`."""
    return Markup(_templates().get_template(template).render(words))  # noqa: S704 - the template escapes its words


def html(text: str, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A page, or a part of one, that may load nothing but what this site serves and run nothing inline."""
    return Response(text, status, {**HEADERS, **(headers or {})}, "text/html; charset=utf-8")


def money(minor: int, currency: str) -> str:
    """An amount as a person reads it."""
    return Money(minor, currency).shown(LOCALE)


def moment(at: datetime, *, age: bool = False) -> Markup:
    """A moment in UTC, which the page shows in the reader's own time, or as the time gone by since."""
    kind = "age" if age else "clock"
    shown = f"{at.astimezone(UTC):%H:%M} UTC"
    return Markup('<time datetime="{}" data-as="{}">{}</time>').format(_iso(at), kind, shown)


def local(at: datetime, zone: str) -> Markup:
    """A moment by the clock of the place where it happened, as `Sat 2:05 PM CST`."""
    shown = format_datetime(at, "EEE h:mm a z", tzinfo=get_timezone(zone), locale=LOCALE)
    return Markup('<time datetime="{}">{}</time>').format(_iso(at), shown)


def words(name: str) -> str:
    """A name of the program as words for people, as `Awaiting payment` of `awaiting_payment`."""
    return name.replace("_", " ").capitalize()


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@lru_cache(maxsize=1)
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shared: dict[str, Any] = {"money": money, "moment": moment, "local": local, "asset": asset}
    cast("dict[str, Any]", made.globals).update(shared)
    made.filters |= {"words": words}
    return made
