"""`atrium doctor`: what is wrong with this installation, and how to mend it."""

from collections.abc import Callable

import msgspec
import typer

from atrium.cli import AsJson, app, read_settings
from atrium.cli.doctor import database, doors, machine
from atrium.cli.doctor.finding import Finding, Report
from atrium.settings import Settings

LOOKS: tuple[Callable[[Settings], list[Finding]], ...] = (machine.look, database.look, doors.look)
COLOURS = {"ok": typer.colors.GREEN, "hint": typer.colors.YELLOW, "wrong": typer.colors.RED}


@app.command()
def doctor(*, json: AsJson = False) -> None:
    """Say what is wrong with this machine and installation, and how to mend it; exit status 1 when something is.

    Only looks: nothing is started, changed or stopped.
    """
    report = examine(read_settings())
    if json:
        typer.echo(msgspec.json.encode(report).decode())
    else:
        _print(report)
    if report.wrong:
        raise typer.Exit(1)


def examine(settings: Settings) -> Report:
    """Looks at everything that there is to look at."""
    findings = tuple(finding for look in LOOKS for finding in look(settings))
    return Report(findings, sum(one.status == "wrong" for one in findings))


def _print(report: Report) -> None:
    for finding in report.findings:
        typer.secho(f"{finding.status:>6}", fg=COLOURS[finding.status], nl=False)
        typer.echo(f"  {finding.about:<12} {finding.found}")
        if finding.remedy:
            typer.echo(f"{'':22}{finding.remedy}")
    typer.echo("All is well." if not report.wrong else f"{report.wrong} to mend.")
