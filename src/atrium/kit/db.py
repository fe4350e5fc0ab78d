"""The database: transactions for writes, a read-only pool for reads, statements counted as they pass."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, LiteralString, Self, TypeVar

from psycopg import AsyncConnection, AsyncCursor, OperationalError, errors
from psycopg.rows import TupleRow, class_row, scalar_row
from psycopg.sql import SQL, Identifier
from psycopg_pool import AsyncConnectionPool

from atrium.kit.refusals import Unavailable

T = TypeVar("T")
Parameters = Mapping[str, Any]
NOTHING: Parameters = {}
LOCK_TIMEOUT = "SET SESSION lock_timeout = '3s'"
STATEMENT_TIMEOUT = "SET SESSION statement_timeout = '30s'"
IN_UTC = "SET SESSION timezone = 'UTC'"
# Writers name their rows by key, a few in tables of millions: each is found by its index, and a plan is kept once made.
# Left alone, the planner takes every set for a hundred rows and reads a whole table to find one; and a plan that was
# made while a table was empty goes on reading all of it when it no longer is.
NO_SEQUENTIAL_SCAN = "SET SESSION enable_seqscan = off"
NO_HASH_JOIN = "SET SESSION enable_hashjoin = off"
NO_MERGE_JOIN = "SET SESSION enable_mergejoin = off"
KEPT_PLANS = "SET SESSION plan_cache_mode = force_generic_plan"
READ_ONLY = "SET SESSION default_transaction_read_only = on"
REPEATABLE_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
COMMIT = "COMMIT"
FULL_TABLES = """
    SELECT ARRAY[nspname, relname]::text[]
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind = 'r' AND nspname !~ '^pg_' AND nspname <> 'information_schema'
       AND pg_relation_size(pg_class.oid) > 0
"""
ROLLBACK = "ROLLBACK"
# Somebody who took the same unique key a moment earlier is found, and answered for, the second time.
Unreachable = OperationalError
"""What a database raises that does not answer, and a pool that got no connection in time."""
RETRIED = (errors.DeadlockDetected, errors.SerializationFailure, errors.UniqueViolation)
MOST_TRIES = 4


class LockOrderError(Exception):
    """Two contexts were locked against the written order, which would deadlock one day."""


@dataclass(eq=False)
class Busy(Unavailable):
    """Somebody else holds the same thing for longer than the caller should wait."""

    @property
    def message(self) -> str:
        return "Another request holds the same thing; nothing was changed."


@dataclass(slots=True)
class Statements:
    """How many statements were sent, BEGIN and COMMIT not counted."""

    sent: int = 0
    transactions: int = 0


@dataclass(slots=True)
class Tx:
    """An open transaction, or a read-only connection: everything that SQL is sent through."""

    connection: AsyncConnection[TupleRow]
    statements: Statements
    lock_order: Sequence[str] = ()
    _locked: int = field(default=-1)

    async def rows(self, shape: type[T], sql: LiteralString, parameters: Parameters = NOTHING) -> list[T]:
        """Every row as a `shape`, whose fields are the columns' names."""
        self.statements.sent += 1
        cursor = self.connection.cursor(row_factory=class_row(shape))
        await cursor.execute(sql, parameters)
        return await cursor.fetchall()

    async def row(self, shape: type[T], sql: LiteralString, parameters: Parameters = NOTHING) -> T | None:
        found = await self.rows(shape, sql, parameters)
        return found[0] if found else None

    async def values(self, sql: LiteralString, parameters: Parameters = NOTHING) -> list[Any]:
        """The first column of every row."""
        self.statements.sent += 1
        cursor = self.connection.cursor(row_factory=scalar_row)
        await cursor.execute(sql, parameters)
        return await cursor.fetchall()

    async def value(self, sql: LiteralString, parameters: Parameters = NOTHING) -> Any:
        found = await self.values(sql, parameters)
        return found[0] if found else None

    async def run(self, sql: LiteralString, parameters: Parameters = NOTHING) -> int:
        """Sends a statement whose rows nobody wants; answers how many it touched."""
        self.statements.sent += 1
        cursor: AsyncCursor[TupleRow] = await self.connection.execute(sql, parameters)
        return cursor.rowcount

    def locks(self, context: str) -> None:
        """Says that this context's rows are about to be locked; refuses an order that could deadlock."""
        if context not in self.lock_order:
            return
        place = self.lock_order.index(context)
        if place < self._locked:
            raise LockOrderError(f"{context} must be locked before {self.lock_order[self._locked]}")
        self._locked = place


@dataclass(slots=True)
class Database:
    """Two pools on one PostgreSQL: one that writes, one that cannot."""

    writers: AsyncConnectionPool[AsyncConnection[TupleRow]]
    readers: AsyncConnectionPool[AsyncConnection[TupleRow]]
    lock_order: Sequence[str] = ()
    statements: Statements = field(default_factory=Statements)

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, *, lock_order: Sequence[str] = (), writers: int = 8, readers: int = 8
    ) -> AsyncGenerator[Self]:
        """Both pools, opened and closed with the block; `url` is a PostgreSQL address."""
        async with _pool(url, writers, _writing) as write, _pool(url, readers, _reading) as read:
            yield cls(write, read, lock_order)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Tx]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        async with self._writer() as connection:
            yield Tx(connection, self.statements, self.lock_order)

    @asynccontextmanager
    async def pipeline(self) -> AsyncGenerator[Tx]:
        """The same, without a turn for each statement: only rows are waited for, and the rest goes with the commit.

        Rows may be asked for side by side, and come in one turn. `run` cannot say how many rows it touched, and
        what it meets with may be raised only at the end.
        """
        async with self._writer() as connection, connection.pipeline():
            yield Tx(connection, self.statements, self.lock_order)
            await connection.commit()

    async def commit(self, work: Callable[[Tx], Awaitable[T]], *, pipelined: bool = False) -> T:
        """Runs `work` in a transaction of its own; again, from the start, when a deadlock or a twin ended it."""
        for last in (False,) * (MOST_TRIES - 1) + (True,):
            try:
                async with self.pipeline() if pipelined else self.transaction() as tx:
                    return await work(tx)
            except RETRIED:
                if last:
                    raise
        raise AssertionError("the last try either answers or raises")

    @asynccontextmanager
    async def _writer(self) -> AsyncGenerator[AsyncConnection[TupleRow]]:
        async with self.writers.connection() as connection:
            self.statements.transactions += 1
            try:
                yield connection
            except errors.LockNotAvailable as held:
                raise Busy from held

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[Tx]:
        """A connection that cannot write; each statement sees what is committed when it starts."""
        async with self.readers.connection() as connection:
            yield Tx(connection, self.statements)

    async def refresh_statistics(self) -> None:
        """Lets the planner know what full tables hold, after many rows came at once.

        Empty ones are left out: a planner that was told so would go on reading them through when they fill.
        """
        async with self.transaction() as tx:
            for schema, table in await tx.values(FULL_TABLES):
                await tx.connection.execute(SQL("ANALYZE {}").format(Identifier(schema, table)))

    @asynccontextmanager
    async def snapshot(self) -> AsyncGenerator[Tx]:
        """A connection that cannot write and whose statements all see the same moment."""
        async with self.readers.connection() as connection:
            await connection.execute(REPEATABLE_READ)
            try:
                yield Tx(connection, self.statements)
            finally:
                await connection.execute(ROLLBACK)


async def _writing(connection: AsyncConnection[TupleRow]) -> None:
    connection.prepare_threshold = 0
    await connection.execute(LOCK_TIMEOUT)
    await connection.execute(STATEMENT_TIMEOUT)
    for setting in (IN_UTC, NO_SEQUENTIAL_SCAN, NO_HASH_JOIN, NO_MERGE_JOIN, KEPT_PLANS):
        await connection.execute(setting)
    await connection.commit()


async def _reading(connection: AsyncConnection[TupleRow]) -> None:
    connection.prepare_threshold = 0
    await connection.set_autocommit(True)
    await connection.execute(READ_ONLY)
    await connection.execute(STATEMENT_TIMEOUT)
    await connection.execute(IN_UTC)


def _pool(
    url: str, size: int, configure: Callable[[AsyncConnection[TupleRow]], Awaitable[None]]
) -> AsyncConnectionPool[AsyncConnection[TupleRow]]:
    return AsyncConnectionPool(
        url, min_size=1, max_size=size, open=False, configure=configure, timeout=20, name="atrium"
    )
