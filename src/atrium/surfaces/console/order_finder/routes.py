"""The list of orders, its CSV file, and the filters that somebody keeps."""

from typing import Annotated

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import workspace
from atrium.kit.paging import MOST, Page
from atrium.readmodels.order_search import FoundOrder, list_channels, search_orders
from atrium.surfaces.console.desk import address, place_options, show_desk
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.console.order_finder.filters import FIELDS, USUAL_SPAN, lists_of, read_choices
from atrium.surfaces.console.surface import page
from atrium.surfaces.console.wording import TROUBLE_WORDS
from atrium.surfaces.shared import actor_of, door, house_of
from atrium.surfaces.shared.csv_files import Cell, csv_file
from atrium.surfaces.shared.forms import FIRST, Entered, Form, read_form
from atrium.surfaces.shared.pages import see

order_list = door("/console", tag="console")
PATH = "/console/orders"
COLUMNS = (
    *("number", "state", "channel", "placed_at_utc", "changed_at_utc", "shopper", "email", "units", "modes"),
    *("locations", "currency", "total_minor", "goodwill_minor", "troubles"),
)


class FilterForm(Form):
    """A name for what is chosen above the list; the choices come along."""

    name: Annotated[str, Meta(max_length=60, title="name")]
    text: Annotated[str, Meta(max_length=200)] = ""
    state: Annotated[str, Meta(max_length=40)] = ""
    channel: Annotated[str, Meta(max_length=40)] = ""
    location: Annotated[str, Meta(max_length=40)] = ""
    mode: Annotated[str, Meta(max_length=40)] = ""
    trouble: Annotated[str, Meta(max_length=40)] = ""
    span: Annotated[str, Meta(max_length=40)] = ""


class ForgetForm(Form):
    """Which filter is no longer needed."""

    name: Annotated[str, Meta(max_length=60)]


@page(order_list, "GET", "/orders", requires="orders:read", summary="Orders by text and filters")
async def show_orders(request: Request) -> Response:
    return await _draw(request, FIRST)


@page(order_list, "GET", "/orders.csv", requires="orders:read", summary="The same as a CSV file")
async def export_orders(request: Request) -> Response:
    actor, house = admit_operator(request), house_of(request)
    now = house.now()
    choices = read_choices(request, now=now)

    async def fetch(cursor: str | None) -> Page[FoundOrder]:
        async with house.database.reading() as tx:
            return await search_orders(tx, choices.filters, visible_to=actor.sees, now=now, cursor=cursor, limit=MOST)

    return csv_file("orders", columns=COLUMNS, fetch=fetch, row=_row, day=now.date())


async def _again(request: Request, entered: Entered) -> Response:
    return await _draw(request, entered)


@page(order_list, "POST", "/orders/filters", requires="orders:read", summary="Keep a filter under a name", again=_again)
async def keep_filter(request: Request) -> Response:
    actor, house = admit_operator(request), house_of(request)
    form = await read_form(request, FilterForm)
    choices = {name: str(getattr(form, name)) for name in FIELDS}
    async with house.database.transaction() as tx:
        await workspace.save_filter(
            tx, actor_id=actor.id, page="orders", name=form.name, choices=choices, now=house.now()
        )
    return see(address(PATH, choices))


@page(order_list, "POST", "/orders/filters/forget", requires="orders:read", summary="Forget a filter")
async def forget_filter(request: Request) -> Response:
    actor, house = admit_operator(request), house_of(request)
    form = await read_form(request, ForgetForm)
    async with house.database.transaction() as tx:
        await workspace.forget_filter(tx, actor_id=actor.id, page="orders", name=form.name)
    return see(PATH)


async def _draw(request: Request, entered: Entered) -> Response:
    house = house_of(request)
    actor = actor_of(request)
    now = house.now()
    choices = read_choices(request, now=now)
    source_map = await house.source_maps.current()
    async with house.database.reading() as tx:
        found = await search_orders(
            tx, choices.filters, visible_to=actor.sees, now=now, cursor=request.query_params.get("cursor")
        )
        kept = await workspace.list_filters(tx, actor_id=actor.id, page="orders")
        channels = await list_channels(tx)
    fields = choices.fields or {name: entered.value(name) for name in FIELDS if entered.value(name)}
    return show_desk(
        request,
        "order_finder/page.html",
        way=PATH,
        entered=entered,
        found=found,
        fields=fields,
        span=fields.get("span", USUAL_SPAN),
        kept=[(one, address(PATH, one.choices), one.choices == choices.fields) for one in kept],
        lists=lists_of(channels, place_options(source_map)),
        trouble_words=TROUBLE_WORDS,
        next_page=address(PATH, fields, cursor=found.next_cursor) if found.next_cursor else None,
        csv_address=address(f"{PATH}.csv", fields),
    )


def _row(order: FoundOrder) -> list[Cell]:
    return [
        *(order.number, order.state, order.channel, order.placed_at, order.changed_at, order.shopper, order.email),
        *(order.units, " ".join(order.modes), " ".join(order.locations), order.currency, order.total_minor),
        *(order.goodwill_minor, " ".join(order.troubles)),
    ]
