"""The command line: what an operator and an engineer type."""

import sys
from importlib import import_module
from typing import Annotated, Never

import typer

from atrium.kit.postgres import ClusterError
from atrium.kit.tracing import configure_logging
from atrium.settings import SettingError, Settings, from_environment

app = typer.Typer(
    name="atrium",
    add_completion=False,
    help="One house behind all the doors of a retailer: one stock, one order, one customer, one price.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    epilog="Variables: ATRIUM_DATA_DIR (where the database lives, `.atrium`), ATRIUM_PORT (8480), "
    "ATRIUM_DATABASE_URL (a PostgreSQL 18 of your own) with ATRIUM_SECRET (32 characters or more that sign links), "
    "ATRIUM_GATEWAY_URL and ATRIUM_GATEWAY_KEY (card gateway).",
)
bench = typer.Typer(help="Measure the house, beside something that runs on the same machine.", no_args_is_help=True)
app.add_typer(bench, name="bench")

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]


def read_settings() -> Settings:
    """The settings of this shell; a mistake in them is a sentence."""
    try:
        return from_environment()
    except SettingError as fault:
        fail(str(fault))


def fail(sentence: str) -> Never:
    """Ends with a sentence that says what is wrong and how to mend it."""
    typer.secho(sentence, fg=typer.colors.RED, err=True)
    raise typer.Exit(1)


def main() -> None:
    """The entry point of `atrium`."""
    for command in ("up", "migrate", "measure", "verify", "doctor"):
        import_module(f"atrium.cli.{command}")
    configure_logging()
    try:
        app()
    except ClusterError as fault:
        typer.secho(str(fault), fg=typer.colors.RED, err=True)
        sys.exit(1)
