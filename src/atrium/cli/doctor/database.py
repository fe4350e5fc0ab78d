"""The database: whether it runs, whose it is, what it lacks, and what was left of an earlier house."""

import os
from collections.abc import Iterator
from datetime import timedelta

import psutil
import psycopg

from atrium.cli.doctor.finding import Finding, hint, ok, wrong
from atrium.kit import clock, migrations
from atrium.kit.postgres import ClusterError, Condition, inspect, require_version
from atrium.settings import Settings

NOW = "SELECT clock_timestamp()"
MOST_DIFFERENCE = timedelta(seconds=5)
CHILDREN = ("atrium.app", "atrium.worker", "atrium.adapters.card_gateway.simulator", "atrium.demo.saturday")


def look(settings: Settings) -> list[Finding]:
    """Everything of the database, and processes that no house looks after."""
    return [*_database(settings), *_orphans(settings)]


def _database(settings: Settings) -> list[Finding]:
    try:
        if settings.database_url is not None:
            require_version(settings.database_url)
            return [ok("database", "ATRIUM_DATABASE_URL answers"), *_inside(settings.database_url)]
        condition = inspect(settings.postgres_dir)
    except ClusterError as fault:
        return [wrong("database", str(fault).splitlines()[0], "See to the database that is named, then look again.")]
    finding = _cluster(settings, condition)
    return [finding] if condition.address is None else [finding, *_inside(condition.address.url())]


def _cluster(settings: Settings, condition: Condition) -> Finding:
    folder = settings.postgres_dir
    if condition.foreign_version or condition.orphaned:
        return _unusable(settings, condition)
    if condition.address is not None:
        return ok("database", f"running in {folder} as process {condition.address.pid}")
    if condition.owned:
        found = f"Somebody has taken {folder}, and no server answers."
        return wrong("database", found, "It may still be starting; if this stays, stop `atrium up` and start it again.")
    if condition.stale_address:
        return hint("database", f"The house in {folder} was not closed in order.", "`atrium up` recovers by itself.")
    none_yet = condition.version is None
    return ok("database", f"none yet; `atrium up` makes one in {folder}" if none_yet else f"closed, in {folder}")


def _unusable(settings: Settings, condition: Condition) -> Finding:
    folder = settings.postgres_dir
    if condition.foreign_version:
        found = f"{folder} was made by PostgreSQL {condition.version}."
        return wrong("database", found, "Dump it with that version's pg_dumpall, or choose another ATRIUM_DATA_DIR.")
    found = f"Server {condition.server} runs in {folder}, and nobody looks after it."
    return wrong("database", found, "Start the house with `atrium up`; it stops the old server first.")


def _inside(url: str) -> list[Finding]:
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            row = connection.execute(NOW).fetchone()
        lacking = migrations.pending(url)
    except psycopg.Error as fault:
        return [wrong("database", str(fault).splitlines()[0], "See to the database, then look again.")]
    difference = abs(clock.now() - row[0]) if row else timedelta(0)
    return [_migrations(lacking), _clocks(difference)]


def _migrations(lacking: list[str]) -> Finding:
    if lacking:
        return wrong("migrations", f"{len(lacking)} are pending, from {lacking[0]} on.", "atrium migrate")
    return ok("migrations", "all applied")


def _clocks(difference: timedelta) -> Finding:
    seconds = difference.total_seconds()
    if difference > MOST_DIFFERENCE:
        found = f"The database's clock and ours differ by {seconds:.0f} s."
        return wrong("clocks", found, "Let both machines follow a time server.")
    return ok("clocks", f"ours and the database's agree within {max(seconds, 0.1):.1f} s")


def _orphans(settings: Settings) -> Iterator[Finding]:
    """Processes of a house in our data folder whose `atrium up` is gone."""
    found = False
    for process in psutil.process_iter():
        if _is_orphan(process, str(settings.data_dir)):
            found = True
            yield wrong("processes", f"Process {process.pid} is left of a house that ended.", f"kill {process.pid}")
    if not found:
        yield ok("processes", "none is left of an earlier house")


def _is_orphan(process: psutil.Process, data_dir: str) -> bool:
    try:
        words = process.cmdline()
        if process.pid == os.getpid() or not any(child in words for child in CHILDREN):
            return False
        ours = process.environ().get("ATRIUM_DATA_DIR") == data_dir or any(data_dir in word for word in words)
        parent = process.parent()
        return ours and (parent is None or not _is_house(parent))
    except psutil.Error:
        return False


def _is_house(process: psutil.Process) -> bool:
    return any(word.rpartition("/")[2] == "atrium" for word in process.cmdline()[:3])
