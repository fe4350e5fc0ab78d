"""PostgreSQL for tests: one cluster for each worker, a migrated template, and a clone for each test that commits."""

import asyncio
import os
import shutil
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from psycopg import AsyncConnection, sql

from atrium.kit import migrations
from atrium.kit.db import Database, Statements, Tx
from atrium.kit.postgres import Address, Cluster
from atrium.wiring import LOCK_ORDER

MEMORY_WANTED = 3 * 1024**3
"""Bytes: a cluster, its write-ahead log, and the clones of the tests that run at once."""
TEMPLATE = "template_migrated"
numbers = count(1)


@contextmanager
def quick_folder(folders: pytest.TempPathFactory) -> Generator[Path]:
    """A folder for a cluster that nobody needs to keep: in memory where there is room, else on disk."""
    memory = Path("/dev/shm")  # noqa: S108 - the system's own folder in memory
    if not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < MEMORY_WANTED:
        yield folders.mktemp("postgres") / "cluster"
        return
    with TemporaryDirectory(prefix="atrium-tests-", dir=memory) as folder:
        yield Path(folder) / "cluster"


@contextmanager
def migrated_cluster(folder: Path) -> Generator[Address]:
    """A cluster of its own in `folder`, with a migrated template; nothing in it outlives the machine."""
    with Cluster(folder, durable=False, settings={"max_connections": "60"}) as address:
        _run(address, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
        migrations.migrate(address.url(TEMPLATE))
        yield address


@contextmanager
def cloned(address: Address) -> Generator[str]:
    """The address of a fresh copy of the template, dropped afterwards."""
    name = f"clone_{next(numbers)}"
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
    _run(address, copy.format(sql.Identifier(name), sql.Identifier(TEMPLATE)))
    try:
        yield address.url(name)
    finally:
        _run(address, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@asynccontextmanager
async def opened(address: Address) -> AsyncGenerator[Database]:
    """A Database on a fresh copy of the template, for tests that commit."""
    copies = cloned(address)
    url = await asyncio.to_thread(copies.__enter__)
    try:
        async with Database.open(url, lock_order=LOCK_ORDER) as database:
            yield database
    finally:
        await asyncio.to_thread(copies.__exit__, None, None, None)


@asynccontextmanager
async def rolled_back(url: str) -> AsyncGenerator[Tx]:
    """A transaction of which nothing stays."""
    async with await AsyncConnection.connect(url) as connection:
        connection.prepare_threshold = None
        yield Tx(connection, Statements(), LOCK_ORDER)
        await connection.rollback()


def _run(address: Address, statement: sql.Composed) -> None:
    with psycopg.connect(address.url("postgres"), autocommit=True) as connection:
        connection.execute(statement)
