"""Roles by location, against PostgreSQL; every test is rolled back."""

import pytest

from atrium.contexts import identity
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.vocabulary.actor import EVERYTHING, Scope
from tests.builders import NOW, an_actor
from tests.people import a_member

MANAGER = an_actor(*identity.ROLES["manager"], named="Mo Diaz", sees=Scope(locations=("S0001",)))


async def roles_of(tx: Tx, person: object) -> list[tuple[str, str | None]]:
    return [(one.role, one.location) for one in await identity.list_assignments(tx) if one.actor_id == person]


class TestGiveRoles:
    async def test_gives_each_once_and_tells(self, tx: Tx) -> None:
        person = await a_member(tx, "associate", at=["S0001", "S0002"])
        again = [identity.Assignment(person, "associate", "S0001"), identity.Assignment(person, "operator")]
        await identity.give_roles(tx, again, now=NOW)
        assert await roles_of(tx, person) == [("operator", None), ("associate", "S0001"), ("associate", "S0002")]
        told = [event for event in await events.read_subject(tx, f"actor/{person}") if "roles" in event.type]
        assert [(event.type, event.facts["roles"]) for event in told] == [
            ("identity.roles_given", ["associate at S0001", "associate at S0002"]),
            ("identity.roles_given", ["operator"]),
        ]

    async def test_lets_a_manager_give_no_more_than_they_have(self, tx: Tx) -> None:
        person = await a_member(tx)
        await identity.give_roles(tx, [identity.Assignment(person, "associate", "S0001")], now=NOW, actor=MANAGER)
        for beyond in (
            identity.Assignment(person, "associate", "S0002"),
            identity.Assignment(person, "associate"),
            identity.Assignment(person, "operator", "S0001"),
            identity.Assignment(person, "owner", "S0001"),
        ):
            with pytest.raises(identity.GrantsBeyondOwn):
                await identity.give_roles(tx, [beyond], now=NOW, actor=MANAGER)
        assert await roles_of(tx, person) == [("associate", "S0001")]

    async def test_refuses_whoever_is_not_staff(self, tx: Tx) -> None:
        machine = identity.NewActor(new_id(), "system", "till", [])
        await identity.add_actors(tx, [machine], now=NOW)
        for stranger in (machine.id, new_id()):
            with pytest.raises(identity.ActorNotFound):
                await identity.give_roles(tx, [identity.Assignment(stranger, "associate", "S0001")], now=NOW)

    async def test_refuses_whoever_was_ended(self, tx: Tx) -> None:
        person = await a_member(tx)
        await identity.end_actor(tx, actor_id=person, now=NOW)
        with pytest.raises(identity.ActorIsEnded):
            await identity.give_roles(tx, [identity.Assignment(person, "associate", "S0001")], now=NOW)


class TestTakeRoles:
    async def test_takes_only_what_is_named(self, tx: Tx) -> None:
        person = await a_member(tx, "associate", at=[None, "S0001"])
        await identity.take_roles(tx, [identity.Assignment(person, "associate")], now=NOW)
        assert await roles_of(tx, person) == [("associate", "S0001")]
        last = (await events.read_subject(tx, f"actor/{person}"))[-1]
        assert (last.type, last.facts["roles"]) == ("identity.roles_taken", ["associate"])

    async def test_lets_a_manager_take_nothing_from_above(self, tx: Tx) -> None:
        person = await a_member(tx, "owner")
        with pytest.raises(identity.GrantsBeyondOwn):
            await identity.take_roles(tx, [identity.Assignment(person, "owner")], now=NOW, actor=MANAGER)
        assert await roles_of(tx, person) == [("owner", None)]


class TestListAssignments:
    async def test_shows_the_locations_that_the_caller_sees(self, tx: Tx) -> None:
        here, there, everywhere = (
            await a_member(tx, "associate", at=["S0001"]),
            await a_member(tx, "associate", at=["S0002"]),
            await a_member(tx, "operator"),
        )
        seen = await identity.list_assignments(tx, visible_to=Scope(locations=("S0001",)))
        assert [one.actor_id for one in seen] == [here]
        everybody = await identity.list_assignments(tx, visible_to=EVERYTHING)
        assert {one.actor_id for one in everybody} == {here, there, everywhere}
