"""Transactions, refusals of the database, deadlocks done again, and the order of locks."""

import asyncio
from dataclasses import dataclass

import psycopg
import pytest
from psycopg import errors, sql

from atrium.kit import db
from atrium.kit.db import Busy, Database, LockOrderError, Statements, Tx
from atrium.kit.postgres import Address
from tests.database import cloned

MAKE = "CREATE TABLE public.shelves (name text PRIMARY KEY, units integer NOT NULL)"
FILL = "INSERT INTO public.shelves VALUES ('left', 0), ('right', 0)"
ADD = "UPDATE public.shelves SET units = units + 1 WHERE name = %(name)s"
SHELVES = "SELECT name, units FROM public.shelves ORDER BY name"
UNITS = "SELECT units FROM public.shelves ORDER BY name"
SHORT_PATIENCE = "SET LOCAL lock_timeout = '100ms'"
IN_NEW_YORK = "ALTER DATABASE {} SET timezone = 'America/New_York'"
SOON = "SET LOCAL deadlock_timeout = '50ms'"


@dataclass(frozen=True, slots=True)
class Shelf:
    name: str
    units: int


@pytest.fixture
async def shelves(database: Database) -> Database:
    async with database.transaction() as tx:
        await tx.run(MAKE)
        await tx.run(FILL)
    return database


async def add_to(database: Database, name: str, *, then: Exception | None = None) -> None:
    """Adds a unit without the patience to wait for a lock, and raises what it is told to."""
    async with database.transaction() as tx:
        await tx.run(SHORT_PATIENCE)
        await tx.run(ADD, {"name": name})
        if then is not None:
            raise then


async def units(database: Database) -> list[int]:
    async with database.reading() as tx:
        return await tx.values(UNITS)


class TestTransaction:
    async def test_keeps_what_it_did(self, shelves: Database) -> None:
        async with shelves.transaction() as tx:
            assert await tx.run(ADD, {"name": "left"}) == 1
        assert await units(shelves) == [1, 0]

    async def test_undoes_everything_when_it_raises(self, shelves: Database) -> None:
        with pytest.raises(ZeroDivisionError):
            await add_to(shelves, "left", then=ZeroDivisionError())
        assert await units(shelves) == [0, 0]

    async def test_says_busy_when_a_lock_does_not_come(self, shelves: Database) -> None:
        async with shelves.transaction() as holder:
            await holder.run(ADD, {"name": "left"})
            with pytest.raises(Busy) as refused:
                await add_to(shelves, "left")
        assert (refused.value.status, refused.value.code) == (503, "busy")
        assert await units(shelves) == [1, 0]

    async def test_waits_three_seconds_for_a_lock_and_thirty_for_a_statement(self, database: Database) -> None:
        async with database.transaction() as tx:
            assert await tx.value("SHOW lock_timeout") == "3s"
            assert await tx.value("SHOW statement_timeout") == "30s"

    async def test_counts_its_statements(self, shelves: Database) -> None:
        before = (shelves.statements.sent, shelves.statements.transactions)
        async with shelves.transaction() as tx:
            await tx.run(ADD, {"name": "left"})
            await tx.values(UNITS)
        assert (shelves.statements.sent - before[0], shelves.statements.transactions - before[1]) == (2, 1)


class TestReading:
    async def test_cannot_write(self, shelves: Database) -> None:
        async with shelves.reading() as tx:
            with pytest.raises(errors.ReadOnlySqlTransaction):
                await tx.run(ADD, {"name": "left"})
        assert await units(shelves) == [0, 0]

    async def test_gives_rows_as_values(self, shelves: Database) -> None:
        async with shelves.reading() as tx:
            assert await tx.rows(Shelf, SHELVES) == [Shelf("left", 0), Shelf("right", 0)]
            assert await tx.row(Shelf, SHELVES) == Shelf("left", 0)
            assert await tx.row(Shelf, "SELECT name, units FROM public.shelves WHERE false") is None
            assert await tx.value("SELECT units FROM public.shelves WHERE false") is None

    async def test_sees_what_is_committed_between_its_statements(self, shelves: Database) -> None:
        async with shelves.reading() as tx:
            assert await tx.values(UNITS) == [0, 0]
            async with shelves.transaction() as other:
                await other.run(ADD, {"name": "left"})
            assert await tx.values(UNITS) == [1, 0]


class TestSnapshot:
    async def test_sees_one_moment_and_leaves_the_connection_clean(self, shelves: Database) -> None:
        async with shelves.snapshot() as tx:
            assert await tx.values(UNITS) == [0, 0]
            async with shelves.transaction() as other:
                await other.run(ADD, {"name": "left"})
            assert await tx.values(UNITS) == [0, 0]
        assert await units(shelves) == [1, 0]


class TestRefreshStatistics:
    async def test_counts_full_tables_and_leaves_empty_ones_unknown(self, shelves: Database) -> None:
        await shelves.refresh_statistics()
        async with shelves.reading() as tx:
            assert await tx.value("SELECT reltuples FROM pg_class WHERE oid = 'kit.retention'::regclass") > 0
            assert await tx.value("SELECT reltuples FROM pg_class WHERE oid = 'orders.orders'::regclass") == -1


class TestCommit:
    async def test_does_the_one_again_that_a_deadlock_ended(self, shelves: Database) -> None:
        tries: list[str] = []
        both_hold = asyncio.Barrier(2)

        async def add(first: str, second: str) -> None:
            async def work(tx: Tx) -> None:
                tries.append(first)
                await tx.run(SOON)
                await tx.run(ADD, {"name": first})
                if len(tries) <= 2:
                    await both_hold.wait()
                await tx.run(ADD, {"name": second})

            await shelves.commit(work)

        await asyncio.gather(add("left", "right"), add("right", "left"))
        assert len(tries) >= 3, "nobody was ended, so nothing was done again"
        assert await units(shelves) == [2, 2]

    async def test_gives_up_after_four_deadlocks(self, shelves: Database) -> None:
        tries = 0

        async def work(tx: Tx) -> None:
            nonlocal tries
            tries += 1
            await tx.run(ADD, {"name": "left"})
            raise errors.DeadlockDetected

        with pytest.raises(errors.DeadlockDetected):
            await shelves.commit(work)
        assert tries == db.MOST_TRIES
        assert await units(shelves) == [0, 0]

    async def test_does_nothing_again_for_another_fault(self, shelves: Database) -> None:
        tries = 0

        async def work(tx: Tx) -> None:
            nonlocal tries
            tries += 1
            await tx.run(ADD, {"name": "left"})
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await shelves.commit(work)
        assert tries == 1
        assert await units(shelves) == [0, 0]


class TestLocks:
    async def test_takes_the_written_order_and_the_same_again(self, tx: Tx) -> None:
        for context in ("payments", "payments", "inventory", "inventory"):
            tx.locks(context)

    async def test_refuses_an_order_that_could_deadlock(self, tx: Tx) -> None:
        tx.locks("inventory")
        with pytest.raises(LockOrderError, match="payments must be locked before inventory"):
            tx.locks("payments")

    async def test_watches_nothing_where_no_order_is_given(self, tx: Tx) -> None:
        free = Tx(tx.connection, Statements())
        free.locks("inventory")
        free.locks("payments")


class TestTimeZone:
    async def test_is_utc_wherever_the_server_stands(self, cluster: Address) -> None:
        with cloned(cluster) as url:
            with psycopg.connect(url, autocommit=True) as connection:
                name = sql.Identifier(connection.info.dbname)
                connection.execute(sql.SQL(IN_NEW_YORK).format(name))
            async with Database.open(url) as database:
                async with database.transaction() as tx:
                    assert await tx.value("SHOW timezone") == "UTC"
                async with database.reading() as tx:
                    assert await tx.value("SHOW timezone") == "UTC"
