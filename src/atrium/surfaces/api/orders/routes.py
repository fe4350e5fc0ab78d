"""Placing, paying, cancelling and reading orders."""

from typing import Annotated
from uuid import UUID, uuid5

import msgspec
from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import catalog, inventory, payments, pricing
from atrium.contexts import locations as places
from atrium.contexts import orders as book
from atrium.flows.answer_shortage import Wish, answer_shortage
from atrium.flows.cancel_order import cancel_order
from atrium.flows.pay_order import pay_order
from atrium.flows.place_orders import Placed, place_orders
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.idempotency import Key
from atrium.kit.paging import BadCursor
from atrium.surfaces.api.orders.placing import (
    ForeignChannel,
    NotAUuid7,
    PickupPlace,
    UnknownMarket,
    asked_order,
    present,
)
from atrium.surfaces.api.orders.shapes import (
    BatchAnswer,
    BatchBody,
    BatchResult,
    CancellationBody,
    CardBody,
    OrderBody,
    OrderPage,
    OrderView,
    PlacedOrder,
    ShortageAnswerBody,
    Story,
)
from atrium.surfaces.api.orders.views import order_view
from atrium.surfaces.shared import actor_of, answer, door, house_of, read_body, route
from atrium.surfaces.shared.credentials import ScopeMissing
from atrium.surfaces.shared.fields import Cursor, Limit
from atrium.surfaces.shared.idempotent import Given, answer_once, bind, request_key
from atrium.surfaces.shared.report import row_problem

orders = door("/v1", tag="orders")
PAYMENTS = UUID("6f1c1f9e-6d0b-5e0e-9d5e-6e0f3b1f7a10")
"""The namespace in which a payment's id is made of its Idempotency-Key."""
WHEN_PLACING = [
    catalog.NotSold,
    pricing.NotForSale,
    inventory.InsufficientStock,
    places.PickupNotOffered,
    book.AddressMissing,
    book.PaymentDiffers,
    book.OrderIdTaken,
    book.ClientReferenceTaken,
    ForeignChannel,
    NotAUuid7,
    PickupPlace,
    ScopeMissing,
    UnknownMarket,
]
given = msgspec.json.Decoder(Given).decode
placed_order = msgspec.json.Decoder(PlacedOrder).decode


@route(
    orders,
    "POST",
    "/orders",
    requires="orders:write",
    summary="Place an order: at once when it is paid, else its stock is held",
    status=201,
    body=OrderBody,
    answers=PlacedOrder,
    refuses=WHEN_PLACING,
    once=True,
)
async def place_order(request: Request) -> Response:
    body = await read_body(request, OrderBody)
    key = await request_key(request, "orders")
    placed = await house_of(request).placing.submit(asked_order(request, body, key, key.fingerprint))
    kept = given(placed.answer)
    headers = {"Location": kept.location or ""}
    if placed.replayed:
        headers["Idempotent-Replayed"] = "true"
    return Response(kept.body, kept.status, headers, "application/json")


@route(
    orders,
    "POST",
    "/order-batches",
    requires="orders:write",
    summary="Place up to 500 orders in one transaction; each is placed or refused by itself",
    body=BatchBody,
    answers=BatchAnswer,
    refuses=WHEN_PLACING,
    once=True,
)
async def place_order_batch(request: Request) -> Response:
    body = await read_body(request, BatchBody)
    key = await request_key(request, "order-batches")
    house = house_of(request)
    asked = [
        asked_order(request, one, Key(f"{key.scope} {place}", key.key, key.fingerprint), f"{key.fingerprint}#{place}")
        for place, one in enumerate(body.orders)
    ]
    await bind(house, key)
    answers = await place_orders(
        house.database,
        asked,
        source_map=await house.source_maps.current(),
        markets=house.markets,
        present=present,
        now=house.now(),
    )
    results = [
        BatchResult(201, order=placed_order(given(one.answer).body))
        if isinstance(one, Placed)
        else BatchResult(one.status, problem=row_problem(one))
        for one in answers
    ]
    placed = sum(isinstance(one, Placed) for one in answers)
    return answer(BatchAnswer(placed, len(answers) - placed, results))


@route(
    orders,
    "GET",
    "/orders",
    requires="orders:read",
    summary="The order book, newest first",
    answers=OrderPage,
    refuses=[BadCursor],
)
async def list_orders(
    request: Request,
    state: Annotated[book.State | None, Query()] = None,
    number: Annotated[str | None, Query(max_length=16)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    sees = actor_of(request).sees
    async with house_of(request).database.reading() as tx:
        page = await book.list_orders(tx, visible_to=sees, state=state, number=number, cursor=cursor, limit=limit)
    return answer(page)


@route(
    orders,
    "GET",
    "/orders/{order_id}",
    requires="orders:read",
    summary="An order with its fulfilments and payments",
    answers=OrderView,
    refuses=[book.OrderNotFound],
)
async def get_order(request: Request, order_id: UUID) -> Response:
    async with house_of(request).database.snapshot() as tx:
        return answer(await order_view(tx, order_id, visible_to=actor_of(request).sees))


@route(
    orders,
    "GET",
    "/orders/{order_id}/story",
    requires="orders:read",
    summary="Everything that happened to an order, with actor and reason",
    answers=Story,
    refuses=[book.OrderNotFound],
)
async def get_order_story(request: Request, order_id: UUID) -> Response:
    async with house_of(request).database.reading() as tx:
        order = await book.get_order(tx, order_id, visible_to=actor_of(request).sees)
        return answer({"items": await events.read_subject(tx, order.subject)})


@route(
    orders,
    "POST",
    "/orders/{order_id}/payment",
    requires="orders:write",
    summary="Pay an order that awaits payment, by card",
    body=CardBody,
    answers=OrderView,
    refuses=[
        book.OrderNotFound,
        book.OrderClosed,
        payments.CardDeclined,
        payments.PaymentUnderWay,
        payments.GatewaySilent,
    ],
    once=True,
)
async def pay_for_order(request: Request, order_id: UUID) -> Response:
    body = await read_body(request, CardBody)
    key = await request_key(request, "payment")
    house, actor = house_of(request), actor_of(request)
    await bind(house, key)
    await pay_order(
        house.database,
        house.card_desk,
        order_id=order_id,
        payment_id=uuid5(PAYMENTS, f"{key.handle} {key.fingerprint}"),
        token=body.token,
        actor=actor,
        clock=house.now,
    )
    async with house.database.snapshot() as tx:
        return answer(await order_view(tx, order_id, visible_to=actor.sees))


@route(
    orders,
    "POST",
    "/orders/{order_id}/cancellation",
    requires="orders:write",
    summary="Cancel everything of an order, or of some lines, that nobody has picked yet",
    body=CancellationBody,
    answers=OrderView,
    refuses=[book.OrderNotFound, book.OrderClosed, book.LineNotFound, book.AlreadyUnderWay],
    once=True,
)
async def cancel_an_order(request: Request, order_id: UUID) -> Response:
    body = await read_body(request, CancellationBody)
    house, actor = house_of(request), actor_of(request)

    async def work(tx: Tx) -> Response:
        await cancel_order(
            tx, order_id=order_id, reason=body.reason, lines=body.lines or (), actor=actor, now=house.now()
        )
        return answer(await order_view(tx, order_id, visible_to=actor.sees))

    return await answer_once(house, await request_key(request, "cancellation"), work)


@route(
    orders,
    "POST",
    "/orders/{order_id}/shortage-answer",
    requires="orders:write",
    summary="Say what shall become of units that the chosen store does not have",
    body=ShortageAnswerBody,
    answers=OrderView,
    refuses=[
        book.OrderNotFound,
        book.OrderClosed,
        book.NothingWaiting,
        book.AddressMissing,
        places.PickupNotOffered,
        inventory.InsufficientStock,
    ],
    once=True,
)
async def answer_a_shortage(request: Request, order_id: UUID) -> Response:
    body = await read_body(request, ShortageAnswerBody)
    house, actor = house_of(request), actor_of(request)
    source_map = await house.source_maps.current()
    wish = Wish(body.choice, body.location)

    async def work(tx: Tx) -> Response:
        await answer_shortage(tx, order_id=order_id, wish=wish, source_map=source_map, actor=actor, now=house.now())
        return answer(await order_view(tx, order_id, visible_to=actor.sees))

    return await answer_once(house, await request_key(request, "shortage-answer"), work)
