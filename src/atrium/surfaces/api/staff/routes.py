"""Giving and taking roles, and setting passwords and PINs."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import identity
from atrium.flows.set_pin import set_pin
from atrium.flows.set_staff_password import StaffPassword, set_staff_password
from atrium.surfaces.shared import Shape, actor_of, answer, door, house_of, nothing, read_body, route
from atrium.surfaces.shared.fields import Code

staff = door("/v1/staff", tag="staff")
REFUSES = [identity.ActorNotFound, identity.ActorIsEnded, identity.GrantsBeyondOwn]


class AssignmentBody(Shape):
    """A role at one location, or everywhere."""

    role: identity.StaffRole
    location: Code | None = None


class CredentialBody(Shape):
    """What somebody signs in with."""

    email: Annotated[str, Meta(min_length=3, max_length=254)]
    password: Annotated[str, Meta(min_length=1, max_length=200)]


class PinBody(Shape):
    """4 to 6 digits."""

    pin: Annotated[str, Meta(min_length=4, max_length=6)]


@route(
    staff,
    "GET",
    "/assignments",
    requires="identity:read",
    summary="Who has which role where, at the locations that one sees",
    answers=list[identity.Assignment],
)
async def list_assignments(request: Request, actor_id: Annotated[UUID | None, Query()] = None) -> Response:
    async with house_of(request).database.reading() as tx:
        return answer(await identity.list_assignments(tx, actor_id=actor_id, visible_to=actor_of(request).sees))


@route(
    staff,
    "PUT",
    "/{actor_id}/assignments",
    requires="staff:write",
    summary="Give a role, up to one's own and at one's own locations; it stays where it is there already",
    status=204,
    body=AssignmentBody,
    refuses=[*REFUSES, identity.ActorInvalid],
)
async def give_role(request: Request, actor_id: UUID) -> Response:
    body = await read_body(request, AssignmentBody)
    house, actor = house_of(request), actor_of(request)
    wanted = [identity.Assignment(actor_id, body.role, body.location)]
    await house.database.commit(lambda tx: identity.give_roles(tx, wanted, now=house.now(), actor=actor))
    return nothing()


@route(
    staff,
    "DELETE",
    "/{actor_id}/assignments",
    requires="staff:write",
    summary="Take a role away; it opens nothing after 5 s",
    status=204,
    refuses=[*REFUSES, identity.ActorInvalid],
)
async def take_role(
    request: Request,
    actor_id: UUID,
    role: Annotated[identity.StaffRole, Query()],
    location: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    house, actor = house_of(request), actor_of(request)
    unwanted = [identity.Assignment(actor_id, role, location)]
    await house.database.commit(lambda tx: identity.take_roles(tx, unwanted, now=house.now(), actor=actor))
    return nothing()


@route(
    staff,
    "PUT",
    "/{actor_id}/credential",
    requires="staff:write",
    summary="Set the e-mail address and password that somebody signs in with; their sessions end",
    status=204,
    body=CredentialBody,
    refuses=[*REFUSES, identity.EmailInvalid, identity.EmailTaken, identity.PasswordInvalid],
)
async def save_credential(request: Request, actor_id: UUID) -> Response:
    body = await read_body(request, CredentialBody)
    house = house_of(request)
    wanted = StaffPassword(actor_id, body.email, body.password)
    await set_staff_password(house.database, wanted, actor=actor_of(request), clock=house.now)
    return nothing()


@route(
    staff,
    "PUT",
    "/{actor_id}/pin",
    requires="staff:write",
    summary="Set somebody's PIN for shared tablets, which lifts its lock",
    status=204,
    body=PinBody,
    refuses=[*REFUSES, identity.PinInvalid],
)
async def save_pin(request: Request, actor_id: UUID) -> Response:
    body = await read_body(request, PinBody)
    house = house_of(request)
    await set_pin(house.database, actor_id=actor_id, pin=body.pin, actor=actor_of(request), clock=house.now)
    return nothing()
