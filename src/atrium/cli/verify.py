"""`atrium verify`: check every invariant of the house at one moment."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from atrium.cli import AsJson, app, fail, read_settings
from atrium.kit import events, migrations
from atrium.kit.db import Database
from atrium.kit.postgres import find, find_or_start, require_version
from atrium.readmodels import invariants
from atrium.settings import Settings

UNHURRIED = "SET LOCAL statement_timeout = '30min'"
SHOWN = 3


@app.command()
def verify(*, json: AsJson = False) -> None:
    """Check that the books agree: stock, orders, fulfilments, money and log, all at one moment.

    Runs beside an open house, or starts its database for the while. Exit status 1 means that something drifted.
    """
    with _found(read_settings()) as found:
        lacking = migrations.pending(found.url)
        if lacking:
            fail(f"The database lacks {len(lacking)} migrations: run `atrium migrate` first.")
        report = asyncio.run(_check(found))
    if json:
        typer.echo(msgspec.json.encode(report).decode())
    else:
        _print(report)
    if report.drift:
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Found:
    """The database, and whether nobody but us is at work in it."""

    url: str
    closed: bool


@contextmanager
def _found(settings: Settings) -> Generator[_Found]:
    if settings.database_url is not None:
        require_version(settings.database_url)
        yield _Found(settings.database_url, closed=False)
        return
    closed = find(settings.postgres_dir) is None
    with find_or_start(settings.postgres_dir) as address:
        yield _Found(address.url(), closed)


async def _check(found: _Found) -> invariants.Report:
    async with Database.open(found.url, writers=1, readers=1) as database:
        if found.closed:
            # What was written in a house's last moment waits for a number until the house opens again.
            await _number_events(database)
        return await _watched(database)


async def _number_events(database: Database) -> None:
    moved = 1
    while moved:
        async with database.transaction() as tx:
            moved = await events.sequence(tx)


async def _watched(database: Database) -> invariants.Report:
    bar = Progress(
        TextColumn("{task.description:>32}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=len(invariants.ALL))

        def show(name: str, done: int, total: int) -> None:
            bar.update(task, description=name, completed=done, total=total)

        async with database.snapshot() as tx:
            await tx.run(UNHURRIED)
            return await invariants.check_all(tx, progress=show)


def _print(report: invariants.Report) -> None:
    table = Table("", "Invariant", "Drift", "What must be true, and what contradicts it", box=None, pad_edge=False)
    for check in report.checks:
        mark = "[red]x[/]" if check.drift else "[green]ok[/]"
        table.add_row(mark, check.name, str(check.drift), check.sentence)
        for example in check.examples[:SHOWN]:
            figures = ", ".join(f"{name} {value}" for name, value in example.figures.items())
            table.add_row("", "", "", f"[red]{example.id}[/]: {figures}")
    Console().print(table)
    outcome = {0: "Nothing drifted", 1: "1 thing drifted"}.get(report.drift, f"{report.drift} things drifted")
    typer.echo(f"{outcome}; {len(report.checks)} checks at event {report.position}, in {report.seconds:.2f} s.")
