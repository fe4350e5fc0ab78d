"""An order's pane, as it is opened."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts.orders import OrderNotFound
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.console.order.region import OrderRegion
from atrium.surfaces.shared import door, house_of, route
from atrium.surfaces.shared.pages import HTML
from atrium.surfaces.shared.rendering import html

orders = door("/console/orders", tag="console")


@route(
    orders,
    "GET",
    "/{order_id}",
    requires="orders:read",
    summary="One order's time line",
    answers=str,
    media=HTML,
    refuses=[OrderNotFound],
)
async def show_order(request: Request, order_id: UUID) -> Response:
    admit_operator(request)
    drawing = await OrderRegion(house_of(request), order_id).draw()
    return html(drawing.shown("order-pane"))
