"""The database that a bench works in: made for it inside the house's cluster, dropped afterwards."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import conninfo, sql

from atrium.kit import migrations
from atrium.kit.postgres import find_or_start, require_version
from atrium.settings import Settings

NAME = "atrium_bench"
ALONE = "SELECT pg_try_advisory_lock(4206509)"
NOT_ALONE = "SELECT pg_advisory_unlock(4206509)"


class BenchUnderWayError(Exception):
    """Another bench works in the same cluster, and each would measure the other."""

    def __init__(self) -> None:
        super().__init__("Another bench is under way in this database cluster; wait for its end.")


@dataclass(frozen=True, slots=True)
class Workshop:
    """An empty, migrated database; `postmaster` is the server's process id where it runs on this machine."""

    url: str
    postmaster: int | None

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """A connection that commits each statement."""
        return psycopg.connect(self.url, autocommit=True)


@contextmanager
def workshop(settings: Settings) -> Generator[Workshop]:
    """A database beside that of the settings; raises BenchUnderWayError when another bench has it."""
    if settings.database_url is not None:
        require_version(settings.database_url)
        with _beside(settings.database_url, None) as made:
            yield made
        return
    with (
        find_or_start(settings.postgres_dir) as address,
        _beside(address.url("postgres"), address.pid) as made,
    ):
        yield made


@contextmanager
def _beside(url: str, postmaster: int | None) -> Generator[Workshop]:
    with psycopg.connect(url, autocommit=True) as connection:
        if connection.execute(ALONE).fetchone() != (True,):
            raise BenchUnderWayError
        # Whoever holds the lock is alone, so a database of this name was left by a bench that was killed.
        _drop(connection)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
        try:
            own = conninfo.make_conninfo(url, dbname=NAME)
            migrations.migrate(own)
            yield Workshop(own, postmaster)
        finally:
            _drop(connection)
            # The server ends a session some time after it was closed; the next bench must not find it there.
            connection.execute(NOT_ALONE)


def _drop(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NAME)))


def scripts_folder() -> Path:
    """Where the pgbench scripts are: inside the package, or in `bench` of a working copy."""
    package = Path(__file__).parent
    inside = package / "scripts"
    return inside if inside.is_dir() else package.parents[2] / "bench"
