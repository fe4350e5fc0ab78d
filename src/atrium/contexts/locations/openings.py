"""When a place is open, as moments: its hours laid on the calendar of its own zone. Pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from atrium.contexts.locations.opening_hours import ONE_DAY, SpansOn

HORIZON_DAYS = 90
"""How far ahead is looked; a place that is open around the clock is open until then."""
Opening = tuple[datetime, datetime]
"""From when until when a place is open, in UTC, so that days on which the clock changes are as long as they are."""


def openings_from(spans_on: SpansOn, zone: ZoneInfo, moment: datetime) -> Iterator[Opening]:
    """Each time that the place is open and that ends after `moment`, in order; those that touch are one."""
    today = moment.astimezone(zone).date()
    held: Opening | None = None
    for ahead in range(-1, HORIZON_DAYS + 1):
        for begins, ends in _on(spans_on, zone, today + ahead * ONE_DAY):
            if ends <= max(begins, moment):
                continue  # It is over; or it falls into the hour that the clock leaves out.
            if held is not None and begins <= held[1]:
                held = (held[0], max(held[1], ends))
                continue
            if held is not None:
                yield held
            held = (begins, ends)
    if held is not None:
        yield held


def _on(spans_on: SpansOn, zone: ZoneInfo, day: date) -> Iterator[Opening]:
    for opens, closes in spans_on(day):
        yield _moment(day, opens, zone), _moment(day if closes > opens else day + timedelta(days=1), closes, zone)


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)
