"""The event log: nothing skipped, nothing out of order, nobody held up."""

import asyncio
from dataclasses import dataclass
from typing import ClassVar

import pytest
from psycopg import errors

from atrium.kit import events
from atrium.kit.db import Database, Tx
from atrium.kit.postgres import Address
from tests.builders import NOW
from tests.database import cloned
from tests.properties import event_log_race as race

SEQUENCER_AT_WORK = "SELECT pg_advisory_xact_lock(4206501)"
NOTED = "INSERT INTO kit.subscriptions (name, position) VALUES ('other', 7)"
LOCK_THE_LOG = "LOCK TABLE kit.events IN ACCESS EXCLUSIVE MODE"
CUT_LISTENERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND query LIKE 'LISTEN%%'
"""
# The house's own, whose names have a colon, are left out.
POSITIONS = """
    SELECT name || ' ' || position FROM kit.subscriptions WHERE position(': ' IN name) = 0 ORDER BY name
"""


@dataclass(frozen=True, slots=True)
class ShelfFilled:
    TYPE: ClassVar[str] = "shelves.filled"
    shelf: str
    units: int

    @property
    def subject(self) -> str:
        return f"shelf/{self.shelf}"


@dataclass(frozen=True, slots=True)
class ShelfEmptied:
    TYPE: ClassVar[str] = "shelves.emptied"
    shelf: str

    @property
    def subject(self) -> str:
        return f"shelf/{self.shelf}"


async def tell(tx: Tx, *facts: events.Fact) -> None:
    await events.append(
        tx, [events.happening(fact, at=NOW, actor="staff Ana Lima", reason="why not") for fact in facts]
    )


async def tell_and_sequence(tx: Tx, *facts: events.Fact) -> None:
    await tell(tx, *facts)
    assert await events.sequence(tx) == len(facts)


class TestAppend:
    async def test_keeps_the_envelope_and_the_facts(self, tx: Tx) -> None:
        happening = events.happening(ShelfFilled("left", 3), at=NOW, actor="staff Ana Lima", reason="delivery")
        await events.append(tx, [happening])
        await events.sequence(tx)
        found = await events.read(tx, after=0)
        assert found == [
            events.Recorded(
                1,
                happening.id,
                "shelves.filled",
                "shelf/left",
                NOW,
                "staff Ana Lima",
                "delivery",
                {"shelf": "left", "units": 3},
            )
        ]

    async def test_sends_one_statement_for_many_and_none_for_none(self, tx: Tx) -> None:
        await tell(tx, *(ShelfFilled("left", units) for units in range(300)))
        assert tx.statements.sent == 1
        await tell(tx)
        assert tx.statements.sent == 1


class TestSequence:
    async def test_numbers_without_a_gap_in_the_order_of_insertion(self, tx: Tx) -> None:
        await tell_and_sequence(tx, *(ShelfFilled("left", units) for units in range(3)))
        await tell_and_sequence(tx, *(ShelfFilled("right", units) for units in range(2)))
        found = await events.read(tx, after=0)
        assert [(e.position, e.subject, e.facts["units"]) for e in found] == [
            (1, "shelf/left", 0),
            (2, "shelf/left", 1),
            (3, "shelf/left", 2),
            (4, "shelf/right", 0),
            (5, "shelf/right", 1),
        ]
        assert await events.last_position(tx) == 5

    async def test_takes_so_many_at_a_time(self, tx: Tx) -> None:
        await tell(tx, *(ShelfFilled("left", units) for units in range(5)))
        assert [await events.sequence(tx, most=2) for _ in range(4)] == [2, 2, 1, 0]
        assert [e.facts["units"] for e in await events.read(tx, after=0)] == [0, 1, 2, 3, 4]

    async def test_leaves_the_work_to_the_one_that_is_at_it(self, database: Database) -> None:
        async with database.transaction() as tx:
            await tell(tx, ShelfFilled("left", 1))
        async with database.transaction() as other, database.transaction() as tx:
            await other.value(SEQUENCER_AT_WORK)
            assert await events.sequence(tx) == 0
        async with database.transaction() as tx:
            assert await events.sequence(tx) == 1

    async def test_leaves_an_empty_log_at_nothing(self, tx: Tx) -> None:
        assert await events.sequence(tx) == 0
        assert await events.last_position(tx) == 0


class TestRead:
    async def test_goes_on_after_a_position_and_stops_at_the_limit(self, tx: Tx) -> None:
        await tell_and_sequence(tx, *(ShelfFilled("left", units) for units in range(5)))
        assert [e.position for e in await events.read(tx, after=2, limit=2)] == [3, 4]
        assert await events.read(tx, after=5) == []

    async def test_reads_only_the_types_that_are_asked_for(self, tx: Tx) -> None:
        await tell_and_sequence(tx, ShelfFilled("left", 1), ShelfEmptied("left"), ShelfFilled("left", 2))
        found = await events.read(tx, after=0, types=["shelves.emptied"])
        assert [(e.position, e.type) for e in found] == [(2, "shelves.emptied")]
        assert await events.read(tx, after=0, types=[]) == []

    async def test_shows_nothing_before_it_is_sequenced(self, tx: Tx) -> None:
        await tell(tx, ShelfFilled("left", 1))
        assert await events.read(tx, after=0) == []


class TestReadSubject:
    async def test_tells_the_whole_story_with_what_has_no_position_yet(self, tx: Tx) -> None:
        await tell_and_sequence(tx, ShelfFilled("left", 1), ShelfFilled("right", 9))
        await tell(tx, ShelfFilled("left", 2), ShelfEmptied("left"))
        story = await events.read_subject(tx, "shelf/left")
        assert [(e.position, e.type) for e in story] == [
            (1, "shelves.filled"),
            (None, "shelves.filled"),
            (None, "shelves.emptied"),
        ]


class TestCatchUp:
    async def test_handles_each_event_once_and_goes_on_where_it_stopped(self, database: Database) -> None:
        seen: list[int] = []

        async def note(tx: Tx, found: list[events.Recorded]) -> None:
            del tx
            seen.extend(event.facts["units"] for event in found)

        subscription = events.Subscription("notes", ["shelves.filled"], note)
        async with database.transaction() as tx:
            await tell_and_sequence(tx, *(ShelfFilled("left", units) for units in range(5)))
        assert await events.catch_up(database, subscription, most=3) == 3
        assert await events.catch_up(database, subscription, most=3) == 2
        assert await events.catch_up(database, subscription, most=3) == 0
        assert seen == [0, 1, 2, 3, 4]

    async def test_keeps_its_position_when_its_handler_fails(self, database: Database) -> None:
        async def fail(tx: Tx, found: list[events.Recorded]) -> None:
            await tx.run(NOTED)
            raise ZeroDivisionError(len(found))

        async with database.transaction() as tx:
            await tell_and_sequence(tx, ShelfFilled("left", 1))
        with pytest.raises(ZeroDivisionError):
            await events.catch_up(database, events.Subscription("notes", None, fail))
        async with database.reading() as tx:
            assert await tx.values(POSITIONS) == []

    async def test_is_done_again_when_a_deadlock_ended_it(self, database: Database) -> None:
        tries: list[int] = []

        async def stumble_once(tx: Tx, found: list[events.Recorded]) -> None:
            del tx
            tries.append(len(found))
            if len(tries) == 1:
                raise errors.DeadlockDetected

        async with database.transaction() as tx:
            await tell_and_sequence(tx, ShelfFilled("left", 1))
        assert await events.catch_up(database, events.Subscription("notes", None, stumble_once)) == 1
        assert tries == [1, 1]

    async def test_keeps_two_subscriptions_apart(self, database: Database) -> None:
        async def nothing(tx: Tx, found: list[events.Recorded]) -> None:
            del tx, found

        async with database.transaction() as tx:
            await tell_and_sequence(tx, ShelfFilled("left", 1), ShelfFilled("left", 2))
        await events.catch_up(database, events.Subscription("fast", None, nothing))
        await events.catch_up(database, events.Subscription("slow", None, nothing), most=1)
        async with database.reading() as tx:
            assert await tx.values(POSITIONS) == ["fast 2", "slow 1"]


class TestHub:
    async def test_wakes_those_who_wait_when_events_are_sequenced(self, database: Database) -> None:
        hub = events.Hub(str(database.writers.conninfo))
        listening = asyncio.create_task(hub.run())
        assert await hub.news(within_s=5)
        waiting = asyncio.create_task(hub.news(within_s=5))
        await asyncio.sleep(0)
        async with database.transaction() as tx:
            await tell_and_sequence(tx, ShelfFilled("left", 1))
        assert await waiting
        assert hub.position == 1
        assert not await hub.news(within_s=0.02)
        listening.cancel()

    async def test_lets_nobody_wait_for_what_it_has_heard_already(self) -> None:
        hub = events.Hub("", position=7)
        assert await hub.news(within_s=5, past=6)
        assert not await hub.news(within_s=0.02, past=7)

    async def test_listens_again_after_its_connection_was_cut(self, database: Database) -> None:
        hub = events.Hub(str(database.writers.conninfo))
        listening = asyncio.create_task(hub.run())
        assert await hub.news(within_s=5)
        async with database.transaction() as tx:
            assert await tx.values(CUT_LISTENERS) == [True]
        assert await hub.news(within_s=5)
        async with database.transaction() as tx:
            await tell_and_sequence(tx, ShelfFilled("left", 1))
        assert hub.position == 1 or await hub.news(within_s=5, past=0)
        listening.cancel()


class TestSequencer:
    async def test_goes_on_when_somebody_had_locked_the_log(self, database: Database) -> None:
        sequencer = events.Sequencer(database)
        async with database.transaction() as tx:
            await tell(tx, ShelfFilled("left", 1))
        async with database.transaction() as tx:
            await tx.run(LOCK_THE_LOG)
            running = asyncio.create_task(sequencer.run())
            await asyncio.sleep(3.5)
        # The log is free again; what waited for the lock is given up and done anew.
        await asyncio.sleep(1.5)
        sequencer.stopping.set()
        await running
        async with database.reading() as tx:
            assert await events.last_position(tx) == 1


@pytest.fixture(scope="module")
def outcome(cluster: Address) -> race.Outcome:
    with cloned(cluster) as url:
        return asyncio.run(race.run(url))


class TestRace:
    """One race of twelve writers, seen from every side."""

    def test_is_worth_its_name(self, outcome: race.Outcome) -> None:
        assert sum(outcome.written.values()) > 150
        assert outcome.kills > 3

    def test_leaves_no_gap_for_a_reader_of_positions(self, outcome: race.Outcome) -> None:
        assert outcome.positions == list(range(1, sum(outcome.written.values()) + 1))

    def test_tells_each_subject_in_order_and_once_though_readers_are_killed(self, outcome: race.Outcome) -> None:
        for subject, last in outcome.written.items():
            numbers = [seen.number for seen in outcome.told if seen.subject == subject]
            assert numbers == list(range(1, last + 1)), subject

    def test_does_not_wait_for_a_transaction_that_stays_open(self, outcome: race.Outcome) -> None:
        assert not outcome.stalled
        assert outcome.told[-1] == race.Seen(race.HELD, 1)

    def test_misses_events_where_insert_numbers_are_followed_instead(self, outcome: race.Outcome) -> None:
        assert outcome.raw_missed > 0
