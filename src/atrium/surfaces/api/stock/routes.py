"""Reading and adjusting stock."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

import msgspec
from fastapi import Query
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import catalog, inventory, locations
from atrium.kit.db import Tx
from atrium.kit.paging import BadCursor, Page
from atrium.kit.refusals import Invalid, Refusal
from atrium.surfaces.shared import Shape, actor_of, answer, door, house_of, read_body, route
from atrium.surfaces.shared.fields import MOST_ROWS, Code, Cursor, Limit, Line
from atrium.surfaces.shared.idempotent import answer_once, request_key
from atrium.surfaces.shared.report import Report, report
from atrium.vocabulary.location_id import LocationId
from atrium.vocabulary.quantity import MOST
from atrium.vocabulary.sku import Sku

stock = door("/v1", tag="stock")
MOST_ASKED = 200


class AdjustmentBody(Shape):
    """Units that came (positive) or went (negative) at a location, and why."""

    sku: Code
    location: Code
    quantity: Annotated[int, Meta(ge=-MOST, le=MOST)]
    reason: Line
    kind: Literal["receipt", "adjustment", "count"] = "adjustment"
    unit_cost: Annotated[Decimal, Meta()] | None = None
    document: Line | None = None


class AdjustmentsBody(Shape):
    """Adjustments to be made; each is made or refused on its own."""

    adjustments: Annotated[list[AdjustmentBody], Meta(min_length=1, max_length=MOST_ROWS)]


class LevelView(msgspec.Struct, frozen=True):
    """One item's stock at one location, in base units; `available` is what can be promised."""

    location: str
    owner: str
    condition: str
    lot: str
    on_hand: int
    held: int
    reserved: int
    safety: int
    shortfall: int
    available: int
    changed_at: datetime


class LevelsView(msgspec.Struct, frozen=True):
    """One item's stock everywhere that the key sees."""

    sku: str
    items: list[LevelView]


class AvailabilityView(msgspec.Struct, frozen=True):
    """What can be promised of each item, in the order asked."""

    items: list[inventory.Availability]


class AdjustmentInvalid(Invalid):
    """An adjustment that nobody can mean."""

    def __init__(self, field: str, fault: str) -> None:
        super().__init__(fault)
        self.field = field
        self.fault = fault

    @property
    def message(self) -> str:
        return self.fault


@route(
    stock,
    "GET",
    "/availability",
    requires="stock:read",
    summary="What can be promised of up to 200 items, at a location and in the network",
    answers=AvailabilityView,
)
async def list_availability(
    request: Request,
    sku: Annotated[list[str], Query(min_length=1, max_length=MOST_ASKED)],
    location: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    async with house_of(request).database.reading() as tx:
        return answer(AvailabilityView(await inventory.list_availability(tx, sku, location=location)))


@route(
    stock,
    "GET",
    "/items/{sku}/stock",
    requires="stock:read",
    summary="An item's stock, location by location",
    answers=LevelsView,
    refuses=[inventory.UnknownStock],
)
async def get_item_stock(request: Request, sku: str) -> Response:
    async with house_of(request).database.reading() as tx:
        levels = await inventory.list_levels(tx, sku, visible_to=actor_of(request).sees)
    if not levels:
        raise inventory.UnknownStock(sku)
    return answer(LevelsView(sku, [msgspec.convert(level, LevelView, from_attributes=True) for level in levels]))


@route(
    stock,
    "GET",
    "/items/{sku}/movements",
    requires="stock:read",
    summary="An item's ledger, newest first",
    answers=Page[inventory.Movement],
    refuses=[BadCursor],
)
async def list_item_movements(
    request: Request,
    sku: str,
    location: Annotated[str | None, Query(max_length=64)] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    async with house_of(request).database.reading() as tx:
        page = await inventory.list_movements(
            tx, sku, visible_to=actor_of(request).sees, location=location, cursor=cursor, limit=limit
        )
    return answer(page)


@route(
    stock,
    "POST",
    "/stock-adjustments",
    requires="stock:write",
    summary="Adjust stock; what falls below the promises is recorded as shortfall",
    body=AdjustmentsBody,
    answers=Report,
    refuses=[inventory.NotEnoughOnHand],
    once=True,
)
async def adjust_stock(request: Request) -> Response:
    body = await read_body(request, AdjustmentsBody)
    house, actor = house_of(request), actor_of(request)
    network = (await house.source_maps.current()).network

    async def work(tx: Tx) -> Response:
        titles = await catalog.find_titles(tx, sorted({one.sku for one in body.adjustments}))
        faults = [
            _fault(one, known=Sku(one.sku) in titles, network=network, seen=actor.sees.covers_location(one.location))
            for one in body.adjustments
        ]
        good = [one for one, fault in zip(body.adjustments, faults, strict=True) if fault is None]
        done = iter(await inventory.adjust(tx, [_adjustment(one) for one in good], now=house.now(), actor=actor))
        answers = [fault if fault is not None else next(done) for fault in faults]
        ids = [f"{one.sku} {one.location}" for one in body.adjustments]
        return answer(report(ids, [one if isinstance(one, Refusal) else one.sku for one in answers]))

    return await answer_once(house, await request_key(request, "stock-adjustments"), work)


def _fault(one: AdjustmentBody, *, known: bool, network: locations.Network, seen: bool) -> Refusal | None:
    if not known:
        return AdjustmentInvalid("sku", f"There is no item {one.sku}.")
    if LocationId(one.location) not in network.locations or not seen:
        return AdjustmentInvalid("location", f"There is no location {one.location}.")
    if one.quantity == 0:
        return AdjustmentInvalid("quantity", "An adjustment of nothing changes nothing.")
    if one.unit_cost is not None and not (one.unit_cost.is_finite() and 0 <= one.unit_cost < MOST):
        return AdjustmentInvalid("unit_cost", "A unit cost is a decimal from 0.")
    return None


def _adjustment(one: AdjustmentBody) -> inventory.Adjustment:
    return inventory.Adjustment(
        sku=one.sku,
        location=one.location,
        quantity=one.quantity,
        reason=one.reason,
        kind=one.kind,
        unit_cost=one.unit_cost,
        document=one.document,
    )
