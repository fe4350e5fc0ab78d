"""Months of the log and the ledger: made ahead, in UTC, also where rows were quicker."""

import re
from datetime import UTC, datetime

import psycopg

from atrium.kit import events, migrations
from atrium.kit.db import Database, Tx
from atrium.kit.ids import new_id
from atrium.kit.postgres import Address

PARTS = """
    SELECT relname || ' ' || pg_get_expr(relpartbound, pg_class.oid)
      FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
     WHERE inhparent = %(parent)s::regclass AND relname ~ '_[0-9]{6}$'
     ORDER BY relname
"""
FORGET_MONTHS = """
    DO $$
    DECLARE part regclass;
    BEGIN
        FOR part IN SELECT inhrelid::regclass FROM pg_inherits
                     WHERE inhparent = 'kit.events'::regclass AND inhrelid::regclass::text ~ '_[0-9]{6}$'
        LOOP
            EXECUTE 'DROP TABLE ' || part;
        END LOOP;
    END
    $$
"""
IN_NEW_YORK = "SET LOCAL timezone = 'America/New_York'"
EARLY = """
    INSERT INTO kit.events (position, id, type, subject, at, actor, facts)
    VALUES (1, %(id)s, 'shelves.filled', 'shelf/left', now(), 'staff Ana Lima', '{}')
"""
WHERE_IT_IS = "SELECT tableoid::regclass::text FROM kit.events"
HEX_OF_TIME = 12


def months_of(parts: list[str]) -> list[tuple[str, datetime, datetime]]:
    """Each partition's month, and from when until when it keeps."""
    found: list[tuple[str, datetime, datetime]] = []
    for part in parts:
        lower, upper = (_moment(bound) for bound in re.findall(r"'([0-9a-f-]{36})'", part))
        found.append((part.split()[0].rpartition("_")[2], lower, upper))
    return found


def _moment(bound: str) -> datetime:
    milliseconds = int(bound.replace("-", "")[:HEX_OF_TIME], 16)
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def assert_in_utc(parts: list[str]) -> None:
    months = months_of(parts)
    assert len(months) == 5
    for name, lower, _ in months:
        assert (f"{lower:%Y%m}", f"{lower:%d %H:%M:%S}") == (name, "01 00:00:00")
    assert [upper for _, _, upper in months][:-1] == [lower for _, lower, _ in months][1:]


class TestKeepPartitions:
    async def test_begins_months_in_utc_wherever_the_server_stands(self, tx: Tx) -> None:
        await tx.run(FORGET_MONTHS)
        await tx.run(IN_NEW_YORK)
        assert await events.keep_partitions(tx) == 5
        assert_in_utc(await tx.values(PARTS, {"parent": "kit.events"}))
        assert await events.keep_partitions(tx) == 0

    async def test_moves_what_came_before_its_month_had_a_partition(self, database: Database) -> None:
        async with database.transaction() as tx:
            await tx.run(FORGET_MONTHS)
            await tx.run(EARLY, {"id": new_id()})
            assert await tx.values(WHERE_IT_IS) == ["kit.events_other"]
        async with database.transaction() as tx:
            assert await events.keep_partitions(tx) == 5
        async with database.reading() as tx:
            assert await tx.values(WHERE_IT_IS) == [f"kit.events_{datetime.now(UTC):%Y%m}"]


class TestMigrate:
    def test_begins_months_in_utc_on_a_server_that_does_not_keep_it(self, cluster: Address) -> None:
        with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE new_york")
            connection.execute("ALTER DATABASE new_york SET timezone = 'America/New_York'")
        migrations.migrate(cluster.url("new_york"))
        with psycopg.connect(cluster.url("new_york")) as connection:
            for parent in ("kit.events", "inventory.movements"):
                assert_in_utc([row[0] for row in connection.execute(PARTS, {"parent": parent})])
