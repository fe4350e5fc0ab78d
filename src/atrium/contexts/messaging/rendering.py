"""Facts into words: the subject, the text and the HTML of a message, all from one template. Pure."""

from dataclasses import dataclass, fields
from datetime import time
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Literal, cast

from babel import Locale, UnknownLocaleError
from babel.dates import format_time, get_day_names
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from atrium.contexts.messaging.facts import Facts, OpenDays
from atrium.kit.money import Money
from atrium.vocabulary.contact import Address

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = ("en", "es")
Part = Literal["subject", "text", "html"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message in words; the text says all that the HTML says."""

    subject: str
    text: str
    html: str


def language_of(locale: str) -> str:
    """The language in which somebody of this locale, as `es_US`, is written to: theirs, or English."""
    language = locale.partition("_")[0].lower()
    return language if language in LANGUAGES else LANGUAGES[0]


def render(facts: Facts, locale: str) -> Rendered:
    """A message about these facts in the language of a locale, with its way to write money and times."""
    language = language_of(locale)
    known = _known_locale(locale if locale.lower().startswith(language) else language)
    words: dict[str, Any] = {field.name: getattr(facts, field.name) for field in fields(facts)}

    def part(name: Part) -> str:
        template = _templates(name == "html", str(known)).get_template(f"{language}/{facts.KIND}.jinja")
        return template.render(words, part=name)

    # A subject is one header line, whatever is in its facts.
    return Rendered(" ".join(part("subject").split()), _tidy(part("text")), part("html").strip() + "\n")


def address_lines(address: Address) -> list[str]:
    """An address as it is written on an envelope, without the country that everybody is in."""
    return [address.street, " ".join(filter(None, [f"{address.city},", address.region, address.postal_code]))]


def _tidy(text: str) -> str:
    """No blanks at line ends, and one empty line between paragraphs."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for place, line in enumerate(lines) if line or lines[place - 1]]
    return "\n".join(kept) + "\n"


def _known_locale(name: str) -> Locale:
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(language_of(name))


@lru_cache(maxsize=64)
def _templates(escaping: bool, locale: str) -> Environment:
    """The templates for HTML, where every fact is escaped, or for plain text, where none is."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=escaping,  # noqa: S701 - plain text is not escaped; HTML always is
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    cast("dict[str, Any]", made.filters).update(
        money=partial(_money, locale=locale),
        address=address_lines,
        days=partial(_days, locale=locale),
        hours=partial(_hours, locale=locale),
    )
    return made


@lru_cache(maxsize=4096)
def _money(amount: Money, locale: str) -> str:
    return amount.shown(locale)


@lru_cache(maxsize=1024)
def _days(days: OpenDays, locale: str) -> str:
    names = get_day_names("abbreviated", locale=locale)
    first, last = names[days.first], names[days.last]
    return first if days.first == days.last else f"{first}\u2013{last}"


@lru_cache(maxsize=1024)
def _hours(spans: tuple[tuple[time, time], ...], locale: str) -> str:
    """Spans of a day, as `10:00 AM\u20139:00 PM`; nothing where there are none."""
    return ", ".join(f"{_clock(opens, locale)}\u2013{_clock(closes, locale)}" for opens, closes in spans)


def _clock(at: time, locale: str) -> str:
    return format_time(at, "short", locale=locale)
