"""Listing, issuing and revoking an actor's keys."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import identity
from atrium.kit.ids import new_secret
from atrium.surfaces.shared import Shape, actor_of, answer, door, house_of, nothing, read_body, route
from atrium.surfaces.shared.fields import Line

keys = door("/v1/actors/{actor_id}/keys", tag="actors")


class KeyBody(Shape):
    """What the key is for."""

    label: Line


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A new key. Its secret is told this once and kept nowhere."""

    id: UUID
    actor_id: UUID
    label: str
    created_at: datetime
    secret: str


@route(
    keys,
    "GET",
    "",
    requires="identity:read",
    summary="An actor's keys, without their secrets",
    answers=list[identity.KeyRecord],
    refuses=[identity.ActorNotFound],
)
async def list_keys(request: Request, actor_id: UUID) -> Response:
    async with house_of(request).database.reading() as tx:
        return answer(await identity.list_keys(tx, actor_id=actor_id))


# It takes no Idempotency-Key: the answer would have to be kept, and the secret with it. A key that was issued
# twice shows in the list and can be revoked.
@route(
    keys,
    "POST",
    "",
    requires="identity:write",
    summary="Issue a key; its secret is told once",
    status=201,
    body=KeyBody,
    answers=IssuedKey,
    refuses=[identity.ActorNotFound, identity.ActorIsEnded, identity.GrantsBeyondOwn],
)
async def issue_key(request: Request, actor_id: UUID) -> Response:
    label = (await read_body(request, KeyBody)).label
    house, actor, secret = house_of(request), actor_of(request), new_secret()
    key = await house.database.commit(
        lambda tx: identity.issue_key(tx, actor_id=actor_id, label=label, secret=secret, now=house.now(), actor=actor)
    )
    return answer(IssuedKey(key.id, key.actor_id, key.label, key.created_at, secret), 201)


@route(
    keys,
    "DELETE",
    "/{key_id}",
    requires="identity:write",
    summary="Revoke a key; it opens nothing after 5 s",
    status=204,
    refuses=[identity.KeyNotFound],
)
async def revoke_key(request: Request, actor_id: UUID, key_id: UUID) -> Response:
    house, actor = house_of(request), actor_of(request)
    await house.database.commit(
        lambda tx: identity.revoke_key(tx, actor_id=actor_id, key_id=key_id, now=house.now(), actor=actor)
    )
    return nothing()
