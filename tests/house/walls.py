"""The walls between schemas, as the migrated database has them."""

from collections.abc import Sequence
from pathlib import Path

import psycopg

FOREIGN_KEYS = """
    SELECT format('%s.%s refers to %s.%s', own.nspname, constraints.conname, theirs.nspname, target.relname)
      FROM pg_catalog.pg_constraint AS constraints
      JOIN pg_catalog.pg_class AS source ON source.oid = constraints.conrelid
      JOIN pg_catalog.pg_namespace AS own ON own.oid = source.relnamespace
      JOIN pg_catalog.pg_class AS target ON target.oid = constraints.confrelid
      JOIN pg_catalog.pg_namespace AS theirs ON theirs.oid = target.relnamespace
     WHERE constraints.contype = 'f' AND own.oid <> theirs.oid
     ORDER BY 1
"""
VIEWS = """
    SELECT DISTINCT format('%s.%s looks into %s', own.nspname, looking.relname, theirs.nspname)
      FROM pg_catalog.pg_rewrite AS rule
      JOIN pg_catalog.pg_class AS looking ON looking.oid = rule.ev_class
      JOIN pg_catalog.pg_namespace AS own ON own.oid = looking.relnamespace
      JOIN pg_catalog.pg_depend AS needs ON needs.objid = rule.oid AND needs.classid = 'pg_rewrite'::regclass
       AND needs.refclassid = 'pg_class'::regclass
      JOIN pg_catalog.pg_class AS target ON target.oid = needs.refobjid
      JOIN pg_catalog.pg_namespace AS theirs ON theirs.oid = target.relnamespace
     WHERE own.oid <> theirs.oid AND own.nspname NOT IN ('pg_catalog', 'information_schema')
     ORDER BY 1
"""
SCHEMAS = """
    SELECT nspname FROM pg_catalog.pg_namespace
     WHERE nspname !~ '^(pg_|information_schema$|public$|kit$)' ORDER BY nspname
"""


def crossings(url: str) -> list[str]:
    """Foreign keys and views that reach into another schema."""
    with psycopg.connect(url) as connection:
        return [str(row[0]) for statement in (FOREIGN_KEYS, VIEWS) for row in connection.execute(statement)]


def schemas(url: str) -> list[str]:
    """The schemas of contexts."""
    with psycopg.connect(url) as connection:
        return [str(row[0]) for row in connection.execute(SCHEMAS)]


def contexts(root: Path) -> Sequence[str]:
    """The contexts, by their folders."""
    return sorted(path.parent.name for path in (root / "src/atrium/contexts").glob("*/__init__.py"))
