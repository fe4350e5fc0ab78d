"""Listing, adding and ending actors."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import identity
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.kit.paging import BadCursor, Page
from atrium.kit.refusals import Refusal
from atrium.surfaces.shared import (
    Shape,
    actor_of,
    answer,
    answer_once,
    door,
    house_of,
    nothing,
    read_body,
    request_key,
    route,
)
from atrium.surfaces.shared.fields import Code, Cursor, Limit

actors = door("/v1/actors", tag="actors")


class ActorBody(Shape):
    """Somebody to be added: the scopes of a role, and those named besides."""

    kind: identity.StaffKind
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    role: Literal["associate", "operator", "owner", "door"] | None = None
    scopes: Annotated[list[Code], Meta(max_length=50)] = msgspec.field(default_factory=list[str])
    locations: Annotated[list[Code], Meta(max_length=1000)] | None = None
    channel: Code | None = None

    def as_new(self, id_: UUID) -> identity.NewActor:
        of_role = identity.ROLES[self.role] if self.role else frozenset[str]()
        scopes = sorted(of_role | set(self.scopes))
        return identity.NewActor(id_, self.kind, self.name, scopes, self.locations, self.channel)


@route(
    actors,
    "GET",
    "",
    requires="identity:read",
    summary="Actors by age, the ended ones too",
    answers=Page[identity.ActorRecord],
    refuses=[BadCursor],
)
async def list_actors(request: Request, cursor: Cursor = None, limit: Limit = 50) -> Response:
    async with house_of(request).database.reading() as tx:
        return answer(await identity.list_actors(tx, cursor=cursor, limit=limit))


@route(
    actors,
    "POST",
    "",
    requires="identity:write",
    summary="Add an actor, with no more than one's own scopes",
    status=201,
    body=ActorBody,
    answers=identity.ActorRecord,
    refuses=[identity.UnknownScopes, identity.ActorInvalid, identity.GrantsBeyondOwn],
    once=True,
)
async def add_actor(request: Request) -> Response:
    body = await read_body(request, ActorBody)
    house, granter = house_of(request), actor_of(request)

    async def add(tx: Tx) -> Response:
        new = body.as_new(new_id())
        (added,) = await identity.add_actors(tx, [new], now=house.now(), actor=granter)
        if isinstance(added, Refusal):
            raise added
        return answer(await identity.get_actor(tx, new.id), 201)

    return await answer_once(house, await request_key(request, "add_actor"), add)


@route(
    actors,
    "DELETE",
    "/{actor_id}",
    requires="identity:write",
    summary="End an actor; none of the keys opens anything from then on",
    status=204,
    refuses=[identity.ActorNotFound],
)
async def end_actor(request: Request, actor_id: UUID) -> Response:
    house, by = house_of(request), actor_of(request)
    await house.database.commit(lambda tx: identity.end_actor(tx, actor_id=actor_id, now=house.now(), actor=by))
    return nothing()
