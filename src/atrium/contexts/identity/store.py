"""The only writes to identity."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from atrium.contexts.identity.model.actors import ActorRecord, KeyRecord, NewActor
from atrium.kit.db import Tx
from atrium.kit.rows import as_rows

ADD_ACTORS = """
    INSERT INTO identity.actors (id, kind, name, scopes, locations, channel, created_at)
    SELECT id, kind, name, ARRAY(SELECT json_array_elements_text(scopes)),
           CASE WHEN json_typeof(locations) = 'array' THEN ARRAY(SELECT json_array_elements_text(locations)) END,
           channel, %(now)s
      FROM json_to_recordset(%(rows)s::json)
        AS new (id uuid, kind text, name text, scopes json, locations json, channel text)
     ORDER BY id
        ON CONFLICT (id) DO NOTHING
 RETURNING id
"""
LOCK_ACTOR = """
    SELECT id, kind, name, scopes, locations, channel, created_at, ended_at
      FROM identity.actors WHERE id = %(id)s FOR UPDATE
"""
END_ACTOR = "UPDATE identity.actors SET ended_at = %(now)s WHERE id = %(id)s"
ADD_KEY = """
    INSERT INTO identity.api_keys (id, actor_id, secret_hash, label, created_at)
    VALUES (%(id)s, %(actor_id)s, %(secret_hash)s, %(label)s, %(now)s)
 RETURNING id, actor_id, label, created_at, revoked_at
"""
LOCK_KEY = """
    SELECT id, actor_id, label, created_at, revoked_at
      FROM identity.api_keys WHERE id = %(id)s AND actor_id = %(actor_id)s FOR UPDATE
"""
REVOKE_KEY = "UPDATE identity.api_keys SET revoked_at = %(now)s WHERE id = %(id)s"


def hash_secret(secret: str) -> bytes:
    """What is kept of a secret. It has 256 random bits, so a plain hash cannot be guessed back."""
    return sha256(secret.encode()).digest()


async def add_actors(tx: Tx, actors: Sequence[NewActor], *, now: datetime) -> set[UUID]:
    """The ids that were new."""
    return set(await tx.values(ADD_ACTORS, {"rows": as_rows(actors), "now": now}))


async def lock_actor(tx: Tx, actor_id: UUID) -> ActorRecord | None:
    return await tx.row(ActorRecord, LOCK_ACTOR, {"id": actor_id})


async def end_actor(tx: Tx, actor_id: UUID, *, now: datetime) -> None:
    await tx.run(END_ACTOR, {"id": actor_id, "now": now})


async def add_key(tx: Tx, *, key_id: UUID, actor_id: UUID, label: str, secret: str, now: datetime) -> KeyRecord:
    row = {"id": key_id, "actor_id": actor_id, "secret_hash": hash_secret(secret), "label": label, "now": now}
    added = await tx.row(KeyRecord, ADD_KEY, row)
    if added is None:
        raise AssertionError("an insert that returns its row answers one")
    return added


async def lock_key(tx: Tx, *, key_id: UUID, actor_id: UUID) -> KeyRecord | None:
    return await tx.row(KeyRecord, LOCK_KEY, {"id": key_id, "actor_id": actor_id})


async def revoke_key(tx: Tx, key_id: UUID, *, now: datetime) -> None:
    await tx.run(REVOKE_KEY, {"id": key_id, "now": now})
