"""Gives committed events their gapless position, in the order in which they were inserted."""

import asyncio
from dataclasses import dataclass, field

import structlog
from psycopg import OperationalError

from atrium.kit.db import Busy, Database, Tx

LOCK = "SELECT pg_try_advisory_xact_lock(4206501)"
# Rows of one subject are inserted under that subject's lock, so whoever sees the later sees the earlier too.
MOVE = """
    WITH taken AS (
        DELETE FROM kit.event_inbox
         WHERE insert_number <= (
               SELECT max(insert_number)
                 FROM (SELECT insert_number FROM kit.event_inbox ORDER BY insert_number LIMIT %(most)s) AS first)
     RETURNING *
    ), sequence AS (
        SELECT last_position FROM kit.event_sequence FOR UPDATE
    ), moved AS (
        INSERT INTO kit.events (position, id, type, subject, at, actor, reason, facts)
        SELECT last_position + row_number() OVER (ORDER BY insert_number),
               id, type, subject, at, actor, reason, facts
          FROM taken, sequence
     RETURNING position
    ), counted AS (
        SELECT max(position) AS last, count(*) AS number FROM moved
    )
    UPDATE kit.event_sequence SET last_position = counted.last
      FROM counted WHERE counted.last IS NOT NULL
 RETURNING counted.number
"""
NOTIFY = "SELECT pg_notify('atrium_events', last_position::text) FROM kit.event_sequence"

log = structlog.get_logger()


async def sequence(tx: Tx, *, most: int = 5000) -> int:
    """Numbers up to `most` committed events; answers how many. 0 also when another sequencer is at work."""
    if not await tx.value(LOCK):
        return 0
    moved = await tx.value(MOVE, {"most": most}) or 0
    if moved:
        await tx.run(NOTIFY)
    return moved


@dataclass(slots=True)
class Sequencer:
    """The loop that sequences; any number may run, one at a time works."""

    database: Database
    pause_s: float = 0.02
    idle_pause_s: float = 0.05
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Sequences until `stopping` is set; a database that went away or is busy is waited for."""
        while not self.stopping.is_set():
            try:
                async with self.database.transaction() as tx:
                    moved = await sequence(tx)
            except (OperationalError, Busy) as fault:
                log.warning("sequencer.database_away", fault=str(fault))
                moved = 0
                await asyncio.sleep(1)
            await asyncio.sleep(self.pause_s if moved else self.idle_pause_s)
