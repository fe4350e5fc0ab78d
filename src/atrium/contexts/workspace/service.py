"""Saving, listing and forgetting one's own filters."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from atrium.contexts.workspace.errors import TooManyFilters
from atrium.contexts.workspace.model import MOST, Page, SavedFilter, tidy
from atrium.kit.db import Tx
from atrium.kit.rows import as_document

# One desk at a time: two that save the last free place at once would both find it free.
LOCK_DESK = "SELECT pg_advisory_xact_lock(hashtextextended('workspace ' || %(actor)s::text, 0))"
LIST = """
    SELECT actor_id, page, name, choices, saved_at
      FROM workspace.saved_filters WHERE actor_id = %(actor)s AND page = %(page)s
     ORDER BY lower(name), name
"""
SAVE = """
    INSERT INTO workspace.saved_filters (actor_id, page, name, choices, saved_at)
    VALUES (%(actor)s, %(page)s, %(name)s, %(choices)s::jsonb, %(now)s)
        ON CONFLICT (actor_id, page, name) DO UPDATE SET choices = EXCLUDED.choices, saved_at = EXCLUDED.saved_at
"""
FORGET = """
    DELETE FROM workspace.saved_filters WHERE actor_id = %(actor)s AND page = %(page)s AND name = %(name)s
"""


async def list_filters(tx: Tx, *, actor_id: UUID, page: Page) -> list[SavedFilter]:
    """Somebody's saved filters of a page, by name."""
    return await tx.rows(SavedFilter, LIST, {"actor": actor_id, "page": page})


async def save_filter(
    tx: Tx, *, actor_id: UUID, page: Page, name: str, choices: Mapping[str, str], now: datetime
) -> SavedFilter:
    """Keeps what was chosen under a name, or replaces what it held. Refuses with FilterInvalid or TooManyFilters."""
    named, chosen = tidy(name, choices)
    await tx.run(LOCK_DESK, {"actor": actor_id})
    known = {one.name for one in await list_filters(tx, actor_id=actor_id, page=page)}
    if named not in known and len(known) >= MOST:
        raise TooManyFilters(MOST)
    kept = SavedFilter(actor_id, page, named, chosen, now)
    await tx.run(SAVE, {"actor": actor_id, "page": page, "name": named, "choices": as_document(chosen), "now": now})
    return kept


async def forget_filter(tx: Tx, *, actor_id: UUID, page: Page, name: str) -> None:
    """Forgets a filter; does nothing when there is none of that name."""
    await tx.run(FORGET, {"actor": actor_id, "page": page, "name": name})
