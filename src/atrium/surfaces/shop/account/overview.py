"""The account at a glance, and how the shopper is called and reached."""

from typing import Annotated

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import customers, identity, orders
from atrium.surfaces.shared import ACCOUNT, actor_of, door, house_of
from atrium.surfaces.shared.forms import FIRST, Entered, Form, read_form
from atrium.surfaces.shared.pages import see
from atrium.surfaces.shop.surface import page, show

overview = door("/account", tag="shop")
NEWEST = 3


class ProfileForm(Form):
    """How a shopper is called and reached."""

    name: Annotated[str, Meta(max_length=200, title="name")] = ""
    phone: Annotated[str, Meta(max_length=40, title="telephone")] = ""


@page(overview, "GET", "", requires=ACCOUNT, summary="The account at a glance")
async def show_account(request: Request) -> Response:
    house, me = house_of(request), actor_of(request)
    async with house.database.reading() as tx:
        known = await identity.get_shopper(tx, me.id, visible_to=me.sees)
        addresses = await customers.list_addresses(tx, me.id, visible_to=me.sees)
        newest = await orders.list_of_shopper(tx, me.id, limit=NEWEST)
    return await show(request, "account/overview.html", known=known, addresses=addresses, orders=newest.items)


@page(overview, "GET", "/profile", requires=ACCOUNT, summary="Name and telephone")
async def show_profile(request: Request) -> Response:
    return await _draw_profile(request, FIRST)


async def _draw_profile(request: Request, entered: Entered) -> Response:
    house, me = house_of(request), actor_of(request)
    async with house.database.reading() as tx:
        known = await identity.get_shopper(tx, me.id, visible_to=me.sees)
        profile = await customers.get_profile(tx, me.id, visible_to=me.sees)
    return await show(request, "account/profile.html", entered=entered, known=known, profile=profile)


@page(overview, "POST", "/profile", requires=ACCOUNT, summary="Save name and telephone", again=_draw_profile)
async def save_profile(request: Request) -> Response:
    form = await read_form(request, ProfileForm)
    house, me = house_of(request), actor_of(request)
    async with house.database.transaction() as tx:
        await identity.rename_shopper(tx, shopper_id=me.id, name=form.name, actor=me)
        profile = customers.Profile(form.name, form.phone or None)
        await customers.save_profile(tx, shopper_id=me.id, profile=profile, now=house.now(), actor=me)
    return see("/account")
