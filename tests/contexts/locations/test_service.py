"""Locations against PostgreSQL; every test is rolled back."""

import pytest

from atrium.contexts import locations
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.vocabulary.actor import EVERYTHING, Scope
from atrium.vocabulary.location_id import LocationId
from tests.builders import FARGO, NOW, a_centre, a_store, an_actor


async def save(tx: Tx, *new: locations.NewLocation) -> None:
    assert await locations.save_locations(tx, new, now=NOW, actor=an_actor()) == [one.id for one in new]


async def types_of(tx: Tx, location: str) -> list[str]:
    return [event.type for event in await events.read_subject(tx, f"location/{location}")]


class TestSaveLocations:
    async def test_keeps_all_that_was_said(self, tx: Tx) -> None:
        new = a_store(open_at="Mon-Fri: 10-9; Sat: 6pm-2am")
        await save(tx, new)
        kept = await locations.get_location(tx, new.id, visible_to=EVERYTHING)
        assert (kept.id, kept.kind, kept.name, kept.market, kept.zone) == (
            "S0001",
            "store",
            "Fargo store",
            "US",
            "America/Chicago",
        )
        assert (kept.address, kept.coordinates, kept.hours) == (new.address, FARGO, new.hours)
        assert (kept.capabilities, kept.daily_capacity) == (new.capabilities, 100)
        assert kept.closed_reason is None

    async def test_tells_nobody_of_what_did_not_change(self, tx: Tx) -> None:
        await save(tx, a_store(), a_centre())
        await save(tx, a_store(named="Fargo West"), a_centre())
        assert await types_of(tx, "S0001") == ["locations.location_saved"] * 2
        assert await types_of(tx, "DC-RENO") == ["locations.location_saved"]

    async def test_saves_the_good_and_answers_for_the_bad(self, tx: Tx) -> None:
        bad = a_store("S0002", zone="Mars/Olympus")
        answers = await locations.save_locations(tx, [bad, a_store()], now=NOW, actor=an_actor())
        assert isinstance(answers[0], locations.LocationInvalid)
        assert answers[1] == "S0001"
        page = await locations.list_locations(tx, visible_to=EVERYTHING)
        assert [location.id for location in page.items] == ["S0001"]

    async def test_refuses_a_location_that_the_actor_does_not_see(self, tx: Tx) -> None:
        actor = an_actor(sees=Scope(locations=("S0001",)))
        answers = await locations.save_locations(tx, [a_store(), a_store("S0002")], now=NOW, actor=actor)
        assert answers[0] == "S0001"
        assert isinstance(answers[1], locations.LocationNotFound)


class TestCloseLocation:
    async def test_takes_it_out_of_operation_and_tells_once(self, tx: Tx) -> None:
        await save(tx, a_store())
        for _ in range(2):
            await locations.close_location(tx, location="S0001", reason="flood", now=NOW, actor=an_actor())
        kept = await locations.get_location(tx, "S0001", visible_to=EVERYTHING)
        assert kept.closed_reason == "flood"
        assert await types_of(tx, "S0001") == ["locations.location_saved", "locations.location_closed"]

    async def test_outlives_a_save(self, tx: Tx) -> None:
        await save(tx, a_store())
        await locations.close_location(tx, location="S0001", reason="flood", now=NOW, actor=an_actor())
        await save(tx, a_store(named="Fargo West"))
        assert not (await locations.get_location(tx, "S0001", visible_to=EVERYTHING)).in_operation

    async def test_refuses_what_is_not_or_is_not_seen(self, tx: Tx) -> None:
        await save(tx, a_store())
        for actor, location in ((an_actor(), "S9"), (an_actor(sees=Scope(locations=("S2",))), "S0001")):
            with pytest.raises(locations.LocationNotFound):
                await locations.close_location(tx, location=location, reason="x", now=NOW, actor=actor)
        assert (await locations.get_location(tx, "S0001", visible_to=EVERYTHING)).in_operation


class TestReopenLocation:
    async def test_puts_it_back_into_operation(self, tx: Tx) -> None:
        await save(tx, a_store())
        await locations.close_location(tx, location="S0001", reason="flood", now=NOW, actor=an_actor())
        for _ in range(2):
            await locations.reopen_location(tx, location="S0001", now=NOW, actor=an_actor())
        assert (await locations.get_location(tx, "S0001", visible_to=EVERYTHING)).in_operation
        assert (await types_of(tx, "S0001"))[-1] == "locations.location_reopened"
        assert len(await types_of(tx, "S0001")) == 3


class TestListLocations:
    async def test_shows_only_what_is_visible(self, tx: Tx) -> None:
        await save(tx, a_store("S0001"), a_store("S0002"), a_centre())
        seen = Scope(locations=("S0002", "S0009"))
        page = await locations.list_locations(tx, visible_to=seen)
        assert [location.id for location in page.items] == ["S0002"]
        with pytest.raises(locations.LocationNotFound):
            await locations.get_location(tx, "S0001", visible_to=seen)

    async def test_pages_and_filters(self, tx: Tx) -> None:
        await save(tx, a_store("S0001"), a_store("S0002"), a_centre())
        stores = await locations.list_locations(tx, visible_to=EVERYTHING, kind="store", limit=1)
        rest = await locations.list_locations(
            tx, visible_to=EVERYTHING, kind="store", limit=1, cursor=stores.next_cursor
        )
        assert [location.id for location in [*stores.items, *rest.items]] == ["S0001", "S0002"]
        assert rest.next_cursor is None


class TestLoadNetwork:
    async def test_holds_every_location_and_area_in_two_statements(self, tx: Tx) -> None:
        await save(tx, a_store(), a_centre())
        await locations.close_location(tx, location="S0001", reason="flood", now=NOW, actor=an_actor())
        await locations.save_postal_areas(tx, [locations.PostalArea("US", "581", FARGO)])
        before = tx.statements.sent
        network = await locations.load_network(tx)
        assert tx.statements.sent - before == 2
        assert sorted(network.locations) == ["DC-RENO", "S0001"]
        assert network.locations[LocationId("S0001")].closed_reason == "flood"
        assert network.locate(country="US", postal_code="58103") == FARGO
