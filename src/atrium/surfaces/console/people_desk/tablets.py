"""Shared tablets: which are registered where, and the end of those that are lost."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import identity
from atrium.surfaces.console.desk import chosen, show_desk
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.console.surface import page
from atrium.surfaces.shared import door, house_of
from atrium.surfaces.shared.forms import FIRST, Entered, Form, read_form
from atrium.surfaces.shared.pages import see

tablets = door("/console/people/tablets", tag="console")
PATH = "/console/people/tablets"
DONE = {"ended": "The tablet opens nothing any more, nor does anybody who was signed in on it."}


class TabletForm(Form):
    """Which tablet ends."""

    device: Annotated[UUID, Meta(title="tablet")]


@page(tablets, "GET", "", requires="identity:read", summary="Shared tablets, by location")
async def show_tablets(request: Request) -> Response:
    return await _draw(request, FIRST)


async def _again(request: Request, entered: Entered) -> Response:
    return await _draw(request, entered)


@page(tablets, "POST", "/end", requires="staff:write", summary="A tablet is lost or no longer used", again=_again)
async def end_tablet(request: Request) -> Response:
    actor, house = admit_operator(request), house_of(request)
    form = await read_form(request, TabletForm)
    await house.database.commit(lambda tx: identity.end_device(tx, device_id=form.device, now=house.now(), actor=actor))
    return see(f"{PATH}?done=ended")


async def _draw(request: Request, entered: Entered) -> Response:
    actor, house = admit_operator(request), house_of(request)
    source_map = await house.source_maps.current()
    async with house.database.reading() as tx:
        devices = await identity.list_devices(tx, visible_to=actor.sees)
    done = chosen(request, "done", DONE)
    return show_desk(
        request,
        "people_desk/tablets.html",
        way="/console/people",
        entered=entered,
        devices=devices,
        names={place.id: place.name for place in source_map.network.locations.values()},
        leads=actor.may("staff:write"),
        done=DONE[done] if done else "",
    )
