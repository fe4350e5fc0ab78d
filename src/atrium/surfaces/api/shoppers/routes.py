"""A shopper's own account: profile, password and addresses."""

from dataclasses import dataclass
from typing import Annotated, cast
from uuid import UUID

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import customers, identity
from atrium.flows.change_password import NewPassword, change_password
from atrium.flows.change_profile import change_profile
from atrium.surfaces.shared import (
    ACCOUNT,
    Shape,
    actor_of,
    answer,
    door,
    house_of,
    nothing,
    read_body,
    route,
    session_of,
)
from atrium.vocabulary.contact import Address

shoppers = door("/v1/shoppers/me", tag="shoppers")
Text = Annotated[str, Meta(min_length=1, max_length=200)]
Password = Annotated[str, Meta(max_length=200)]


class ProfileBody(Shape):
    """How a shopper wants to be called and reached."""

    name: Annotated[str, Meta(max_length=200)]
    phone: Annotated[str, Meta(max_length=40)] | None = None


class PasswordBody(Shape):
    """A new password; `current` is not needed where there is none, nor just after coming in by a code."""

    password: Password
    current: Password = ""


class PlaceBody(Shape):
    """Where a parcel goes; `country` has two letters, `region` is a state or province."""

    street: Text
    city: Text
    region: Text
    postal_code: Text
    country: Annotated[str, Meta(min_length=2, max_length=2)]


class AddressBody(Shape):
    """To whom a parcel goes, where, and what the shopper calls the place."""

    recipient: Text
    address: PlaceBody
    label: Annotated[str, Meta(max_length=200)] = ""
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """A shopper as they see themselves."""

    id: UUID
    email: str
    name: str
    phone: str | None
    has_password: bool


@route(
    shoppers,
    "GET",
    "",
    requires=ACCOUNT,
    summary="One's own account",
    answers=Account,
    refuses=[identity.PersonNotFound],
)
async def get_account(request: Request) -> Response:
    actor = actor_of(request)
    async with house_of(request).database.reading() as tx:
        known = await identity.get_shopper(tx, actor.id, visible_to=actor.sees)
        profile = await customers.get_profile(tx, actor.id, visible_to=actor.sees)
    return answer(Account(known.id, known.email, profile.name or known.name, profile.phone, known.has_password))


@route(
    shoppers,
    "PUT",
    "/profile",
    requires=ACCOUNT,
    summary="Say how one is called and reached",
    status=204,
    body=ProfileBody,
    refuses=[customers.ProfileInvalid],
)
async def save_profile(request: Request) -> Response:
    body = await read_body(request, ProfileBody)
    house, actor = house_of(request), actor_of(request)
    profile = customers.Profile(body.name, body.phone or None)
    await house.database.commit(lambda tx: change_profile(tx, profile=profile, now=house.now(), actor=actor))
    return nothing()


@route(
    shoppers,
    "PUT",
    "/password",
    requires=ACCOUNT,
    summary="Set one's password; every other session ends",
    status=204,
    body=PasswordBody,
    refuses=[identity.PasswordInvalid, identity.PasswordWrong, identity.TooManyTries],
)
async def save_password(request: Request) -> Response:
    body = await read_body(request, PasswordBody)
    house = house_of(request)
    session = cast("identity.Session", session_of(request))
    wanted = NewPassword(password=body.password, current=body.current)
    await change_password(house.database, session, wanted, clock=house.now)
    return nothing()


@route(
    shoppers,
    "GET",
    "/addresses",
    requires=ACCOUNT,
    summary="One's own addresses, the default first",
    answers=list[customers.SavedAddress],
)
async def list_addresses(request: Request) -> Response:
    actor = actor_of(request)
    async with house_of(request).database.reading() as tx:
        return answer(await customers.list_addresses(tx, actor.id, visible_to=actor.sees))


@route(
    shoppers,
    "PUT",
    "/addresses/{address_id}",
    requires=ACCOUNT,
    summary="Save an address under an id of one's own choice; the first one is the default",
    body=AddressBody,
    answers=customers.SavedAddress,
    refuses=[customers.AddressInvalid, customers.TooManyAddresses, customers.AddressNotFound],
)
async def save_address(request: Request, address_id: UUID) -> Response:
    body = await read_body(request, AddressBody)
    house, actor, there = house_of(request), actor_of(request), body.address
    new = customers.NewAddress(
        body.recipient,
        Address(there.street, there.city, there.region, there.postal_code, there.country),
        body.label,
        body.is_default,
    )
    saved = await house.database.commit(
        lambda tx: customers.add_address(
            tx, shopper_id=actor.id, address_id=address_id, new=new, now=house.now(), actor=actor
        )
    )
    return answer(saved)


@route(
    shoppers,
    "DELETE",
    "/addresses/{address_id}",
    requires=ACCOUNT,
    summary="Let go of an address",
    status=204,
    refuses=[customers.AddressNotFound],
)
async def remove_address(request: Request, address_id: UUID) -> Response:
    house, actor = house_of(request), actor_of(request)
    await house.database.commit(
        lambda tx: customers.remove_address(
            tx, shopper_id=actor.id, address_id=address_id, now=house.now(), actor=actor
        )
    )
    return nothing()
