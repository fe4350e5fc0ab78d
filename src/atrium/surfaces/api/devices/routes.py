"""Issuing a tablet's code, registering with it, listing and ending tablets."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import identity
from atrium.flows.register_device import device_code_digest, register_device
from atrium.kit.ids import new_secret, new_word
from atrium.surfaces.shared import PUBLIC, Shape, actor_of, answer, door, house_of, nothing, read_body, route
from atrium.surfaces.shared.fields import Code
from atrium.surfaces.shared.sessions import who_knocks

devices = door("/v1/devices", tag="devices")


class DeviceBody(Shape):
    """Which tablet, and where it belongs."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    location: Code


class ClaimBody(Shape):
    """The code that somebody who leads the location was given."""

    code: Annotated[str, Meta(min_length=4, max_length=40)]


@dataclass(frozen=True, slots=True)
class DeviceCode:
    """A code to type on the tablet, once; told this once and kept nowhere."""

    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RegisteredDevice:
    """A tablet that is registered. Its secret is told this once and kept nowhere."""

    id: UUID
    name: str
    location: str
    secret: str


@route(
    devices,
    "GET",
    "",
    requires="staff:write",
    summary="The tablets in use at the locations that one sees",
    answers=list[identity.DeviceRecord],
)
async def list_devices(request: Request) -> Response:
    async with house_of(request).database.reading() as tx:
        return answer(await identity.list_devices(tx, visible_to=actor_of(request).sees))


# It takes no Idempotency-Key: the answer would have to be kept, and the code with it. One that is not used runs out.
@route(
    devices,
    "POST",
    "/codes",
    requires="staff:write",
    summary="Issue a code with which one tablet is registered, within 15 minutes",
    status=201,
    body=DeviceBody,
    answers=DeviceCode,
    refuses=[identity.DeviceInvalid, identity.GrantsBeyondOwn],
)
async def issue_device_code(request: Request) -> Response:
    body = await read_body(request, DeviceBody)
    house, actor, code = house_of(request), actor_of(request), new_word()
    hashed = device_code_digest(house.secret, code)
    expires_at = await house.database.commit(
        lambda tx: identity.issue_device_code(
            tx, name=body.name, location=body.location, code_hash=hashed, now=house.now(), actor=actor
        )
    )
    return answer(DeviceCode(code, expires_at), 201)


@route(
    devices,
    "POST",
    "",
    requires=PUBLIC,
    summary="Register this tablet with a code; its secret is told once",
    status=201,
    body=ClaimBody,
    answers=RegisteredDevice,
    refuses=[identity.DeviceCodeRefused, identity.TooManyTries],
)
async def claim_device(request: Request) -> Response:
    body = await read_body(request, ClaimBody)
    house, secret = house_of(request), new_secret()
    device = await register_device(
        house.database,
        code=body.code,
        came_from=who_knocks(request)["came_from"],
        device_secret=secret,
        secret=house.secret,
        clock=house.now,
    )
    return answer(RegisteredDevice(device.id, device.name, device.location, secret), 201)


@route(
    devices,
    "DELETE",
    "/{device_id}",
    requires="staff:write",
    summary="End a tablet with its sessions; they open nothing after 5 s",
    status=204,
    refuses=[identity.DeviceNotFound],
)
async def end_device(request: Request, device_id: UUID) -> Response:
    house, actor = house_of(request), actor_of(request)
    await house.database.commit(lambda tx: identity.end_device(tx, device_id=device_id, now=house.now(), actor=actor))
    return nothing()
