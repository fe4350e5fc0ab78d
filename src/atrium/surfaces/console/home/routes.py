"""The page: everything as it is now, drawn by the server, before the first event arrives."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from atrium.kit.refusals import NotFound
from atrium.surfaces.console.assembly import Console, console_of
from atrium.surfaces.console.board.region import EMPTY, NOTES, TITLES
from atrium.surfaces.console.desk import common
from atrium.surfaces.console.event_log.entry import FAMILIES
from atrium.surfaces.console.item.moving import moving_items
from atrium.surfaces.console.item.routes import found_items, item_pane
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.console.order.region import OrderRegion
from atrium.surfaces.console.surface import CONSOLE, page, render
from atrium.surfaces.shared import door, house_of, route

home = door("/console", tag="console")
Word = Annotated[str, Query(max_length=200)]


@page(home, "GET", "", requires="house:read", summary="The live console")
async def show_console(
    request: Request, order: Annotated[UUID | None, Query()] = None, item: Word = "", search: Word = ""
) -> Response:
    actor = admit_operator(request)
    console = console_of(request)
    await console.pulse.refresh()
    return CONSOLE.show(
        request,
        "home/page.html",
        **common(request, actor, "/console"),
        position=console.tail.position,
        board=_board(console),
        stores=render("stores/stores.html", drawing=console.drawing("stores"), map=await console.stores.draw_map()),
        books=render("invariants/panel.html", drawing=console.drawing("invariants")),
        log=render("event_log/panel.html", families=FAMILIES, entries=console.tail.shown()),
        stock=await _stock(console, item, search),
        rate=console.drawing("rates").shown("rate"),
        verdict=console.drawing("invariants").shown("verdict"),
        order_id=order or "",
        order_pane=await _order(console, order),
    )


@route(
    home,
    "GET",
    "/clock",
    requires="house:read",
    summary="The house's time, in milliseconds",
    answers=str,
    media="text/plain",
)
async def get_clock(request: Request) -> Response:
    return Response(str(int(house_of(request).now().timestamp() * 1000)), media_type="text/plain")


def _board(console: Console) -> Markup:
    return render("board/board.html", drawing=console.drawing("board"), titles=TITLES, notes=NOTES, empty=EMPTY)


async def _stock(console: Console, sku: str, search: str) -> Markup:
    try:
        item = await item_pane(console.house, sku) if sku else await moving_items(console.house)
    except NotFound as refusal:
        item = render("home/missing.html", message=refusal.message)
    found = await found_items(console.house, search)
    return render("item/panel.html", sku=sku, search=search, item=item, found=found)


async def _order(console: Console, order_id: UUID | None) -> Markup:
    if order_id is None:
        return Markup()
    try:
        return (await OrderRegion(console.house, order_id).draw()).shown("order-pane")
    except NotFound as refusal:
        return render("home/missing.html", message=refusal.message)
