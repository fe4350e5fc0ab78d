"""`atrium verify`: check every invariant of the house at one moment."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from atrium.cli import AsJson, app, fail, read_settings
from atrium.kit import migrations
from atrium.kit.db import Database
from atrium.kit.postgres import find_or_start, require_version
from atrium.readmodels import invariants
from atrium.settings import Settings

UNHURRIED = "SET LOCAL statement_timeout = '30min'"
SHOWN = 3


@app.command()
def verify(*, json: AsJson = False) -> None:
    """Check that the books agree: stock, orders, fulfilments, money and log, all at one moment.

    Runs beside an open house, or starts its database for the while. Exit status 1 means that something drifted.
    """
    with _database_url(read_settings()) as url:
        lacking = migrations.pending(url)
        if lacking:
            fail(f"The database lacks {len(lacking)} migrations: run `atrium migrate` first.")
        report = asyncio.run(_check(url))
    if json:
        typer.echo(msgspec.json.encode(report).decode())
    else:
        _print(report)
    if report.drift:
        raise typer.Exit(1)


@contextmanager
def _database_url(settings: Settings) -> Generator[str]:
    if settings.database_url is not None:
        require_version(settings.database_url)
        yield settings.database_url
        return
    with find_or_start(settings.postgres_dir) as address:
        yield address.url()


async def _check(url: str) -> invariants.Report:
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

        async with Database.open(url, writers=1, readers=1) as database, database.snapshot() as tx:
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
    outcome = f"{report.drift} things drifted" if report.drift else "Nothing drifted"
    typer.echo(f"{outcome}; {len(report.checks)} checks at event {report.position}, in {report.seconds:.2f} s.")
