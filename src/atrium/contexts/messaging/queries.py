"""Reading messages. They are read by whoever sees the whole house."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts.messaging.errors import MessageNotFound
from atrium.contexts.messaging.facts import Kind
from atrium.contexts.messaging.model import Message, State
from atrium.kit.db import Tx
from atrium.kit.paging import MOST, Page, from_cursor, to_cursor
from atrium.vocabulary.actor import EVERYTHING, Scope

LIST = """
    SELECT id, kind, recipient, language, subject, order_id, order_number, state, tries, next_try_at, fault,
           created_at, changed_at, sent_at
      FROM messaging.messages
     WHERE %(visible)s::boolean
       AND (%(kind)s::text IS NULL OR kind = %(kind)s)
       AND (%(state)s::text IS NULL OR state = %(state)s)
       AND (%(recipient)s::text IS NULL OR lower(recipient) = lower(%(recipient)s))
       AND (%(order)s::uuid IS NULL OR order_id = %(order)s)
       AND (%(before)s::timestamptz IS NULL OR (created_at, id) < (%(before)s, %(before_id)s::uuid))
     ORDER BY created_at DESC, id DESC
     LIMIT %(limit)s
"""
ONE = """
    SELECT id, kind, recipient, language, subject, text, html, order_id, order_number, cause, state, tries,
           next_try_at, fault, created_at, changed_at, sent_at
      FROM messaging.messages WHERE id = %(message)s AND %(visible)s::boolean
"""


@dataclass(frozen=True, slots=True)
class MessageSummary:
    """A message as one line of a list."""

    id: UUID
    kind: Kind
    recipient: str
    language: str
    subject: str
    order_id: UUID | None
    order_number: str | None
    state: State
    tries: int
    next_try_at: datetime | None
    fault: str | None
    created_at: datetime
    changed_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which messages are listed; None means all."""

    kind: Kind | None = None
    state: State | None = None
    recipient: str | None = None
    order: UUID | None = None


ALL = Filter()


async def list_messages(
    tx: Tx, *, visible_to: Scope, only: Filter = ALL, cursor: str | None = None, limit: int = 50
) -> Page[MessageSummary]:
    """Messages, newest first."""
    size = min(limit, MOST)
    before, before_id = from_cursor(cursor, tuple[datetime, UUID]) if cursor else (None, None)
    found = await tx.rows(
        MessageSummary,
        LIST,
        {
            "visible": visible_to == EVERYTHING,
            "kind": only.kind,
            "state": only.state,
            "recipient": only.recipient,
            "order": only.order,
            "before": before,
            "before_id": before_id,
            "limit": size + 1,
        },
    )
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], to_cursor(last.created_at.isoformat(), str(last.id)) if last else None)


async def get_message(tx: Tx, message_id: UUID, *, visible_to: Scope) -> Message:
    """A message in words."""
    found = await tx.row(Message, ONE, {"message": message_id, "visible": visible_to == EVERYTHING})
    if found is None:
        raise MessageNotFound(message_id)
    return found
