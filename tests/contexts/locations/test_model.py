"""Locations and the network, without a database."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from atrium.contexts import locations
from atrium.contexts.locations.model import check_locations
from atrium.vocabulary.contact import Address
from atrium.vocabulary.coordinates import Coordinates
from atrium.vocabulary.location_id import LocationId
from tests.builders import FARGO, NOW, a_centre, a_store

RENO = Coordinates(39.635, -119.895)


def as_kept(new: locations.NewLocation, *, closed_reason: str | None = None) -> locations.Location:
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
        closed_reason=closed_reason,
        changed_at=NOW,
    )


class TestCheckLocations:
    def test_finds_nothing_wrong_with_good_ones(self) -> None:
        assert check_locations([a_store(), a_centre()]) == [None, None]

    @pytest.mark.parametrize(
        ("field", "changes"),
        [
            ("id", {"id": "s 1"}),
            ("kind", {"kind": "moon"}),
            ("name", {"name": " "}),
            ("country", {"address": Address("1 A St", "Fargo", "ND", "58103", "USA")}),
            ("latitude", {"coordinates": Coordinates(91, 0)}),
            ("longitude", {"coordinates": Coordinates(0, -181)}),
            ("zone", {"zone": "America/Fargo"}),
            ("zone", {"zone": "../etc/passwd"}),
            ("zone", {"zone": ""}),
            ("capabilities", {"capabilities": frozenset({"fly"})}),
            ("daily_capacity", {"daily_capacity": -1}),
        ],
    )
    def test_names_the_field_at_fault(self, field: str, changes: dict[str, Any]) -> None:
        (fault,) = check_locations([replace(a_store(), **changes)])
        assert isinstance(fault, locations.LocationInvalid)
        assert fault.field == field

    def test_lets_only_the_first_of_two_count(self) -> None:
        first, second = check_locations([a_store(), a_store()])
        assert first is None
        assert isinstance(second, locations.LocationNamedTwice)


class TestLocation:
    def test_is_open_by_its_own_clock(self) -> None:
        store = as_kept(a_store(open_at="daily: 10am-9pm", zone="America/Chicago"))
        ten_in_fargo = datetime(2026, 11, 20, 16, tzinfo=UTC)
        assert store.is_open(store.local(ten_in_fargo))
        assert not store.is_open(store.local(datetime(2026, 11, 20, 15, 59, tzinfo=UTC)))

    def test_is_never_open_while_it_is_closed(self) -> None:
        store = as_kept(a_store(open_at="daily: open 24 hours"), closed_reason="flood")
        assert not store.is_open(store.local(NOW))
        assert not store.in_operation

    def test_ships_and_hands_over_as_it_can(self) -> None:
        assert as_kept(a_centre()).ships
        assert not as_kept(a_centre()).hands_over
        assert as_kept(a_store()).hands_over


class TestHoursFromRows:
    def test_reads_back_what_was_written(self) -> None:
        hours = locations.parse_opening_hours("Mon-Fri: 10-9:30; Sat: 18:00-02:00")
        assert locations.hours_from_rows(locations.hours_as_rows(hours)) == hours

    @pytest.mark.parametrize("day", [[["10:00"]], [["ten", "nine"]], [["10:00", "25:00"]]])
    def test_refuses_what_no_day_can_be(self, day: list[list[str]]) -> None:
        with pytest.raises(ValueError, match=r"."):
            locations.hours_from_rows([day] * 7)

    def test_refuses_a_week_of_six_days(self) -> None:
        with pytest.raises(ValueError, match="7 days, not 6"):
            locations.hours_from_rows([[["10:00", "18:00"]]] * 6)


class TestNetwork:
    def test_locates_by_the_longest_beginning_then_by_region(self) -> None:
        areas = [
            locations.PostalArea("US", "5", RENO),
            locations.PostalArea("US", "581", FARGO),
            locations.PostalArea.of_region("US", "nv", RENO),
            locations.PostalArea("GB", "CA", FARGO),
        ]
        network = locations.Network({}, {(area.country, area.prefix): area.coordinates for area in areas})
        assert network.locate(country="US", postal_code="58103-1234") == FARGO
        assert network.locate(country="US", postal_code="59999") == RENO
        assert network.locate(country="US", postal_code="99999", region="NV ") == RENO
        assert network.locate(country="US", postal_code="99999", region="ND") is None
        assert network.locate(country="US", postal_code="", region=None) is None
        assert network.locate(country="US", postal_code="CA", region="CA") is None
        assert network.locate(country="GB", postal_code="ca1 1aa") == FARGO
