"""The rings remember for 5 s, and no longer."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from atrium.contexts import identity
from atrium.kit.db import Database
from tests.builders import NOW, a_new_actor
from tests.people import a_member, signed_in


@dataclass
class Clock:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


async def issue(database: Database, secret: str) -> tuple[identity.NewActor, identity.KeyRecord]:
    new = a_new_actor()
    async with database.transaction() as tx:
        await identity.add_actors(tx, [new], now=NOW)
        key = await identity.issue_key(tx, actor_id=new.id, label="till", secret=secret, now=NOW)
    return new, key


class TestKeyRing:
    async def test_asks_the_database_once_for_many_at_once(self, database: Database) -> None:
        new, _ = await issue(database, "s3cret")
        ring = identity.KeyRing(database, Clock())
        before = database.statements.sent
        found = await asyncio.gather(*(ring.find_actor("s3cret") for _ in range(20)))
        assert {actor.id if actor else None for actor in found} == {new.id}
        assert await ring.find_actor("s3cret") == found[0]
        assert database.statements.sent - before == 1

    async def test_forgets_a_revoked_key_after_five_seconds(self, database: Database) -> None:
        new, key = await issue(database, "s3cret")
        clock = Clock()
        ring = identity.KeyRing(database, clock)
        assert await ring.find_actor("s3cret") is not None
        async with database.transaction() as tx:
            await identity.revoke_key(tx, actor_id=new.id, key_id=key.id, now=NOW)
        clock.seconds = 4.9
        assert await ring.find_actor("s3cret") is not None
        clock.seconds = 5.1
        assert await ring.find_actor("s3cret") is None

    async def test_remembers_that_a_secret_belongs_to_nobody(self, database: Database) -> None:
        clock = Clock()
        ring = identity.KeyRing(database, clock)
        assert await ring.find_actor("guess") is None
        before = database.statements.sent
        assert await ring.find_actor("guess") is None
        assert database.statements.sent == before
        await issue(database, "guess")
        clock.seconds = 5.1
        assert await ring.find_actor("guess") is not None

    async def test_is_not_filled_by_guesses(self, database: Database) -> None:
        await issue(database, "s3cret")
        ring = identity.KeyRing(database, Clock(), most=5)
        await ring.find_actor("s3cret")
        for number in range(20):
            await ring.find_actor(f"guess {number}")
        before = database.statements.sent
        assert await ring.find_actor("s3cret") is not None
        assert database.statements.sent == before


class TestSessionRing:
    async def test_asks_the_database_once_for_many_at_once(self, database: Database) -> None:
        session = await begin(database)
        ring = identity.SessionRing(database, Clock())
        before = database.statements.sent
        found = await asyncio.gather(*(ring.find_session("ses.x", now=NOW) for _ in range(20)))
        assert found == [session] * 20
        assert database.statements.sent - before == 1

    async def test_forgets_one_that_was_ended_after_five_seconds(self, database: Database) -> None:
        session, clock = await begin(database), Clock()
        ring = identity.SessionRing(database, clock)
        assert await ring.find_session("ses.x", now=NOW) == session
        async with database.transaction() as tx:
            await identity.end_session(tx, session_id=session.id, now=NOW, actor=session.actor)
        clock.seconds = 4.9
        assert await ring.find_session("ses.x", now=NOW) == session
        clock.seconds = 5.1
        assert await ring.find_session("ses.x", now=NOW) is None

    async def test_knows_at_once_that_one_expired(self, database: Database) -> None:
        session = await begin(database)
        ring = identity.SessionRing(database, Clock())
        assert await ring.find_session("ses.x", now=NOW) == session
        assert await ring.find_session("ses.x", now=session.expires_at) is None

    async def test_notes_every_few_minutes_that_one_is_in_use(self, database: Database) -> None:
        session, clock = await begin(database), Clock()
        ring = identity.SessionRing(database, clock)
        seen = list[datetime]()
        for minutes in (1, 5, 6):
            clock.seconds += 6
            await ring.find_session("ses.x", now=NOW + timedelta(minutes=minutes))
            async with database.reading() as tx:
                (record,) = await identity.list_sessions(tx, actor=session.actor, now=NOW)
            seen.append(record.seen_at)
        assert seen == [NOW, NOW + timedelta(minutes=5), NOW + timedelta(minutes=5)]


async def begin(database: Database) -> identity.Session:
    async with database.transaction() as tx:
        return await signed_in(tx, await a_member(tx, "operator"), secret="ses.x")
