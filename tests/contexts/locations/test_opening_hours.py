"""Opening hours are read as people write them, and say when a place is open."""

import contextlib
import gzip
import json
from collections import Counter
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrium.contexts.locations.opening_hours import UnreadableHours, WeeklyHours, parse_opening_hours

REAL_STORES = Path(__file__).parents[4] / "shared" / "data" / "bestbuy_stores_categories" / "stores.json.gz"
ORDINARY = "Mon: 10-9:30; Tue: 10-9:30; Wed: 10-9:30; Thurs: 10-9:30; Fri: 10-9:30; Sat: 10-9:30; Sun: 11-7"
# The real text of a store that stays open through the nights of the week.
NIGHTS = "Mon: 8-11:59; Tue: 12-11:59; Wed: 12-11:59; Thurs: 12-11:59; Fri: 12-11:59; Sat: 12-11:59; Sun: 11-10"
ALWAYS = "; ".join(f"{day}: 0-11:59" for day in ("Mon", "Tue", "Wed", "Thurs", "Fri", "Sat", "Sun"))
MONDAY = datetime(2026, 11, 16)  # noqa: DTZ001


def at(weekday: int, hour: int, minute: int = 0) -> datetime:
    return MONDAY + timedelta(days=weekday, hours=hour, minutes=minute)


def monday(hours: str) -> tuple[tuple[time, time], ...]:
    return parse_opening_hours(f"Mon: {hours}").days[0]


class TestParseOpeningHours:
    def test_reads_the_morning_and_the_evening_without_am_and_pm(self) -> None:
        week = parse_opening_hours(ORDINARY)
        assert week.days == (((time(10), time(21, 30)),),) * 6 + (((time(11), time(19)),),)

    @pytest.mark.parametrize(
        ("hours", "opens", "closes"),
        [
            ("9:30-9", time(9, 30), time(21)),
            ("12-6", time(12), time(18)),
            ("12:30-5:30", time(12, 30), time(17, 30)),
            ("1-5:30", time(13), time(17, 30)),
            ("11-10", time(11), time(22)),
            ("9-9", time(9), time(21)),
            ("8-11:59", time(8), time(0)),
            ("0-11:59", time(0), time(0)),
            ("0-24", time(0), time(0)),
            (" 10 \u2013 9 ", time(10), time(21)),
            ("10 to 9.30", time(10), time(21, 30)),
            ("10am-9pm", time(10), time(21)),
            ("10 a.m. - 9 P.M.", time(10), time(21)),
            ("09:00-17:30", time(9), time(17, 30)),
            ("6am-11am", time(6), time(11)),
            ("6pm-2am", time(18), time(2)),
            ("6pm-2", time(18), time(2)),
            ("22:00-06:00", time(22), time(6)),
            ("8-noon", time(8), time(12)),
            ("noon-midnight", time(12), time(0)),
            ("12am-12pm", time(0), time(12)),
            ("open 24 hours", time(0), time(0)),
        ],
    )
    def test_reads_one_span(self, hours: str, opens: time, closes: time) -> None:
        assert monday(hours) == ((opens, closes),)

    def test_reads_a_break_at_noon(self) -> None:
        assert monday("10-1, 2-6") == ((time(10), time(13)), (time(14), time(18)))
        assert monday("10-2 & 5-9") == ((time(10), time(14)), (time(17), time(21)))

    def test_takes_twelve_for_midnight_where_the_night_before_runs_on(self) -> None:
        week = parse_opening_hours(NIGHTS)
        assert week.days[0] == ((time(8), time(0)),)
        assert week.days[1:6] == (((time(0), time(0)),),) * 5
        assert week.days[6] == ((time(11), time(22)),)

    def test_takes_twelve_for_noon_elsewhere(self) -> None:
        assert parse_opening_hours("Mon: 10-9; Tue: 12-11:59").days[1] == ((time(12), time(0)),)
        assert parse_opening_hours("Mon: 10-11:59; Tue: 12-6").days[1] == ((time(12), time(18)),)
        assert parse_opening_hours("Mon: 10-11:59; Tue: noon-midnight").days[1] == ((time(12), time(0)),)

    @pytest.mark.parametrize(
        ("text", "open_days"),
        [
            ("mon 10-9", [0]),
            ("Tues: 10-9; Weds: 10-9; THUR: 10-9", [1, 2, 3]),
            ("Mon.: 10-9;Sun.: 11-5;", [0, 6]),
            ("Mon-Fri: 9-5, Sat 10-4", [0, 1, 2, 3, 4, 5]),
            ("Mon to Wed: 9-5", [0, 1, 2]),
            ("Fri - Mon: 9-5", [0, 4, 5, 6]),
            ("Sat & Sun: 11-6", [5, 6]),
            ("Mon, Wed: 9-5", [0, 2]),
            ("Weekdays 9am-5pm, weekends noon-4", [0, 1, 2, 3, 4, 5, 6]),
            ("Saturdays: 9-5\nSundays: closed", [5]),
            ("Daily: 10-8", [0, 1, 2, 3, 4, 5, 6]),
        ],
    )
    def test_knows_the_days_by_many_names(self, text: str, open_days: list[int]) -> None:
        assert [day for day, spans in enumerate(parse_opening_hours(text).days) if spans] == open_days

    def test_takes_a_day_that_is_not_named_for_closed(self) -> None:
        assert parse_opening_hours("Mon: 10-9; Tue: closed").days[1:] == ((),) * 6

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("", "No day is named"),
            (" ; ", "No day is named"),
            ("call us", "'call us' is not a day and its hours"),
            ("10-9", "'10-9' is not a day and its hours"),
            ("T: 10-9", "'t' is not a day of the week"),
            ("Caturday: 10-9", "'caturday' is not a day of the week"),
            ("Mon-Wed-Fri: 10-9", "'mon-wed-fri' is not a range of days"),
            ("Mon: 10", "'10' is not a time of opening and one of closing"),
            ("Mon: 10-9-8", "'10-9-8' is not a time of opening and one of closing"),
            ("Mon: 10-9 or so", "'10-9 or so' is not a time of opening and one of closing"),
            ("Mon: 25-9", "25:00 is not a time of day"),
            ("Mon: 10-9:75", "9:75 is not a time of day"),
            ("Mon: 13pm-9pm", "13:00 is not a time of day"),
            ("Mon: 9-12", "12 as a time of closing may be noon or midnight"),
            ("Mon: 10am-10am", "It closes at the time at which it opens"),
            ("Mon: 10-9; Monday: 11-8", "Monday stands twice"),
            ("Mon: 10am-3pm, 2pm-6pm", "The times in '10am-3pm, 2pm-6pm' overlap"),
        ],
    )
    def test_refuses_with_the_reason(self, text: str, reason: str) -> None:
        with pytest.raises(UnreadableHours) as refused:
            parse_opening_hours(text)
        assert (refused.value.text, refused.value.reason) == (text, reason)
        assert isinstance(refused.value, ValueError)
        assert str(refused.value) == f"{reason}: {text!r}"

    @pytest.mark.skipif(not REAL_STORES.exists(), reason="the open source data is not beside the repository")
    def test_reads_every_one_of_1565_real_stores(self) -> None:
        texts = Counter(store["hours"] for store in json.loads(gzip.decompress(REAL_STORES.read_bytes())))
        weeks = {text: parse_opening_hours(text) for text in texts}
        assert sum(texts.values()) == 1565
        for text, week in weeks.items():
            hours = [span for day in week.days for span in day]
            assert len(hours) == text.count("-")
            assert all(closes > opens or closes == time(0) for opens, closes in hours), text
            assert all(opens <= time(13) for opens, _ in hours), text
            assert all(closes >= time(17) or closes == time(0) for _, closes in hours), text


class TestIsOpen:
    @pytest.mark.parametrize(
        ("moment", "answer"),
        [
            (at(0, 9, 59), False),
            (at(0, 10), True),
            (at(0, 21, 29), True),
            (at(0, 21, 30), False),
            (at(6, 10), False),
            (at(6, 18, 59), True),
        ],
    )
    def test_holds_from_opening_until_just_before_closing(self, moment: datetime, answer: bool) -> None:
        assert parse_opening_hours(ORDINARY).is_open(moment) is answer

    def test_holds_past_midnight(self) -> None:
        bar = parse_opening_hours("Sun: 6pm-2am")
        assert bar.is_open(at(7, 1, 59))
        assert not bar.is_open(at(7, 2))
        assert not bar.is_open(at(6, 1))

    def test_holds_to_the_last_second_of_the_day(self) -> None:
        assert parse_opening_hours("Mon: 8-11:59").is_open(at(0, 23, 59) + timedelta(seconds=59))
        assert not parse_opening_hours("Mon: 8-11:59").is_open(at(1, 0))

    def test_never_ends_around_the_clock(self) -> None:
        week = parse_opening_hours(ALWAYS)
        assert all(week.is_open(MONDAY + timedelta(hours=hour, minutes=59)) for hour in range(24 * 8))


class TestNextOpening:
    @pytest.mark.parametrize(
        ("moment", "opening"),
        [
            (at(0, 8), at(0, 10)),
            (at(0, 10), at(0, 10)),
            (at(0, 15, 7), at(0, 15, 7)),
            (at(0, 21, 30), at(1, 10)),
            (at(5, 22), at(6, 11)),
            (at(6, 19), at(7, 10)),
        ],
    )
    def test_is_now_or_the_next_time_the_doors_open(self, moment: datetime, opening: datetime) -> None:
        assert parse_opening_hours(ORDINARY).next_opening(moment) == opening

    def test_finds_the_same_day_of_next_week(self) -> None:
        assert parse_opening_hours("Mon: 10-9").next_opening(at(0, 21)) == at(7, 10)

    def test_is_now_in_the_night_after(self) -> None:
        assert parse_opening_hours("Sun: 6pm-2am").next_opening(at(7, 1)) == at(7, 1)

    def test_finds_the_second_span_of_a_day(self) -> None:
        assert parse_opening_hours("Mon: 10-1, 2-6").next_opening(at(0, 13)) == at(0, 14)

    def test_is_none_for_a_place_that_never_opens(self) -> None:
        assert parse_opening_hours("Daily: closed").next_opening(MONDAY) is None

    def test_keeps_the_clock_of_the_place_across_the_end_of_summer_time(self) -> None:
        zone = ZoneInfo("America/New_York")
        saturday_night = datetime(2026, 10, 31, 23, tzinfo=zone)
        opening = parse_opening_hours(ORDINARY).next_opening(saturday_night)
        assert opening is not None
        assert opening.isoformat() == "2026-11-01T11:00:00-05:00"


class TestWeeklyHours:
    def test_refuses_a_week_of_six_days(self) -> None:
        with pytest.raises(ValueError, match="seven days"):
            WeeklyHours(((),) * 6)

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            (ORDINARY, "Mon-Sat: 10am-9:30pm; Sun: 11am-7pm"),
            (NIGHTS, "Mon: 8am-midnight; Tue-Sat: open 24 hours; Sun: 11am-10pm"),
            ("Fri: noon-6pm", "Mon-Thu: closed; Fri: noon-6pm; Sat-Sun: closed"),
            ("Mon: 10-1, 2-6", "Mon: 10am-1pm, 2pm-6pm; Tue-Sun: closed"),
        ],
    )
    def test_says_the_week_for_people(self, text: str, shown: str) -> None:
        assert parse_opening_hours(text).as_text() == shown


minutes = st.integers(min_value=0, max_value=24 * 60 - 1).filter(lambda minute: minute != 23 * 60 + 59)
times = minutes.map(lambda minute: time(minute // 60, minute % 60))
spans = st.tuples(times, times).filter(lambda span: span[0] != span[1])
weeks = st.tuples(*[st.one_of(st.just(()), spans.map(lambda span: (span,)))] * 7).map(WeeklyHours)


class TestProperties:
    @given(weeks)
    def test_what_is_said_can_be_read_again(self, week: WeeklyHours) -> None:
        assert parse_opening_hours(week.as_text()) == week

    @given(weeks, st.integers(min_value=0, max_value=7 * 24 * 60 - 1))
    def test_the_next_opening_is_open_and_nothing_before_it_is(self, week: WeeklyHours, minute: int) -> None:
        moment = MONDAY + timedelta(minutes=minute)
        opening = week.next_opening(moment)
        if opening is None:
            assert week.days == ((),) * 7
            return
        assert week.is_open(opening)
        assert (opening == moment) == week.is_open(moment)
        assert opening == moment or not week.is_open(opening - timedelta(minutes=1))

    @given(st.text(alphabet="MonTueWdThFriSatu :;-,0123456789apm.&", max_size=40))
    def test_any_text_is_read_or_refused(self, text: str) -> None:
        with contextlib.suppress(UnreadableHours):
            assert len(parse_opening_hours(text).days) == 7
