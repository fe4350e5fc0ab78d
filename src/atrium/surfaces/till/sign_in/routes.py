"""Who it is: by PIN at a tablet that is registered, by e-mail and password anywhere; and locking the till."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import identity, locations
from atrium.flows.sign_in_by_password import PasswordKnocks, sign_in_by_password
from atrium.flows.sign_in_by_pin import PinKnocks, sign_in_by_pin
from atrium.surfaces.shared import PUBLIC, door, house_of
from atrium.surfaces.shared.entrances import TILL as ENTRANCE
from atrium.surfaces.shared.forms import FIRST, Entered, read_form
from atrium.surfaces.shared.pages import local_path, see
from atrium.surfaces.shared.sessions import begin, device_secret, leave, who_knocks
from atrium.surfaces.till.sign_in.forms import PasswordForm, PinForm
from atrium.surfaces.till.surface import HOME, SIGN_IN, TILL, page

sign_in = door("/till", tag="till")


@page(sign_in, "GET", "/sign-in", requires=PUBLIC, summary="Who works here now")
async def show_till_sign_in(
    request: Request,
    who: Annotated[UUID | None, Query()] = None,
    at: Annotated[str, Query(max_length=16)] = "",
    by: Annotated[str, Query(max_length=16)] = "",
) -> Response:
    return await _entry(request, FIRST, who=who, at=at, by_password=by == "password")


async def _password_again(request: Request, entered: Entered) -> Response:
    return await _entry(request, entered, at=entered.value("location"), by_password=True)


async def _pin_again(request: Request, entered: Entered) -> Response:
    return await _entry(request, entered, who=_uuid(entered.value("who")))


@page(sign_in, "POST", "/sign-in", requires=PUBLIC, summary="Come in by e-mail and password", again=_password_again)
async def come_in_by_password(request: Request) -> Response:
    form, house = await read_form(request, PasswordForm), house_of(request)
    device = await device_of(request)
    knocks = PasswordKnocks(
        email=form.email,
        password=form.password,
        kind="till",
        location=device.location if device else form.location,
        device_id=device.id if device else None,
        **who_knocks(request),
    )
    return _let_in(request, await sign_in_by_password(house.database, knocks, clock=house.now), form.next)


@page(sign_in, "POST", "/sign-in/pin", requires=PUBLIC, summary="Come in by PIN", again=_pin_again)
async def come_in_by_pin(request: Request) -> Response:
    form, house = await read_form(request, PinForm), house_of(request)
    knocks = PinKnocks(
        device_secret=device_secret(request),
        actor_id=form.who,
        pin=form.pin,
        user_agent=who_knocks(request)["user_agent"],
    )
    return _let_in(request, await sign_in_by_pin(house.database, knocks, clock=house.now), form.next)


@page(sign_in, "POST", "/lock", requires=PUBLIC, summary="Lock the till; what was begun stays as it is")
async def lock_till(request: Request) -> Response:
    response = see(SIGN_IN)
    await leave(request, response, ENTRANCE)
    return response


async def device_of(request: Request) -> identity.DeviceRecord | None:
    """The registered tablet that the request comes from, if it is one."""
    secret = device_secret(request)
    if not secret:
        return None
    async with house_of(request).database.reading() as tx:
        return await identity.find_device(tx, secret)


async def _entry(
    request: Request, entered: Entered, *, who: UUID | None = None, at: str = "", by_password: bool = False
) -> Response:
    house, device = house_of(request), await device_of(request)
    network = (await house.source_maps.current()).network
    people: list[identity.PersonHere] = []
    if device is not None and not by_password:
        async with house.database.reading() as tx:
            people = [one for one in await identity.list_people_here(tx, device.location) if one.has_pin]
    return TILL.show(
        request,
        "sign_in/page.html",
        status=entered.status,
        entered=entered,
        device=device,
        place=next((one.name for one in network.locations.values() if device and one.id == device.location), ""),
        people=people,
        chosen=next((one for one in people if one.id == who), None),
        places=_choices(network),
        at=at,
        next=local_path(entered.value("next", request.query_params.get("next", "")), usual=HOME, below=HOME),
        retailer=next((market.legal_entity for market in house.markets.values()), ""),
    )


def _choices(network: locations.Network) -> list[tuple[str, str]]:
    """Where a till may stand: stores and centres by name."""
    open_ = [place for place in network.locations.values() if place.in_operation]
    return [(str(place.id), f"{place.name}, {place.address.city}") for place in sorted(open_, key=lambda one: one.name)]


def _let_in(request: Request, came_in: identity.CameIn, wanted: str) -> Response:
    response = see(local_path(wanted, usual=HOME, below=HOME))
    begin(request, response, came_in.session, came_in.secret)
    return response


def _uuid(word: str) -> UUID | None:
    try:
        return UUID(word)
    except ValueError:
        return None
