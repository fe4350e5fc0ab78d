"""What an operator does for a fulfilment that is stuck: move it elsewhere, or make a new code."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import fulfilment, inventory, locations, orders
from atrium.flows.destination import Destination
from atrium.flows.renew_handover_code import renew_handover_code
from atrium.flows.reroute_fulfilment import Move, reroute_fulfilment
from atrium.kit.db import Tx
from atrium.kit.ids import new_code
from atrium.surfaces.api.fulfilments.views import ReadyView, fulfilment_view
from atrium.surfaces.api.orders.shapes import OrderView, Reason, RoutingBody
from atrium.surfaces.api.orders.views import order_view
from atrium.surfaces.shared import Shape, actor_of, answer, door, house_of, read_body, route
from atrium.surfaces.shared.idempotent import answer_once, request_key

helping = door("/v1/fulfilments", tag="fulfilments")
HELP = "orders:help"


class NewCodeBody(Shape):
    """Why the old code is no good any more."""

    reason: Reason


@route(
    helping,
    "POST",
    "/{fulfilment_id}/move",
    requires=HELP,
    summary="Move work that nobody has begun to another location; the old fulfilment is cancelled",
    body=RoutingBody,
    answers=OrderView,
    refuses=[
        fulfilment.FulfilmentNotFound,
        fulfilment.WrongStep,
        fulfilment.ConsentMissing,
        fulfilment.DestinationMissing,
        fulfilment.AlreadyThere,
        orders.AddressMissing,
        locations.PickupNotOffered,
        locations.ShippingNotOffered,
        inventory.InsufficientStock,
    ],
    once=True,
)
async def move_fulfilment(request: Request, fulfilment_id: UUID) -> Response:
    body = await read_body(request, RoutingBody)
    house, actor = house_of(request), actor_of(request)
    source_map = await house.source_maps.current()
    move = Move(fulfilment_id, Destination(body.mode, body.location, consent_given=body.consent_given), body.reason)

    async def work(tx: Tx) -> Response:
        after = await reroute_fulfilment(tx, move=move, source_map=source_map, actor=actor, now=house.now())
        return answer(await order_view(tx, after.id, visible_to=actor.sees))

    return await answer_once(house, await request_key(request, "move"), work)


@route(
    helping,
    "POST",
    "/{fulfilment_id}/handover-code",
    requires=HELP,
    summary="Make a new code for goods at the counter; the shopper is told, and the old one opens nothing",
    body=NewCodeBody,
    answers=ReadyView,
    refuses=[fulfilment.FulfilmentNotFound, fulfilment.WrongStep],
    once=True,
)
async def renew_code(request: Request, fulfilment_id: UUID) -> Response:
    body = await read_body(request, NewCodeBody)
    house, actor = house_of(request), actor_of(request)

    async def work(tx: Tx) -> Response:
        done = await renew_handover_code(
            tx, fulfilment_id=fulfilment_id, code=new_code(), reason=body.reason, actor=actor, now=house.now()
        )
        return answer(ReadyView(fulfilment_view(done), done.handover_code or ""))

    return await answer_once(house, await request_key(request, "handover-code"), work)
