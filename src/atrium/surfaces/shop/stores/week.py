"""A store's coming week, day by day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from atrium.contexts.locations import Location
from atrium.surfaces.shop.shop_words import EN_DASH, ShopWords

DAYS = 7
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayHours:
    """One day, and when the store is open on it."""

    day: str
    hours: str
    is_today: bool


def week_of(place: Location, say: ShopWords) -> list[DayHours]:
    """Seven days from today on, by the store's own calendar; what is out of the ordinary is in it."""
    zone = ZoneInfo(place.zone)
    today = say.now.astimezone(zone).date()
    openings = [
        (opens, closes)
        for opens, closes in place.openings(_midnight(today, zone))
        if opens < _midnight(today + DAYS * ONE_DAY, zone)
    ]
    return [
        DayHours(say.weekday(day), _hours(day, zone, openings, say), not ahead)
        for ahead in range(DAYS)
        for day in [today + ahead * ONE_DAY]
    ]


def _hours(day: date, zone: ZoneInfo, openings: list[tuple[datetime, datetime]], say: ShopWords) -> str:
    begins, ends = _midnight(day, zone), _midnight(day + ONE_DAY, zone)
    if any(opens <= begins and closes >= ends for opens, closes in openings):
        return "Open around the clock"
    clock = say.wording.clock
    spans = [
        f"{clock(opens, zone=zone.key)} {EN_DASH} {clock(closes, zone=zone.key)}"
        for opens, closes in openings
        if begins <= opens < ends
    ]
    return ", ".join(spans) or "Closed"


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
