"""A transaction without a turn for each statement: it commits, or is undone, as any other."""

from asyncio import gather

import pytest
from psycopg import errors

from atrium.kit.db import Busy, Database, Tx

ADD = "INSERT INTO kit.subscriptions (name, position) VALUES (%(name)s, %(position)s)"
NAMES = "SELECT name FROM kit.subscriptions WHERE position(': ' IN name) = 0 ORDER BY name"  # The house has its own.
LOCK = "SELECT position FROM kit.subscriptions WHERE name = 'held' FOR UPDATE"


async def names(database: Database) -> list[str]:
    async with database.reading() as tx:
        return await tx.values(NAMES)


async def add(database: Database, *positions: int, then: Exception | None = None) -> None:
    """Adds subscriptions named `a`, `b` and so on, in one pipeline."""
    async with database.pipeline() as tx:
        for name, position in zip("abc", positions, strict=False):
            await tx.run(ADD, {"name": name, "position": position})
        if then is not None:
            raise then


async def wait_shortly(database: Database) -> None:
    async with database.pipeline() as tx:
        await tx.run("SET LOCAL lock_timeout = '50ms'")
        await tx.value(LOCK)


class TestPipeline:
    async def test_commits_when_the_block_ends(self, database: Database) -> None:
        async with database.pipeline() as tx:
            await tx.run(ADD, {"name": "a", "position": 1})
            assert await tx.values(NAMES) == ["a"]
            await tx.run(ADD, {"name": "b", "position": 1})
        assert await names(database) == ["a", "b"]

    async def test_is_undone_when_the_block_raises(self, database: Database) -> None:
        with pytest.raises(LookupError):
            await add(database, 1, then=LookupError())
        assert await names(database) == []

    async def test_is_undone_when_a_statement_that_nobody_waited_for_fails(self, database: Database) -> None:
        with pytest.raises(errors.CheckViolation):
            await add(database, 1, -1, 1)
        assert await names(database) == []
        await add(database, 1)
        assert await names(database) == ["a"]

    async def test_gives_rows_side_by_side(self, database: Database) -> None:
        async with database.pipeline() as tx:
            assert await gather(tx.value("SELECT 1"), tx.values(NAMES), tx.value("SELECT 2")) == [1, [], 2]

    async def test_counts_its_statements(self, database: Database) -> None:
        before = database.statements.sent
        async with database.pipeline() as tx:
            await tx.run(ADD, {"name": "a", "position": 1})
            await tx.value("SELECT 1")
        assert database.statements.sent == before + 2

    async def test_says_busy_when_a_lock_does_not_come(self, database: Database) -> None:
        async with database.transaction() as tx:
            await tx.run(ADD, {"name": "held", "position": 1})
        async with database.transaction() as holder:
            await holder.value(LOCK)
            with pytest.raises(Busy):
                await wait_shortly(database)


class TestCommit:
    async def test_does_it_again_when_a_twin_came_first_and_only_the_end_told(self, database: Database) -> None:
        tries = list[str]()

        async def work(tx: Tx) -> int:
            tries.append("try")
            name = "taken" if len(tries) == 1 else "free"
            await tx.run(ADD, {"name": name, "position": 1})
            return len(tries)

        async with database.transaction() as tx:
            await tx.run(ADD, {"name": "taken", "position": 1})
        assert await database.commit(work, pipelined=True) == 2
        assert await names(database) == ["free", "taken"]
