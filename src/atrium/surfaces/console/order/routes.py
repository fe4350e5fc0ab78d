"""An order: its pane on the live page, and a page of its own that keeps up with it."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts.orders import OrderNotFound
from atrium.surfaces.console.assembly import console_of
from atrium.surfaces.console.desk import chosen, show_desk
from atrium.surfaces.console.helping.outcomes import OUTCOMES
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.console.order.region import OrderRegion
from atrium.surfaces.console.surface import page
from atrium.surfaces.shared import door, house_of, route
from atrium.surfaces.shared.live import STREAM, live_stream
from atrium.surfaces.shared.pages import HTML
from atrium.surfaces.shared.rendering import html

orders = door("/console/orders", tag="console")


@page(orders, "GET", "/{order_id}", requires="orders:read", summary="An order's whole story, and how to help it")
async def show_order(request: Request, order_id: UUID) -> Response:
    drawing = await OrderRegion(house_of(request), order_id).draw()
    done = chosen(request, "done", OUTCOMES)
    return show_desk(
        request,
        "order/page.html",
        way="/console/orders",
        drawing=drawing,
        order_id=order_id,
        done=OUTCOMES[done] if done else "",
    )


@route(
    orders,
    "GET",
    "/{order_id}/pane",
    requires="orders:read",
    summary="One order's time line",
    answers=str,
    media=HTML,
    refuses=[OrderNotFound],
)
async def show_order_pane(request: Request, order_id: UUID) -> Response:
    admit_operator(request)
    drawing = await OrderRegion(house_of(request), order_id).draw()
    return html(drawing.shown("order-pane"))


@route(
    orders,
    "GET",
    "/{order_id}/stream",
    requires="orders:read",
    summary="What changes on an order's page",
    answers=str,
    media=STREAM,
)
async def stream_order(request: Request, order_id: UUID) -> Response:
    admit_operator(request)
    return live_stream(request, console_of(request).order_pulse, [f"order/{order_id}"])
