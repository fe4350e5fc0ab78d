"""Sessions, against PostgreSQL; every test is rolled back."""

from datetime import timedelta

import pytest

from atrium.contexts import identity
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.vocabulary.actor import EVERYTHING, Scope
from tests.builders import NOW, an_actor
from tests.people import a_member, signed_in

MANAGER = an_actor(*identity.ROLES["manager"], named="Mo Diaz", sees=Scope(locations=("S0001",)))


class TestStartSession:
    async def test_lets_the_secret_find_who_came_in(self, tx: Tx) -> None:
        person = await a_member(tx, "operator")
        session = await signed_in(tx, person, secret="ses.s3cret")
        found = await identity.find_session(tx, "ses.s3cret", now=NOW)
        assert found == session
        assert session.actor.id == person
        assert session.actor.scopes == identity.ROLES["operator"]
        assert (session.actor.sees, session.expires_at) == (EVERYTHING, NOW + timedelta(days=7))

    async def test_joins_the_roles_of_the_place_and_of_everywhere(self, tx: Tx) -> None:
        person = await a_member(tx, "associate", at=["S0001", "S0002"])
        more = [identity.Assignment(person, "operator"), identity.Assignment(person, "manager", "S0002")]
        await identity.give_roles(tx, more, now=NOW)
        actor = (await signed_in(tx, person, "till", at="S0001")).actor
        assert actor.scopes == identity.ROLES["associate"] | identity.ROLES["operator"]
        assert actor.sees == Scope(locations=("S0001",))

    async def test_keeps_only_the_hash_of_the_secret_and_tells_without_it(self, tx: Tx) -> None:
        person = await a_member(tx, "operator")
        session = await signed_in(tx, person, secret="ses.s3cret")
        assert len(await tx.value("SELECT secret_hash FROM identity.sessions")) == 32
        last = (await events.read_subject(tx, f"actor/{person}"))[-1]
        assert (last.type, last.actor) == ("identity.signed_in", "staff Ana Lima")
        assert last.facts == {
            "person_id": str(person),
            "who": "actor",
            "session_id": str(session.id),
            "kind": "console",
            "method": "password",
            "location": None,
            "device_id": None,
        }

    async def test_refuses_a_till_where_somebody_has_no_role(self, tx: Tx) -> None:
        person = await a_member(tx, "associate", at=["S0001"])
        with pytest.raises(identity.NoRoleHere) as refused:
            await signed_in(tx, person, "till", at="S0002")
        assert refused.value.message == "You have no role at S0002."

    async def test_refuses_the_console_to_whoever_works_at_stores_only(self, tx: Tx) -> None:
        person = await a_member(tx, "manager", at=["S0001"])
        with pytest.raises(identity.OnlyAtStores):
            await signed_in(tx, person, "console")

    async def test_refuses_whoever_was_ended_or_is_not(self, tx: Tx) -> None:
        person = await a_member(tx, "owner")
        await identity.end_actor(tx, actor_id=person, now=NOW)
        for gone in (person, new_id()):
            with pytest.raises(identity.PersonNotFound):
                await signed_in(tx, gone)


class TestFindSession:
    async def test_finds_nothing_once_it_expired(self, tx: Tx) -> None:
        person = await a_member(tx, "associate", at=["S0001"])
        session = await signed_in(tx, person, "till", at="S0001", secret="ses.x")
        assert await identity.find_session(tx, "ses.x", now=session.expires_at - timedelta(seconds=1)) is not None
        assert await identity.find_session(tx, "ses.x", now=session.expires_at) is None

    async def test_finds_nothing_of_whoever_was_ended(self, tx: Tx) -> None:
        person = await a_member(tx, "operator")
        await signed_in(tx, person, secret="ses.x")
        await identity.end_actor(tx, actor_id=person, now=NOW)
        assert await identity.find_session(tx, "ses.x", now=NOW) is None

    async def test_follows_the_roles_as_they_change(self, tx: Tx) -> None:
        person = await a_member(tx, "associate", "manager", at=["S0001"])
        await signed_in(tx, person, "till", at="S0001", secret="ses.x")
        await identity.take_roles(tx, [identity.Assignment(person, "manager", "S0001")], now=NOW)
        found = await identity.find_session(tx, "ses.x", now=NOW)
        assert found is not None
        assert found.actor.scopes == identity.ROLES["associate"]
        await identity.take_roles(tx, [identity.Assignment(person, "associate", "S0001")], now=NOW)
        assert await identity.find_session(tx, "ses.x", now=NOW) is None


class TestListSessions:
    async def test_shows_ones_own_and_a_manager_those_of_their_store(self, tx: Tx) -> None:
        ana = await a_member(tx, "associate", at=["S0001", "S0002"])
        here, there = await signed_in(tx, ana, "till", at="S0001"), await signed_in(tx, ana, "till", at="S0002")
        owner = await signed_in(tx, await a_member(tx, "owner"))
        own = await identity.list_sessions(tx, actor=here.actor, now=NOW)
        assert {one.id for one in own} == {here.id, there.id}
        led = await identity.list_sessions(tx, actor=MANAGER, now=NOW)
        assert [(one.id, one.person_name, one.user_agent) for one in led] == [(here.id, "Ana Lima", "Firefox")]
        everybody = await identity.list_sessions(tx, actor=owner.actor, now=NOW)
        assert {one.id for one in everybody} == {here.id, there.id, owner.id}
        of_ana = await identity.list_sessions(tx, actor=owner.actor, now=NOW, person_id=ana)
        assert {one.id for one in of_ana} == {here.id, there.id}


class TestEndSession:
    async def test_makes_the_secret_open_nothing_and_tells_who_did_it(self, tx: Tx) -> None:
        person = await a_member(tx, "associate", at=["S0001"])
        session = await signed_in(tx, person, "till", at="S0001", secret="ses.x")
        await identity.end_session(tx, session_id=session.id, now=NOW, actor=MANAGER)
        assert await identity.find_session(tx, "ses.x", now=NOW) is None
        last = (await events.read_subject(tx, f"actor/{person}"))[-1]
        assert (last.type, last.actor) == ("identity.session_ended", "staff Mo Diaz")

    async def test_does_not_find_the_sessions_of_others(self, tx: Tx) -> None:
        ana, ben = await a_member(tx, "associate", at=["S0001"]), await a_member(tx, "associate", at=["S0001"])
        own, other = await signed_in(tx, ana, "till", at="S0001"), await signed_in(tx, ben, "till", at="S0001")
        with pytest.raises(identity.SessionNotFound):
            await identity.end_session(tx, session_id=other.id, now=NOW, actor=own.actor)
        owner = await signed_in(tx, await a_member(tx, "owner"))
        with pytest.raises(identity.SessionNotFound):
            await identity.end_session(tx, session_id=owner.id, now=NOW, actor=MANAGER)

    async def test_does_not_end_twice(self, tx: Tx) -> None:
        session = await signed_in(tx, await a_member(tx, "operator"))
        await identity.end_session(tx, session_id=session.id, now=NOW, actor=session.actor)
        with pytest.raises(identity.SessionNotFound):
            await identity.end_session(tx, session_id=session.id, now=NOW, actor=session.actor)


class TestEndAll:
    async def test_ends_all_of_somebody_but_the_one_in_use(self, tx: Tx) -> None:
        person = await a_member(tx, "operator")
        sessions = [await signed_in(tx, person) for _ in range(3)]
        other = await signed_in(tx, await a_member(tx, "operator"), secret="ses.other")
        ended = await identity.end_all(tx, person_id=person, now=NOW, actor=sessions[0].actor, but=sessions[0].id)
        assert ended == 2
        left = await identity.list_sessions(tx, actor=sessions[0].actor, now=NOW)
        assert [one.id for one in left] == [sessions[0].id]
        assert await identity.find_session(tx, "ses.other", now=NOW) == other


class TestForgetSessions:
    async def test_drops_those_that_expired_long_ago(self, tx: Tx) -> None:
        session = await signed_in(tx, await a_member(tx, "operator"))
        assert await identity.forget_sessions(tx, before=session.expires_at) == 0
        assert await identity.forget_sessions(tx, before=session.expires_at + timedelta(days=1)) == 1
