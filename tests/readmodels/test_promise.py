"""When goods can be collected, and when a parcel arrives."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrium.contexts import locations
from atrium.contexts.fulfilment import Need
from atrium.readmodels.promise import (
    RULES,
    Destination,
    Rules,
    destination_of,
    is_working_day,
    next_working_day,
    promise_parcel,
    promise_pickup,
    promise_shipping,
    public_holidays,
)
from atrium.vocabulary.coordinates import Coordinates
from atrium.vocabulary.location_id import LocationId
from tests.builders import FARGO, a_store
from tests.story import HOME, RENO
from tests.world import World

CHICAGO = ZoneInfo("America/Chicago")
TO_FARGO = Destination("US", FARGO, "America/Chicago")
ZONES = ["America/Chicago", "America/New_York", "America/Los_Angeles", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - with a zone below


def a_place(open_at: str = "daily: 10am-9pm", *, zone: str = "America/Chicago") -> locations.Location:
    new = a_store(open_at=open_at, zone=zone)
    return locations.Location(
        id=LocationId(new.id),
        kind="store",
        name=new.name,
        market=new.market,
        address=new.address,
        coordinates=new.coordinates,
        zone=new.zone,
        hours=new.hours,
        capabilities=new.capabilities,
        daily_capacity=new.daily_capacity,
        closed_reason=None,
        changed_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def at(text: str, zone: ZoneInfo = CHICAGO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


class TestPromisePickup:
    @pytest.mark.parametrize(
        ("ordered", "ready"),
        [
            ("2026-11-20 14:10", "2026-11-20 16:15"),
            ("2026-11-20 06:00", "2026-11-20 12:00"),
            ("2026-11-20 18:30", "2026-11-20 20:30"),
            ("2026-11-20 18:31", "2026-11-21 10:00"),  # Ready when it closes: collected at the next opening.
            ("2026-11-20 20:00", "2026-11-21 11:00"),  # One hour tonight, the other tomorrow.
            ("2026-11-20 21:00", "2026-11-21 12:00"),
        ],
    )
    def test_counts_two_hours_while_the_store_is_open(self, ordered: str, ready: str) -> None:
        promise = promise_pickup(a_place(), now=at(ordered).astimezone(UTC))
        assert promise is not None
        assert promise.ready_at == at(ready)
        assert str(promise.ready_at.tzinfo) == "America/Chicago"
        assert promise.promised_by == promise.ready_at

    def test_passes_over_the_days_on_which_it_is_closed(self) -> None:
        promise = promise_pickup(a_place("Mon: 10am-9pm"), now=at("2026-11-23 20:00").astimezone(UTC))
        assert promise is not None
        assert promise.ready_at == at("2026-11-30 11:00")
        assert promise.days_ahead(at("2026-11-23 20:00")) == 7

    def test_says_until_when_it_is_open_that_day(self) -> None:
        promise = promise_pickup(a_place(), now=at("2026-11-20 14:00").astimezone(UTC))
        assert promise is not None
        assert promise.closes_at == at("2026-11-20 21:00")
        assert promise.days_ahead(at("2026-11-20 14:00")) == 0

    def test_goes_on_past_midnight_where_the_store_does(self) -> None:
        promise = promise_pickup(a_place("daily: open 24 hours"), now=at("2026-11-20 23:00").astimezone(UTC))
        assert promise is not None
        assert promise.ready_at == at("2026-11-21 01:00")

    def test_counts_the_hour_that_the_clock_leaves_out_or_repeats(self) -> None:
        open_all_night = a_place("daily: open 24 hours")
        spring = promise_pickup(open_all_night, now=at("2026-03-08 01:00").astimezone(UTC))
        autumn = promise_pickup(open_all_night, now=at("2026-11-01 00:30").astimezone(UTC))
        assert spring is not None
        assert autumn is not None
        assert f"{spring.ready_at:%H:%M}" == "04:00"
        assert f"{autumn.ready_at:%H:%M}" == "01:30"
        assert autumn.ready_at.astimezone(UTC) - at("2026-11-01 00:30").astimezone(UTC) == timedelta(hours=2)

    @pytest.mark.parametrize(
        "place",
        [
            replace(a_place(), closed_reason="flood"),
            replace(a_place(), capabilities=frozenset({"ship_from_store"})),
            replace(a_place(), hours=locations.WeeklyHours(((),) * 7)),
        ],
    )
    def test_promises_nothing_where_nothing_can_be_collected(self, place: locations.Location) -> None:
        assert promise_pickup(place, now=at("2026-11-20 14:00").astimezone(UTC)) is None


def spans(day: list[tuple[int, int]]) -> tuple[tuple[time, time], ...]:
    """Non-empty spans of a day that do not overlap, of these quarter-hours."""
    taken: list[tuple[time, time]] = []
    last = 0
    for begins, length in sorted(day):
        opens = max(begins, last)
        closes = min(opens + length, 95)
        if closes > opens:
            taken.append((time(opens // 4, opens % 4 * 15), time(closes // 4, closes % 4 * 15)))
            last = closes + 1
    return tuple(taken)


weeks = st.lists(
    st.lists(st.tuples(st.integers(0, 94), st.integers(1, 60)), max_size=2).map(spans), min_size=7, max_size=7
).map(lambda days: locations.WeeklyHours(tuple(days)))
leads = st.integers(1, 10 * 60).map(lambda minutes: timedelta(minutes=minutes))


class TestAPickupPromise:
    @given(weeks, st.sampled_from(ZONES), moments, leads)
    def test_is_kept_while_the_store_is_open_and_never_before_the_lead_time(
        self, hours: locations.WeeklyHours, zone: str, now: datetime, lead: timedelta
    ) -> None:
        place = replace(a_place(zone=zone), hours=hours)
        rules = Rules(pickup_lead=lead)
        promise = promise_pickup(place, now=now, rules=rules)
        if promise is None:
            assert sum((ends - begins for begins, ends in place.openings(now)), timedelta()) < lead + timedelta(days=8)
            return
        ready, closes = promise.ready_at.astimezone(UTC), promise.closes_at.astimezone(UTC)
        opening = next(one for one in place.openings(now) if one[1] == closes)
        assert opening[0] <= ready < closes
        worked = sum(
            (min(ends, ready) - max(begins, now) for begins, ends in place.openings(now) if begins < ready), timedelta()
        )
        assert worked >= lead

    @given(weeks, st.sampled_from(ZONES), moments, st.integers(0, 60 * 24 * 8))
    def test_never_comes_earlier_for_who_orders_later(
        self, hours: locations.WeeklyHours, zone: str, now: datetime, minutes: int
    ) -> None:
        place = replace(a_place(zone=zone), hours=hours)
        first = promise_pickup(place, now=now)
        second = promise_pickup(place, now=now + timedelta(minutes=minutes))
        if first is not None and second is not None:
            assert second.ready_at.astimezone(UTC) >= first.ready_at.astimezone(UTC)


class TestPublicHolidays:
    def test_are_those_of_the_united_states(self) -> None:
        assert sorted(public_holidays("US", 2026)) == [
            date(2026, 1, 1),
            date(2026, 1, 19),
            date(2026, 2, 16),
            date(2026, 5, 25),
            date(2026, 6, 19),
            date(2026, 7, 3),
            date(2026, 9, 7),
            date(2026, 10, 12),
            date(2026, 11, 11),
            date(2026, 11, 26),
            date(2026, 12, 25),
        ]

    def test_keep_new_year_on_the_last_day_of_the_year_before(self) -> None:
        assert date(2027, 12, 31) in public_holidays("US", 2027)
        assert not is_working_day(date(2027, 12, 31), country="US")

    def test_are_none_where_none_are_known(self) -> None:
        assert public_holidays("NZ", 2026) == frozenset()


class TestNextWorkingDay:
    def test_passes_over_weekends_and_thanksgiving(self) -> None:
        assert next_working_day(date(2026, 11, 25), country="US") == date(2026, 11, 27)
        assert next_working_day(date(2026, 11, 25), country="US", days=2) == date(2026, 11, 30)

    def test_stays_on_a_working_day_with_nothing_to_add(self) -> None:
        assert next_working_day(date(2026, 11, 25), country="US", days=0) == date(2026, 11, 25)
        assert next_working_day(date(2026, 11, 26), country="US", days=0) == date(2026, 11, 27)


class TestPromiseParcel:
    @pytest.mark.parametrize(
        ("ordered", "leaves"),
        [
            ("2026-11-20 13:59", date(2026, 11, 20)),
            ("2026-11-20 14:00", date(2026, 11, 23)),
            ("2026-11-21 09:00", date(2026, 11, 23)),
            ("2026-11-25 15:00", date(2026, 11, 27)),  # Thursday is Thanksgiving.
        ],
    )
    def test_leaves_on_the_first_working_day_whose_cut_off_is_still_to_come(self, ordered: str, leaves: date) -> None:
        promise = promise_parcel(a_place(), to=TO_FARGO, now=at(ordered).astimezone(UTC))
        assert promise.ships_on == leaves
        assert promise.order_by == datetime.combine(leaves, time(14), CHICAGO)
        assert promise.time_left(at(ordered)) > timedelta()

    @pytest.mark.parametrize(
        ("there", "first", "last"),
        [
            (FARGO, date(2026, 11, 24), date(2026, 11, 25)),
            (RENO, date(2026, 11, 27), date(2026, 12, 1)),
            (None, date(2026, 11, 30), date(2026, 12, 2)),
        ],
    )
    def test_travels_the_longer_the_farther(self, there: Coordinates | None, first: date, last: date) -> None:
        to = Destination("US", there, "America/Los_Angeles")
        promise = promise_parcel(a_place(), to=to, now=at("2026-11-23 09:00").astimezone(UTC))
        assert (promise.first, promise.last) == (first, last)
        assert promise.promised_by == datetime.combine(last, time(20), ZoneInfo("America/Los_Angeles"))

    @given(st.sampled_from(ZONES), moments, st.floats(-60, 60), st.floats(-170, 170))
    def test_leaves_after_now_and_arrives_on_working_days(
        self, zone: str, now: datetime, latitude: float, longitude: float
    ) -> None:
        to = Destination("US", Coordinates(latitude, longitude), zone)
        promise = promise_parcel(a_place(zone=zone), to=to, now=now)
        assert promise.order_by > now
        assert promise.ships_on < promise.first < promise.last
        assert all(is_working_day(day, country="US") for day in (promise.ships_on, promise.first, promise.last))
        assert promise.ships_on - now.date() < timedelta(days=7)


class TestPromiseShipping:
    async def test_sends_from_where_sourcing_would(self, world: World) -> None:
        await world.stock(LAMP={"S0002": 5, "DC-RENO": 2}, VASE={"S0002": 5})
        now = at("2026-11-20 09:00").astimezone(UTC)
        for needs, places in (
            ([Need(1, "LAMP", 1)], ["DC-RENO"]),
            ([Need(1, "LAMP", 3)], ["S0002"]),
            ([Need(1, "LAMP", 1), Need(2, "VASE", 1)], ["S0002"]),
            ([Need(1, "LAMP", 8)], []),
        ):
            async with world.database.reading() as tx:
                promises = await promise_shipping(tx, needs, address=HOME, source_map=world.source_map, now=now)
            assert [promise.location for promise in promises] == places

    async def test_splits_as_sourcing_would(self, world: World) -> None:
        await world.stock(LAMP={"S0002": 5, "DC-RENO": 2})
        async with world.database.reading() as tx:
            promises = await promise_shipping(
                tx, [Need(1, "LAMP", 7)], address=HOME, source_map=world.source_map, now=world.now
            )
        assert sorted(promise.location for promise in promises) == ["DC-RENO", "S0002"]


class TestDestinationOf:
    async def test_has_the_zone_of_the_nearest_location(self, world: World) -> None:
        assert destination_of(HOME, world.source_map) == Destination("US", FARGO, "America/Chicago")
        unknown = destination_of(replace(HOME, postal_code="", region=""), world.source_map)
        assert unknown.point is None


class TestRules:
    def test_answer_the_last_band_for_an_unknown_distance(self) -> None:
        assert RULES.band(None) == RULES.bands[-1]
        assert RULES.band(250) == RULES.bands[0]
