"""Money, numbers, moments and counts as people of one language read them; all of it is Babel's knowledge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property, lru_cache

from babel import Locale
from babel.dates import format_datetime, format_skeleton, format_time, get_timezone
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.plural import PluralRule
from markupsafe import Markup

from atrium.kit.money import Money

NOON = time(12)
DAYS_WITHOUT_YEAR = 300
# Babel has no words for days that are near.
NEAR_DAYS: Mapping[str, Mapping[int, str]] = {
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
    "es": {-1: "ayer", 0: "hoy", 1: "mañana"},
}


@dataclass(frozen=True)
class Wording:
    """What templates may say in one locale, as `en_US`."""

    locale: str = "en_US"

    @property
    def lang(self) -> str:
        """The locale as HTML writes it, as `en-US`."""
        return self.locale.replace("_", "-")

    def money(self, minor: int, currency: str) -> str:
        """An amount in minor units, as `$1,299.00`."""
        return Money(minor, currency).shown(self.locale)

    def number(self, value: float) -> str:
        """A number with its thousands, as `12,400`."""
        return _number(value, self.locale)

    def plural(self, count: int, one: str, many: str) -> str:
        """A count with its word, as `1 item` and `1,200 items`."""
        return f"{self.number(count)} {one if self._rule(count) == 'one' else many}"

    def listed(self, parts: list[str]) -> str:
        """Words in a row, as `red, green, and blue`."""
        return format_list(parts, locale=self.locale)

    def moment(self, at: datetime, *, age: bool = False) -> Markup:
        """A moment in UTC, which the page shows in the reader's own time, or as the time gone by since."""
        kind = "age" if age else "clock"
        shown = f"{at.astimezone(UTC):%H:%M} UTC"
        return Markup('<time datetime="{}" data-as="{}">{}</time>').format(_iso(at), kind, shown)

    def local(self, at: datetime, zone: str) -> Markup:
        """A moment by the clock of the place where it happened, as `Sat 2:05 PM CST`."""
        shown = format_datetime(at, "EEE h:mm a z", tzinfo=get_timezone(zone), locale=self.locale)
        return Markup('<time datetime="{}">{}</time>').format(_iso(at), shown)

    def day(self, on: date | datetime, *, zone: str = "UTC", now: datetime | None = None) -> str:
        """A day, as `Fri, Nov 27`; with `now`, near ones as `today` and `tomorrow`. Moments need their zone."""
        there = get_timezone(zone)
        wanted = on.astimezone(there).date() if isinstance(on, datetime) else on
        away = None if now is None else (wanted - now.astimezone(there).date()).days
        near = None if away is None else self._near_days.get(away)
        if near is not None:
            return near
        skeleton = "MMMEd" if away is not None and abs(away) < DAYS_WITHOUT_YEAR else "yMMMEd"
        return _day(skeleton, wanted, self.locale)

    def clock(self, at: datetime | time, *, zone: str = "UTC") -> str:
        """The time of day, as `5:00 PM`, of a moment by that zone's clock or of a local time."""
        local = at.astimezone(get_timezone(zone)).time() if isinstance(at, datetime) else at
        return _clock(local.replace(second=0, microsecond=0, tzinfo=None), self.locale)

    def when(self, at: datetime, *, zone: str, now: datetime) -> Markup:
        """A moment by the clock of its place, as `today, 5:00 PM` or `Fri, Nov 27, 9:00 AM`."""
        shown = f"{self.day(at, zone=zone, now=now)}, {self.clock(at, zone=zone)}"
        return Markup('<time datetime="{}">{}</time>').format(_iso(at), shown)

    @property
    def _near_days(self) -> Mapping[int, str]:
        return NEAR_DAYS.get(self._known.language, {})

    @cached_property
    def _known(self) -> Locale:
        return Locale.parse(self.locale)

    @cached_property
    def _rule(self) -> PluralRule:
        return self._known.plural_form


@lru_cache(maxsize=64)
def wording_of(locale: str) -> Wording:
    """The wording of a locale, whose knowledge is loaded once."""
    return Wording(locale)


# Babel takes 20 to 100 microseconds to say one thing, and pages say the same things again and again.
@lru_cache(maxsize=4096)
def _number(value: float, locale: str) -> str:
    return format_decimal(value, locale=locale)


@lru_cache(maxsize=4096)
def _day(skeleton: str, on: date, locale: str) -> str:
    return format_skeleton(skeleton, datetime.combine(on, NOON), locale=locale)


@lru_cache(maxsize=4096)
def _clock(at: time, locale: str) -> str:
    return format_time(at, "short", locale=locale)


def words(name: str) -> str:
    """A name of the program as words for people, as `Awaiting payment` of `awaiting_payment`."""
    return name.replace("_", " ").capitalize()


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
