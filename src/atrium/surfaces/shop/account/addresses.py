"""A shopper's addresses."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import customers
from atrium.kit.ids import new_id
from atrium.surfaces.shared import ACCOUNT, actor_of, door, house_of
from atrium.surfaces.shared.forms import FIRST, Entered, Form, read_form
from atrium.surfaces.shared.pages import see
from atrium.surfaces.shop.shopfront import shopfront_of
from atrium.surfaces.shop.surface import page, show
from atrium.vocabulary.contact import Address

address_book = door("/account/addresses", tag="shop")
LIST = "/account/addresses"

Line = Annotated[str, Meta(min_length=1, max_length=200)]


class AddressForm(Form):
    """Where a parcel may go."""

    recipient: Annotated[str, Meta(min_length=1, max_length=200, title="name")]
    street: Annotated[str, Meta(min_length=1, max_length=200, title="street")]
    city: Annotated[str, Meta(min_length=1, max_length=200, title="city")]
    region: Annotated[str, Meta(min_length=1, max_length=64, title="state")]
    postal_code: Annotated[str, Meta(min_length=1, max_length=16, title="postal code")]
    label: Annotated[str, Meta(max_length=60)] = ""
    is_default: bool = False

    def as_new(self, country: str) -> customers.NewAddress:
        there = Address(self.street, self.city, self.region, self.postal_code.upper(), country)
        return customers.NewAddress(self.recipient, there, self.label, self.is_default)


@page(address_book, "GET", "", requires=ACCOUNT, summary="A shopper's addresses")
async def show_addresses(request: Request) -> Response:
    return await show(request, "account/addresses.html", saved=await _saved(request))


@page(address_book, "GET", "/new", requires=ACCOUNT, summary="The form of a new address")
async def show_new_address(request: Request) -> Response:
    return await _draw_new(request, FIRST)


async def _draw_new(request: Request, entered: Entered) -> Response:
    return await show(request, "account/address.html", entered=entered, one=None)


@page(address_book, "POST", "", requires=ACCOUNT, summary="Save a new address", again=_draw_new)
async def add_address(request: Request) -> Response:
    form = await read_form(request, AddressForm)
    house, me, new = house_of(request), actor_of(request), form.as_new(shopfront_of(request).market.country)
    async with house.database.transaction() as tx:
        await customers.add_address(tx, shopper_id=me.id, address_id=new_id(), new=new, now=house.now(), actor=me)
    return see(LIST)


@page(address_book, "GET", "/{address}", requires=ACCOUNT, summary="The form of an address")
async def show_address(request: Request, address: str) -> Response:
    return await _draw_old(request, FIRST, address)


async def _draw_old(request: Request, entered: Entered, address: str) -> Response:
    one = next((one for one in await _saved(request) if one.id == _id(address)), None)
    if one is None:
        raise customers.AddressNotFound(_id(address))
    return await show(request, "account/address.html", entered=entered, one=one)


@page(address_book, "POST", "/{address}", requires=ACCOUNT, summary="Change an address", again=_draw_old)
async def change_address(request: Request, address: str) -> Response:
    form = await read_form(request, AddressForm)
    house, me, new = house_of(request), actor_of(request), form.as_new(shopfront_of(request).market.country)
    async with house.database.transaction() as tx:
        await customers.change_address(
            tx, shopper_id=me.id, address_id=_id(address), new=new, now=house.now(), actor=me
        )
    return see(LIST)


@page(address_book, "POST", "/{address}/removal", requires=ACCOUNT, summary="Let go of an address")
async def remove_address(request: Request, address: str) -> Response:
    house, me = house_of(request), actor_of(request)
    async with house.database.transaction() as tx:
        await customers.remove_address(tx, shopper_id=me.id, address_id=_id(address), now=house.now(), actor=me)
    return see(LIST)


async def _saved(request: Request) -> list[customers.SavedAddress]:
    me = actor_of(request)
    async with house_of(request).database.reading() as tx:
        return await customers.list_addresses(tx, me.id, visible_to=me.sees)


def _id(text: str) -> UUID:
    """The id of an address; one that is none is that of no address."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
