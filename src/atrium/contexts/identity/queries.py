"""Reads of identity."""

from dataclasses import dataclass
from uuid import UUID

from atrium.contexts.identity.errors import ActorNotFound
from atrium.contexts.identity.model.actors import ActorRecord, KeyRecord
from atrium.contexts.identity.store import hash_secret
from atrium.kit.db import Tx
from atrium.kit.paging import Page, from_cursor, to_cursor
from atrium.vocabulary.actor import Actor, ActorKind, Scope

FIND_ACTOR_OF_KEY = """
    SELECT actors.id, kind, name, scopes, locations, channel
      FROM identity.api_keys
      JOIN identity.actors ON actors.id = actor_id
     WHERE secret_hash = %(secret_hash)s AND revoked_at IS NULL AND ended_at IS NULL
"""
LIST_ACTORS = """
    SELECT id, kind, name, scopes, locations, channel, created_at, ended_at
      FROM identity.actors
     WHERE %(after)s::uuid IS NULL OR id > %(after)s::uuid
     ORDER BY id
     LIMIT %(limit)s
"""
GET_ACTOR = """
    SELECT id, kind, name, scopes, locations, channel, created_at, ended_at
      FROM identity.actors WHERE id = %(id)s
"""
LIST_KEYS = """
    SELECT id, actor_id, label, created_at, revoked_at
      FROM identity.api_keys WHERE actor_id = %(actor_id)s ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class _Found:
    id: UUID
    kind: ActorKind
    name: str
    scopes: list[str]
    locations: list[str] | None
    channel: str | None


async def find_actor_by_secret(tx: Tx, secret: str) -> Actor | None:
    """Whose key this is, if it is in force."""
    found = await tx.row(_Found, FIND_ACTOR_OF_KEY, {"secret_hash": hash_secret(secret)})
    if found is None:
        return None
    sees = Scope(None if found.locations is None else tuple(found.locations), found.channel)
    return Actor(found.id, found.kind, found.name, frozenset(found.scopes), sees)


async def list_actors(tx: Tx, *, cursor: str | None = None, limit: int = 50) -> Page[ActorRecord]:
    """Actors by age, the ended ones too."""
    after = from_cursor(cursor, tuple[UUID])[0] if cursor else None
    found = await tx.rows(ActorRecord, LIST_ACTORS, {"after": after, "limit": limit + 1})
    more = len(found) > limit
    return Page(found[:limit], to_cursor(found[limit - 1].id) if more else None)


async def get_actor(tx: Tx, actor_id: UUID) -> ActorRecord:
    """One actor, also an ended one; refuses with ActorNotFound."""
    found = await tx.row(ActorRecord, GET_ACTOR, {"id": actor_id})
    if found is None:
        raise ActorNotFound(actor_id)
    return found


async def list_keys(tx: Tx, *, actor_id: UUID) -> list[KeyRecord]:
    """An actor's keys by age, the revoked ones too; refuses with ActorNotFound."""
    found = await tx.rows(KeyRecord, LIST_KEYS, {"actor_id": actor_id})
    if not found:
        await get_actor(tx, actor_id)
    return found
