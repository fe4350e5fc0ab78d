"""What an operator does for an order that is stuck: release it, refund it, find its lines another location."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import fulfilment, inventory, payments
from atrium.contexts import locations as places
from atrium.contexts import orders as book
from atrium.flows.destination import Destination
from atrium.flows.refund_order import refund_order
from atrium.flows.release_order import release_order
from atrium.flows.route_lines import Wanted, route_lines
from atrium.kit.db import Tx
from atrium.surfaces.api.orders.shapes import LinesRoutingBody, OrderView, RefundBody, ReleaseBody
from atrium.surfaces.api.orders.views import order_view
from atrium.surfaces.shared import actor_of, answer, door, house_of, read_body, route
from atrium.surfaces.shared.idempotent import answer_once, request_key

helping = door("/v1/orders", tag="orders")
HELP = "orders:help"
WHEN_ROUTING = [
    fulfilment.ConsentMissing,
    fulfilment.DestinationMissing,
    book.AddressMissing,
    places.PickupNotOffered,
    places.ShippingNotOffered,
    inventory.InsufficientStock,
]


@route(
    helping,
    "POST",
    "/{order_id}/release",
    requires=HELP,
    summary="End an order that nobody has paid, and let its stock go now",
    body=ReleaseBody,
    answers=OrderView,
    refuses=[book.OrderNotFound, book.OrderClosed],
    once=True,
)
async def release_an_order(request: Request, order_id: UUID) -> Response:
    body = await read_body(request, ReleaseBody)
    house, actor = house_of(request), actor_of(request)

    async def work(tx: Tx) -> Response:
        await release_order(tx, order_id=order_id, reason=body.reason, actor=actor, now=house.now())
        return answer(await order_view(tx, order_id, visible_to=actor.sees))

    return await answer_once(house, await request_key(request, "release"), work)


@route(
    helping,
    "POST",
    "/{order_id}/refunds",
    requires=HELP,
    summary="Give back money that was taken, although the goods stay",
    body=RefundBody,
    answers=OrderView,
    refuses=[book.OrderNotFound, payments.RefundTooLarge],
    once=True,
)
async def refund_an_order(request: Request, order_id: UUID) -> Response:
    body = await read_body(request, RefundBody)
    house, actor = house_of(request), actor_of(request)

    async def work(tx: Tx) -> Response:
        await refund_order(
            tx, order_id=order_id, amount_minor=body.amount_minor, reason=body.reason, actor=actor, now=house.now()
        )
        return answer(await order_view(tx, order_id, visible_to=actor.sees))

    return await answer_once(house, await request_key(request, "refunds"), work)


@route(
    helping,
    "POST",
    "/{order_id}/routing",
    requires=HELP,
    summary="Give lines that wait a location, chosen by hand or by sourcing",
    body=LinesRoutingBody,
    answers=OrderView,
    refuses=[book.OrderNotFound, book.OrderClosed, book.LineNotFound, book.NothingWaiting, *WHEN_ROUTING],
    once=True,
)
async def route_order_lines(request: Request, order_id: UUID) -> Response:
    body = await read_body(request, LinesRoutingBody)
    house, actor = house_of(request), actor_of(request)
    source_map = await house.source_maps.current()
    to = Destination(body.mode, body.location, consent_given=body.consent_given)
    wanted = Wanted(order_id, to, body.reason, body.lines or ())

    async def work(tx: Tx) -> Response:
        await route_lines(tx, wanted=wanted, source_map=source_map, actor=actor, now=house.now())
        return answer(await order_view(tx, order_id, visible_to=actor.sees))

    return await answer_once(house, await request_key(request, "routing"), work)
