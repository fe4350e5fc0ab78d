"""Days on which other hours hold."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from atrium.contexts import locations
from atrium.contexts.locations import HoursException, Location
from atrium.contexts.locations.exceptions import NewException, check_exceptions
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.vocabulary.actor import EVERYTHING, Scope
from atrium.vocabulary.location_id import LocationId
from tests.builders import NOW, TEN_TO_NINE, a_store, an_actor

CHRISTMAS = date(2026, 12, 25)
CLOSED = HoursException(CHRISTMAS, (), "Christmas")
SHORT = HoursException(date(2026, 12, 24), ((time(10), time(14)),), "Christmas Eve")
MIA = an_actor(named="Mia Okafor")


def a_location(*exceptions: HoursException, open_at: str = TEN_TO_NINE) -> Location:
    new = a_store(open_at=open_at)
    return Location(
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
        changed_at=NOW,
        exceptions=exceptions,
    )


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of December 2026 by the store's own clock."""
    return datetime(2026, 12, day, hour, minute, tzinfo=ZoneInfo("America/Chicago"))


class TestIsOpen:
    @pytest.mark.parametrize(
        ("moment", "answer"),
        [(at(23, 20), True), (at(24, 13), True), (at(24, 14), False), (at(25, 12), False), (at(26, 12), True)],
    )
    def test_follows_the_exception_of_the_day(self, moment: datetime, *, answer: bool) -> None:
        assert a_location(SHORT, CLOSED).is_open(moment) is answer

    def test_lets_the_night_before_end_when_it_ends(self) -> None:
        bar = a_location(CLOSED, open_at="Daily: 6pm-2am")
        assert bar.is_open(at(25, 1))
        assert not bar.is_open(at(25, 2))
        assert not bar.is_open(at(25, 17) + timedelta(hours=3))

    def test_opens_on_a_day_that_is_closed_else(self) -> None:
        sunday = HoursException(date(2026, 12, 20), ((time(12), time(18)),), "the last Sunday")
        assert a_location(sunday, open_at="Mon-Sat: 10-9").is_open(at(20, 12))


class TestNextOpening:
    def test_passes_over_closed_days(self) -> None:
        assert a_location(CLOSED).next_opening(at(24, 17) + timedelta(hours=4)) == at(26, 10)

    def test_finds_the_day_behind_a_long_closure(self) -> None:
        month = [HoursException(date(2026, 12, day), (), "refitting") for day in range(1, 31)]
        assert a_location(*month).next_opening(at(1, 12)) == at(31, 10)

    def test_is_the_changed_hour(self) -> None:
        late = HoursException(CHRISTMAS, ((time(16), time(17)),), "stocktaking")
        assert a_location(late).next_opening(at(25, 10)) == at(25, 16)


class TestOpenings:
    def test_leave_out_what_the_exceptions_close(self) -> None:
        first, second, *_ = a_location(SHORT, CLOSED).openings(at(24, 9))
        assert first == (datetime(2026, 12, 24, 16, tzinfo=UTC), datetime(2026, 12, 24, 20, tzinfo=UTC))
        assert second[0] == datetime(2026, 12, 26, 16, tzinfo=UTC)


class TestCheckExceptions:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"day": date(2026, 11, 18)}, "day"),
            ({"reason": "  "}, "reason"),
            ({"reason": "x" * 201}, "reason"),
            ({"spans": ((time(10), time(14)), (time(13), time(15)))}, "hours"),
            ({"spans": ((time(hour), time(hour, 30)) for hour in range(5))}, "hours"),
        ],
    )
    def test_refuses_what_cannot_be_meant(self, changes: dict[str, Any], field: str) -> None:
        values: dict[str, Any] = {"location": "S0001", "day": CHRISTMAS, "spans": (), "reason": "Christmas", **changes}
        values["spans"] = tuple(values["spans"])
        (fault,) = check_exceptions([NewException(**values)], today=date(2026, 11, 19))
        assert fault is not None
        assert fault.field == field

    def test_takes_each_day_once(self) -> None:
        one = NewException("S0001", CHRISTMAS, (), "Christmas")
        assert [fault is None for fault in check_exceptions([one, one], today=NOW.date())] == [True, False]


class TestSaveExceptions:
    async def test_keeps_changes_and_tells(self, tx: Tx) -> None:
        await locations.save_locations(tx, [a_store("S0001")], now=NOW, actor=MIA)
        closed = NewException("S0001", CHRISTMAS, (), "Christmas")
        assert await locations.save_exceptions(tx, [closed], now=NOW, actor=MIA) == ["S0001"]
        assert await locations.save_exceptions(tx, [closed], now=NOW, actor=MIA) == ["S0001"]
        short = NewException("S0001", CHRISTMAS, ((time(10), time(14)),), "Christmas, half a day")
        await locations.save_exceptions(tx, [short], now=NOW, actor=MIA)
        found = await locations.get_location(tx, "S0001", visible_to=EVERYTHING)
        assert found.exceptions == (HoursException(CHRISTMAS, short.spans, short.reason),)
        told = [one for one in await events.read_subject(tx, "location/S0001") if one.type.endswith("excepted")]
        assert [(one.reason, one.facts["spans"]) for one in told] == [
            ("Christmas", []),
            ("Christmas, half a day", [["10:00", "14:00"]]),
        ]

    async def test_answers_for_each(self, tx: Tx) -> None:
        await locations.save_locations(tx, [a_store("S0001"), a_store("S0002")], now=NOW, actor=MIA)
        wanted = [NewException(place, CHRISTMAS, (), "Christmas") for place in ("S0001", "S0009", "S0002")]
        ana = an_actor(sees=Scope(locations=("S0001",)))
        answers = await locations.save_exceptions(tx, wanted, now=NOW, actor=ana)
        assert [type(answer).__name__ for answer in answers] == ["str", "LocationNotFound", "LocationNotFound"]
        other = await locations.get_location(tx, "S0002", visible_to=EVERYTHING)
        assert other.exceptions == ()

    async def test_leaves_out_of_the_network_what_is_over(self, tx: Tx) -> None:
        await locations.save_locations(tx, [a_store("S0001")], now=NOW, actor=MIA)
        closed = NewException("S0001", CHRISTMAS, (), "Christmas")
        await locations.save_exceptions(tx, [closed], now=NOW, actor=MIA)
        for since, kept in ((CHRISTMAS, 1), (date(2026, 12, 26), 0), (None, 1)):
            network = await locations.load_network(tx, since=since)
            assert len(network.locations[LocationId("S0001")].exceptions) == kept


class TestLiftException:
    async def test_lets_the_weekly_hours_hold_again(self, tx: Tx) -> None:
        await locations.save_locations(tx, [a_store("S0001")], now=NOW, actor=MIA)
        await locations.save_exceptions(tx, [NewException("S0001", CHRISTMAS, (), "Christmas")], now=NOW, actor=MIA)
        for _ in range(2):
            await locations.lift_exception(tx, location="S0001", day=CHRISTMAS, now=NOW, actor=MIA)
        assert (await locations.get_location(tx, "S0001", visible_to=EVERYTHING)).exceptions == ()
        told = [one.type for one in await events.read_subject(tx, "location/S0001")]
        assert told.count("locations.exception_lifted") == 1

    async def test_is_not_for_another_locations_staff(self, tx: Tx) -> None:
        await locations.save_locations(tx, [a_store("S0001")], now=NOW, actor=MIA)
        stranger = an_actor(sees=Scope(locations=("S0002",)))
        with pytest.raises(locations.LocationNotFound):
            await locations.lift_exception(tx, location="S0001", day=CHRISTMAS, now=NOW, actor=stranger)
