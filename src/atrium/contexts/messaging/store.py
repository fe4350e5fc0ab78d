"""Writing messages and what became of them; each is one statement, however many there are."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from atrium.contexts.messaging.errors import MessageNotFound
from atrium.contexts.messaging.model import Message
from atrium.kit.db import Tx
from atrium.kit.rows import as_rows

INSERT = """
    INSERT INTO messaging.messages
           (id, kind, recipient, language, subject, text, html, order_id, order_number, cause, state, tries,
            next_try_at, created_at, changed_at)
    SELECT id, kind, recipient, language, subject, text, html, order_id, order_number, cause, state, tries,
           next_try_at, created_at, changed_at
      FROM json_to_recordset(%(rows)s::json)
        AS new (id uuid, kind text, recipient text, language text, subject text, text text, html text,
                order_id uuid, order_number text, cause text, state text, tries integer,
                next_try_at timestamptz, created_at timestamptz, changed_at timestamptz)
     ORDER BY cause
        ON CONFLICT (cause) DO NOTHING
 RETURNING id
"""
# Whoever takes messages up has begun a try, also when nobody hears of it again. What lets people in goes first: it
# is of use for minutes only.
TAKE_UP = """
    UPDATE messaging.messages SET tries = tries + 1, next_try_at = %(lease)s, changed_at = %(now)s
     WHERE id IN (SELECT id FROM messaging.messages
                   WHERE state = 'due' AND next_try_at <= %(now)s
                   ORDER BY (kind <> 'sign_in_code'), next_try_at
                   LIMIT %(most)s FOR UPDATE SKIP LOCKED)
 RETURNING id, kind, recipient, language, subject, text, html, order_id, order_number, cause, state, tries,
           next_try_at, fault, created_at, changed_at, sent_at
"""
# Somebody whose lease ran out may come late: that it was sent is always true, anything else is the next one's word.
SAVE = """
    UPDATE messaging.messages
       SET state = new.state, tries = new.tries, next_try_at = new.next_try_at, fault = new.fault,
           changed_at = new.changed_at, sent_at = new.sent_at
      FROM json_to_recordset(%(rows)s::json)
        AS new (id uuid, state text, tries integer, next_try_at timestamptz, fault text, changed_at timestamptz,
                sent_at timestamptz)
     WHERE messages.id = new.id AND messages.state = 'due' AND (new.state = 'sent' OR messages.tries = new.tries)
 RETURNING messages.id
"""
LOCK = """
    SELECT id, kind, recipient, language, subject, text, html, order_id, order_number, cause, state, tries,
           next_try_at, fault, created_at, changed_at, sent_at
      FROM messaging.messages WHERE id = %(message)s AND %(visible)s::boolean
       FOR UPDATE
"""
REVIVE = """
    UPDATE messaging.messages SET state = 'due', tries = 0, next_try_at = %(now)s, changed_at = %(now)s
     WHERE id = %(message)s AND state = 'failed'
"""


async def insert(tx: Tx, messages: Sequence[Message]) -> list[UUID]:
    """Writes messages whose cause has none yet; answers which those were."""
    return await tx.values(INSERT, {"rows": as_rows(messages)}) if messages else []


async def take_up(tx: Tx, *, now: datetime, lease_until: datetime, most: int) -> list[Message]:
    """Begins a try of messages that are due; nobody else gets them before the lease ends."""
    tx.locks("messaging")
    return await tx.rows(Message, TAKE_UP, {"now": now, "lease": lease_until, "most": most})


async def save(tx: Tx, messages: Sequence[Message]) -> list[UUID]:
    """Writes what became of messages that were taken up; answers for which it still counts."""
    tx.locks("messaging")
    return await tx.values(SAVE, {"rows": as_rows(messages)}) if messages else []


async def lock(tx: Tx, message_id: UUID, *, visible: bool) -> Message:
    """Locks a message, then reads it as it is now; refuses one that is not there or not visible."""
    tx.locks("messaging")
    found = await tx.row(Message, LOCK, {"message": message_id, "visible": visible})
    if found is None:
        raise MessageNotFound(message_id)
    return found


async def revive(tx: Tx, message_id: UUID, *, now: datetime) -> None:
    """Makes a failed message due again."""
    await tx.run(REVIVE, {"message": message_id, "now": now})
