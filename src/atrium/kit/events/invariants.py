"""What must be true of the event log, the inbox and the partitions."""

from atrium.kit.invariants import Invariant

# A log that keeps everything begins at 1; one that drops old months begins where it was cut.
GAPS = """
    SELECT position::text AS id,
           jsonb_build_object('position', position, 'expected', expected) AS figures,
           count(*) OVER () AS drift
      FROM (
        SELECT position,
               coalesce(lag(position) OVER (ORDER BY position),
                        CASE WHEN (SELECT keep_months IS NULL FROM kit.retention WHERE parent = 'kit.events')
                             THEN 0 ELSE position - 1 END) + 1 AS expected
          FROM kit.events
        UNION ALL
        SELECT last_position, coalesce((SELECT max(position) FROM kit.events), 0) FROM kit.event_sequence
      ) AS places
     WHERE position <> expected
     ORDER BY position
     LIMIT %(most)s
"""
# An event's id carries the moment of its making, whatever moment the event tells of.
STALE = """
    SELECT id::text AS id,
           jsonb_build_object('type', type, 'subject', subject, 'insert_number', insert_number) AS figures,
           count(*) OVER () AS drift
      FROM kit.event_inbox
     WHERE id < kit.uuid7_floor(now() - interval '1 minute')
     ORDER BY insert_number
     LIMIT %(most)s
"""
MISSING_PARTITIONS = """
    SELECT parent AS id, jsonb_build_object('missing', name) AS figures, count(*) OVER () AS drift
      FROM (
        SELECT parent, parent || '_' || to_char(now() AT TIME ZONE 'UTC' + ahead, 'YYYYMM') AS name
          FROM kit.retention, unnest(ARRAY[interval '0', interval '1 month']) AS ahead
      ) AS wanted
     WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits
                        WHERE inhparent = to_regclass(parent) AND inhrelid = to_regclass(name))
     ORDER BY name
     LIMIT %(most)s
"""

INVARIANTS = (
    Invariant("events_have_no_gap", "Event positions run from 1 to the last, each once.", GAPS),
    Invariant("inbox_is_fresh", "No event waits longer than a minute for its position.", STALE),
    Invariant("partitions_are_ready", "This month and the next have their partitions.", MISSING_PARTITIONS),
)
