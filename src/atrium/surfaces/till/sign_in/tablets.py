"""Making a device a shared tablet of a store: with a code, or by whoever leads the store and is signed in on it."""

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import identity
from atrium.flows.register_device import register_device
from atrium.kit.ids import new_secret
from atrium.surfaces.shared import PUBLIC, actor_of, door, house_of
from atrium.surfaces.shared.forms import FIRST, Entered, read_form
from atrium.surfaces.shared.pages import see
from atrium.surfaces.shared.sessions import keep_device, who_knocks
from atrium.surfaces.till.sign_in.forms import CodeForm, TabletForm
from atrium.surfaces.till.station import show, station_of
from atrium.surfaces.till.surface import SIGN_IN, TILL, page

tablets = door("/till", tag="till")


@page(tablets, "GET", "/register", requires=PUBLIC, summary="Register this tablet with a code")
async def show_registration(request: Request) -> Response:
    return await _registration(request, FIRST)


async def _registration(request: Request, entered: Entered) -> Response:
    return TILL.show(request, "sign_in/register.html", status=entered.status, entered=entered)


@page(tablets, "POST", "/register", requires=PUBLIC, summary="Register with a code", again=_registration)
async def register_with_code(request: Request) -> Response:
    form, house = await read_form(request, CodeForm), house_of(request)
    secret = new_secret()
    await register_device(
        house.database,
        code=form.code,
        came_from=who_knocks(request)["came_from"],
        device_secret=secret,
        secret=house.secret,
        clock=house.now,
    )
    return _kept(request, secret)


@page(tablets, "GET", "/tablet", requires="staff:write", summary="Make this a shared tablet of the store")
async def show_tablet(request: Request) -> Response:
    return await _tablet(request, FIRST)


async def _tablet(request: Request, entered: Entered) -> Response:
    return await show(request, "sign_in/tablet.html", section="tablet", status=entered.status, entered=entered)


@page(tablets, "POST", "/tablet", requires="staff:write", summary="Register the tablet in front of you", again=_tablet)
async def register_this_tablet(request: Request) -> Response:
    form, house, actor = await read_form(request, TabletForm), house_of(request), actor_of(request)
    station, secret = await station_of(request), new_secret()
    await house.database.commit(
        lambda tx: identity.register_device(
            tx, name=form.name, location=station.location, secret=secret, now=house.now(), actor=actor
        )
    )
    return _kept(request, secret)


def _kept(request: Request, secret: str) -> Response:
    response = see(SIGN_IN)
    keep_device(request, response, secret)
    return response
