"""Opening hours of a place, read from the text that people write: `Mon: 10-9:30; Thurs: 10-9; Sun: 11-7`.

Without am or pm a place opens in the morning and closes after noon:

* opening at 5 to 11 is the morning, at 1 to 4 the afternoon, at 0 midnight;
* closing at 1 to 11 is the evening, or the next morning where the evening would come too early (`6pm-2`);
* opening at 12 is noon; but where both this day and the day before run until midnight, it is midnight;
* closing at 11:59 in the evening means midnight; closing at a bare 12 may be noon or midnight and is refused;
* a day that the text does not name is closed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise

Span = tuple[time, time]
SpansOn = Callable[[date], tuple[Span, ...]]
"""When a place opens and closes on a date; a span whose end is not after its beginning runs past midnight."""

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ODD_DAY_NAMES = {"weds": 2}
DAY_GROUPS = {"daily": range(7), "every day": range(7), "weekdays": range(5), "weekends": range(5, 7)}
MIDNIGHT = time(0)
NOON = time(12)
NOON_HOUR = 12
LAST_MINUTE = time(23, 59)
ROUND_THE_CLOCK: tuple[Span, ...] = ((MIDNIGHT, MIDNIGHT),)
ONE_DAY = timedelta(days=1)

ENTRY_ENDS = re.compile(r"[;|\n]|(?:(?<=\d)|(?<=[ap]m)),(?=\s*(?!noon|midnight)[a-z])")
ENTRY = re.compile(r"(?P<days>[a-z][a-z .,&/\u2013-]*?)\s*:?\s*(?P<hours>(?:\d|closed|open|noon|midnight).*)")
DAY_RANGE = re.compile(r"\s*(?:-|\u2013|\bto\b|\bthrough\b)\s*")
DAY_LIST = re.compile(r"\s*(?:,|&|/|\band\b)\s*")
CLOCK = r"(?:(\d{1,2})(?:[:.](\d{2}))?\s*([ap]\.?m\.?)?|(noon|midnight))"
HOURS = re.compile(rf"{CLOCK}\s*(?:-|\u2013|\u2014|to|until)\s*{CLOCK}")
ALL_DAY = re.compile(r"(?:open\s+)?24\s*(?:hours|hrs|h)|open all day")


@dataclass(eq=False)
class UnreadableHours(ValueError):
    """A text that cannot be read as opening hours, and why."""

    text: str
    reason: str

    def __str__(self) -> str:
        return f"{self.reason}: {self.text!r}"


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """For each weekday, Monday first, when the place opens and closes by its own clock.

    A span whose end is not after its beginning runs past midnight; one that ends at 00:00 ends with the day.
    """

    days: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        if len(self.days) != len(DAYS):
            raise ValueError(f"A week has seven days, not {len(self.days)}.")

    def is_open(self, local: datetime) -> bool:
        """Whether the place is open at this moment of its own clock; at closing time it is closed."""
        return is_open(self.spans_on, local)

    def next_opening(self, local: datetime) -> datetime | None:
        """The first moment from `local` on at which the place is open: `local` itself, later, or never."""
        return next_opening(self.spans_on, local, days=len(DAYS) + 1)

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """When it opens and closes on a date."""
        return self.days[day.weekday()]

    def as_text(self) -> str:
        """The week for people, equal days together, as in `Mon-Sat: 10am-9pm; Sun: closed`; can be parsed."""
        groups = [list(days) for _, days in groupby(range(len(DAYS)), key=self.days.__getitem__)]
        return "; ".join(f"{_day_names(days)}: {_spans_text(self.days[days[0]])}" for days in groups)


def is_open(spans_on: SpansOn, local: datetime) -> bool:
    """Whether a place with these hours is open at a moment of its own clock."""
    return any(begins <= local < ends for begins, ends in _spans_from(spans_on, local, days=1))


def next_opening(spans_on: SpansOn, local: datetime, *, days: int) -> datetime | None:
    """The first moment from `local` on, within so many days, at which a place with these hours is open."""
    for begins, ends in _spans_from(spans_on, local, days=days):
        if local < ends:
            return max(begins, local)
    return None


def _spans_from(spans_on: SpansOn, local: datetime, *, days: int) -> Iterator[tuple[datetime, datetime]]:
    """Each span as moments, from the night before on."""
    for ahead in range(-1, days):
        day = local.date() + ahead * ONE_DAY
        for opens, closes in spans_on(day):
            last_day = day if closes > opens else day + ONE_DAY
            yield (
                datetime.combine(day, opens, tzinfo=local.tzinfo),
                datetime.combine(last_day, closes, tzinfo=local.tzinfo),
            )


def parse_opening_hours(text: str) -> WeeklyHours:
    """The week that a text describes; refuses with UnreadableHours rather than guess."""
    days: list[tuple[Span, ...] | None] = [None] * len(DAYS)
    bare_twelves: list[int] = []
    for entry in filter(None, (part.strip() for part in ENTRY_ENDS.split(text.lower()))):
        found = ENTRY.fullmatch(entry)
        if found is None:
            raise UnreadableHours(text, f"{entry!r} is not a day and its hours")
        spans = _spans(text, found["hours"].strip())
        for day in _days(text, found["days"]):
            if days[day] is not None:
                raise UnreadableHours(text, f"{DAYS[day].title()} stands twice")
            days[day] = spans
            if re.match(r"12(?:[:.]00)?\s*[-\u2013]", found["hours"]):
                bare_twelves.append(day)
    if not any(spans is not None for spans in days):
        raise UnreadableHours(text, "No day is named")
    return WeeklyHours(_with_nights_joined(tuple(spans or () for spans in days), bare_twelves))


def _with_nights_joined(days: tuple[tuple[Span, ...], ...], bare_twelves: list[int]) -> tuple[tuple[Span, ...], ...]:
    """A place that is open until midnight on two days running opened the second one at midnight, not noon."""
    joined = list(days)
    for day in bare_twelves:
        before, here = days[day - 1], days[day]
        if before and before[-1][1] == MIDNIGHT and here == ((NOON, MIDNIGHT),):
            joined[day] = ROUND_THE_CLOCK
    return tuple(joined)


def _days(text: str, words: str) -> list[int]:
    """Weekday numbers of `mon`, `mon-fri`, `sat & sun`, `weekdays`."""
    numbers: list[int] = []
    for part in DAY_LIST.split(words.strip(" .:")):
        if part in DAY_GROUPS:
            numbers += DAY_GROUPS[part]
            continue
        ends = [_day(text, word) for word in DAY_RANGE.split(part)]
        if len(ends) > 2:
            raise UnreadableHours(text, f"{part!r} is not a range of days")
        length = (ends[-1] - ends[0]) % len(DAYS) + 1
        numbers += [(ends[0] + step) % len(DAYS) for step in range(length)]
    return numbers


def _day(text: str, word: str) -> int:
    name = word.strip(" .")
    if name in ODD_DAY_NAMES:
        return ODD_DAY_NAMES[name]
    singular = name.removesuffix("days") + "day" if name.endswith("days") else name
    # One letter would not tell Tuesday from Thursday.
    matching = [number for number, day in enumerate(DAYS) if day.startswith(singular) and len(singular) > 1]
    if len(matching) != 1:
        raise UnreadableHours(text, f"{name!r} is not a day of the week")
    return matching[0]


def spans_as_rows(spans: tuple[Span, ...]) -> list[list[str]]:
    """The spans of a day as they are kept and sent, as `["10:00", "21:30"]` each."""
    return [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in spans]


def spans_from_rows(rows: Sequence[Sequence[str]]) -> tuple[Span, ...]:
    """The spans of a day from how they are kept and sent; raises ValueError for what no span can be."""
    if any(len(texts) != 2 for texts in rows):
        raise ValueError("A span has a time of opening and one of closing.")
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in rows)


def overlap(spans: tuple[Span, ...]) -> bool:
    """Whether a span begins before the one before it has ended."""
    return any(second[0] < first[1] or first[1] <= first[0] for first, second in pairwise(spans))


def parse_spans(hours: str) -> tuple[Span, ...]:
    """The times of one day, as in `10-2, 3-9:30` or `closed`; refuses with UnreadableHours rather than guess."""
    return _spans(hours, hours.strip().lower())


def spans_as_text(spans: tuple[Span, ...]) -> str:
    """One day for people, as in `10am-9pm`, `open 24 hours` or `closed`."""
    return _spans_text(spans)


def _spans(text: str, hours: str) -> tuple[Span, ...]:
    if hours == "closed":
        return ()
    if ALL_DAY.fullmatch(hours):
        return ROUND_THE_CLOCK
    spans: list[Span] = []
    for part in re.split(r"\s*(?:,|&|\band\b)\s*", hours):
        found = HOURS.fullmatch(part)
        if found is None:
            raise UnreadableHours(text, f"{part!r} is not a time of opening and one of closing")
        after = spans[-1][1] if spans else MIDNIGHT
        opens = _opening(text, found.groups()[:4], after)
        spans.append((opens, _closing(text, found.groups()[4:], opens)))
    if overlap(tuple(spans)):
        raise UnreadableHours(text, f"The times in {hours!r} overlap")
    return tuple(spans)


def _opening(text: str, written: tuple[str | None, ...], after: time) -> time:
    hour, minute, sure = _clock(text, written)
    if not sure and (1 <= hour < 5 or time(hour % 24, minute) < after) and hour < NOON_HOUR:
        hour += NOON_HOUR
    return time(hour % 24, minute)


def _closing(text: str, written: tuple[str | None, ...], opens: time) -> time:
    hour, minute, sure = _clock(text, written)
    if not sure and (hour, minute) == (NOON_HOUR, 0):
        raise UnreadableHours(text, "12 as a time of closing may be noon or midnight")
    closes = time(hour % 24, minute)
    if not sure and 1 <= hour < NOON_HOUR:
        evening = time(hour + NOON_HOUR, minute)
        closes = evening if evening > opens else closes
    if closes == opens != MIDNIGHT:
        raise UnreadableHours(text, "It closes at the time at which it opens")
    return MIDNIGHT if closes == LAST_MINUTE else closes


def _clock(text: str, written: tuple[str | None, ...]) -> tuple[int, int, bool]:
    """Hour, minute, and whether the text itself says which half of the day is meant."""
    digits, minutes, half, word = written
    if digits is None:
        return (NOON_HOUR if word == "noon" else 0), 0, True
    hour, minute = int(digits), int(minutes or 0)
    if minute > 59 or hour > 24 or (hour == 24 and minute) or (half and not 1 <= hour <= NOON_HOUR):
        raise UnreadableHours(text, f"{digits}:{minute:02} is not a time of day")
    if half:
        return hour % NOON_HOUR + (NOON_HOUR if half.startswith("p") else 0), minute, True
    return hour, minute, hour > NOON_HOUR or hour == 0


def _day_names(days: list[int]) -> str:
    first, last = (DAYS[day][:3].title() for day in (days[0], days[-1]))
    return first if len(days) == 1 else f"{first}-{last}"


def _spans_text(spans: tuple[Span, ...]) -> str:
    if spans == ROUND_THE_CLOCK:
        return "open 24 hours"
    return ", ".join(f"{_time_text(opens)}-{_time_text(closes)}" for opens, closes in spans) or "closed"


def _time_text(moment: time) -> str:
    if moment in {MIDNIGHT, NOON}:
        return "noon" if moment == NOON else "midnight"
    hour = (moment.hour - 1) % NOON_HOUR + 1
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{hour}{minutes}{'am' if moment.hour < NOON_HOUR else 'pm'}"
