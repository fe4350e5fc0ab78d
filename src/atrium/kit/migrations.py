"""Migrations: plain SQL files, applied by yoyo in their order, each in a transaction of its own."""

from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict
from yoyo import get_backend, read_migrations  # pyright: ignore[reportUnknownVariableType] - it has no types

from atrium.kit.db import Tx

LOCK = "SELECT pg_advisory_lock(4206502)"
IS_NEW = "SELECT to_regclass('public._yoyo_migration') IS NULL"
APPLIED = "SELECT migration_id FROM public._yoyo_migration"
SESSION = "-c lock_timeout=10s -c statement_timeout=300s -c search_path=public -c timezone=UTC"
PACKAGE = Path(__file__).parents[1]


class MigrationError(Exception):
    """A migration did not go through; the database is as it was before that one."""


def shipped_folder() -> Path:
    """Where this installation keeps its migrations: inside the package, or beside it in a working copy."""
    inside = PACKAGE / "migrations"
    return inside if inside.is_dir() else PACKAGE.parents[1] / "migrations"


def migrate(url: str, folder: Path | None = None) -> list[str]:
    """Applies what is pending and answers its names; one process at a time, the others wait.

    Raises MigrationError with the name of the file that failed.
    """
    if not _files(folder):
        raise MigrationError(f"There are no migrations in {folder or shipped_folder()}.")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(LOCK)
        return _apply(url, folder or shipped_folder())


def pending(url: str, folder: Path | None = None) -> list[str]:
    """The names of the migrations that this database lacks."""
    with psycopg.connect(url, autocommit=True) as connection:
        is_new = connection.execute(IS_NEW).fetchone() == (True,)
        applied = set[str]() if is_new else {str(row[0]) for row in connection.execute(APPLIED)}
    return _lacking(applied, folder)


async def find_pending(tx: Tx, folder: Path | None = None) -> list[str]:
    """The same, asked over a connection that is open."""
    applied = set[str]() if await tx.value(IS_NEW) else set[str](await tx.values(APPLIED))
    return _lacking(applied, folder)


def _apply(url: str, folder: Path) -> list[str]:
    backend: Any = get_backend(_yoyo_url(url))
    name = "the first one"
    try:
        # The advisory lock makes sure that nobody else is at work, so this one was left by a crash.
        backend.break_lock()
        todo = list(backend.to_apply(read_migrations(str(folder))))
        for migration in todo:
            name = str(migration.id)
            # It prints the rows of whatever a file selects.
            with redirect_stdout(StringIO()):
                backend.apply_one(migration)
    except psycopg.Error as fault:
        raise MigrationError(f"The migration {name} failed: {fault}") from fault
    else:
        return [str(migration.id) for migration in todo]
    finally:
        backend.connection.close()


def _yoyo_url(url: str) -> str:
    """The same database in yoyo's words: everything but its name goes into the query."""
    parts = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    name = parts.pop("dbname", "postgres")
    parts["options"] = f"{parts.get('options', '')} {SESSION}".strip()
    return f"postgresql+psycopg:///{quote(name, safe='')}?{urlencode(parts)}"


def _files(folder: Path | None) -> list[str]:
    return sorted(path.stem for path in (folder or shipped_folder()).glob("*.sql"))


def _lacking(applied: set[str], folder: Path | None) -> list[str]:
    return [name for name in _files(folder) if name not in applied]
