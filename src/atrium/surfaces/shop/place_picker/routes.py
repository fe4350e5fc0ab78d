"""Choosing a store and a postal code, from any page of the shop."""

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.kit.refusals import Invalid
from atrium.readmodels.source_map import SourceMap
from atrium.surfaces.shared import VISITOR, door, house_of
from atrium.surfaces.shared.forms import Entered, Form, read_form
from atrium.surfaces.shared.pages import local_path, see
from atrium.surfaces.shop.place import Chosen, chosen_of, keep, store_of
from atrium.surfaces.shop.shopfront import shopfront_of
from atrium.surfaces.shop.stores.routes import show_store_list
from atrium.surfaces.shop.surface import page

picker = door("/place", tag="shop")


class PlaceForm(Form):
    """A store, a postal code, or both; what is left out stays as it was chosen."""

    postal_code: Annotated[str, Meta(max_length=12, title="postal code")] = ""
    store: Annotated[str, Meta(max_length=16)] = ""
    next: Annotated[str, Meta(max_length=500)] = "/"


@dataclass(eq=False)
class PostalCodeUnknown(Invalid):
    """Nobody knows where that postal code is."""

    postal_code: str
    field = "postal_code"
    remedy = "Check the digits, or choose a store from the list."

    @property
    def message(self) -> str:
        return f"We do not know where {self.postal_code} is."


@dataclass(eq=False)
class StoreUnknown(Invalid):
    """There is no such store, or it is closed."""

    store: str
    field = "store"
    remedy = "Choose another store from the list."

    @property
    def message(self) -> str:
        return "That store is not open to shoppers."


async def _show_again(request: Request, entered: Entered) -> Response:
    return await show_store_list(request, entered)


@page(picker, "POST", "", requires=VISITOR, summary="Choose a store, a postal code, or both", again=_show_again)
async def choose_place(request: Request) -> Response:
    form = await read_form(request, PlaceForm)
    source_map = await house_of(request).source_maps.current()
    chosen = _chosen(form, chosen_of(request), source_map, country=shopfront_of(request).market.country)
    answer = see(local_path(form.next, usual="/"))
    return keep(answer, chosen, secure=request.url.scheme == "https")


def _chosen(form: PlaceForm, before: Chosen, source_map: SourceMap, *, country: str) -> Chosen:
    """What is chosen now; refuses a code and a store that nobody knows."""
    code = " ".join(form.postal_code.upper().split())
    if code and source_map.network.locate(country=country, postal_code=code) is None:
        raise PostalCodeUnknown(code)
    chosen = Chosen(code or before.postal_code, form.store or before.store)
    if form.store and store_of(chosen, source_map) is None:
        raise StoreUnknown(form.store)
    return chosen
