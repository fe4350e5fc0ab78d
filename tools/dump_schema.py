"""Writes docs/schema: one file for each schema of the migrated database, as `make schema` does."""

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from atrium.kit import migrations
from atrium.kit.postgres import Cluster, bin_folder

FOLDER = Path(__file__).parents[1] / "docs/schema"
SCHEMAS = """
    SELECT nspname FROM pg_catalog.pg_namespace
     WHERE nspname !~ '^(pg_|information_schema$|public$)' ORDER BY nspname
"""
MONTHS = "*.*_20[0-9][0-9][0-9][0-9]"
"""Partitions by month are left out: they depend on the day on which the house was migrated."""
NOISE = re.compile(r"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*)$", re.MULTILINE)
EMPTY_LINES = re.compile(r"\n{3,}")


def schemas(url: str) -> list[str]:
    """The names of the house's schemas."""
    with psycopg.connect(url) as connection:
        return [str(row[0]) for row in connection.execute(SCHEMAS)]


def dump(url: str, schema: str) -> str:
    """A schema as SQL, without anything that differs between two servers or two days."""
    command = [
        *(str(bin_folder() / "pg_dump"), "--schema-only", "--no-owner", "--no-privileges"),
        *(f"--schema={schema}", f"--exclude-table={MONTHS}", f"--dbname={url}"),
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    dumped = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    return EMPTY_LINES.sub("\n\n", NOISE.sub("", dumped)).strip() + "\n"


def dump_all(url: str) -> dict[str, str]:
    """Every schema's file, by its name."""
    return {f"{schema}.sql": dump(url, schema) for schema in schemas(url)}


def main() -> None:
    """Migrates an empty database and writes what came of it."""
    with TemporaryDirectory(prefix="atrium-") as folder, Cluster(Path(folder) / "cluster", durable=False) as address:
        migrations.migrate(address.url())
        files = dump_all(address.url())
    FOLDER.mkdir(parents=True, exist_ok=True)
    for left in FOLDER.glob("*.sql"):
        left.unlink()
    for name, text in files.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"docs/schema: {', '.join(sorted(files))}\n")


if __name__ == "__main__":
    main()
