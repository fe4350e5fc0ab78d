"""`atrium migrate`: bring the database to the present schema."""

import typer

from atrium.cli import app, fail, read_settings
from atrium.kit import migrations
from atrium.kit.postgres import find_or_start, require_version


@app.command()
def migrate() -> None:
    """Apply the migrations that the database lacks; does nothing when it lacks none."""
    settings = read_settings()
    try:
        if settings.database_url is not None:
            require_version(settings.database_url)
            applied = migrations.migrate(settings.database_url)
        else:
            with find_or_start(settings.postgres_dir) as address:
                applied = migrations.migrate(address.url())
    except migrations.MigrationError as fault:
        fail(str(fault))
    for name in applied:
        typer.echo(f"applied {name}")
    typer.echo("The database is up to date.")
