"""The paper of a fulfilment as an answer: read what it says, typeset it beside the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import fulfilment, orders
from atrium.surfaces.shared.documents.papers import PackedLine, PackingSlip, PickupLabel, packing_slip, pickup_label
from atrium.surfaces.shared.house import House, actor_of, house_of
from atrium.vocabulary.actor import EVERYTHING
from atrium.vocabulary.location_id import LocationId

Facts = TypeVar("Facts")
PDF = "application/pdf"
THREADS = ThreadPoolExecutor(2, thread_name_prefix="typst")
"""They share the cores with the requests; more at once would only be slower."""


async def packing_slip_of(request: Request, fulfilment_id: UUID) -> Response:
    """The packing slip of a fulfilment that the actor may see; refuses one of which nothing is left to pack."""
    house = house_of(request)
    work, order = await _read(request, fulfilment_id)
    return await _typeset(packing_slip, await _slip(house, work, order), f"packing-slip-{order.number}")


async def pickup_label_of(request: Request, fulfilment_id: UUID) -> Response:
    """The label of goods that are collected; refuses what is shipped."""
    house = house_of(request)
    work, order = await _read(request, fulfilment_id)
    if work.mode != "pickup":
        raise fulfilment.WrongStep(work.id, "to be shipped", "labelled for pickup")
    return await _typeset(pickup_label, await _label(house, work, order), f"pickup-{order.number}")


async def _read(request: Request, fulfilment_id: UUID) -> tuple[fulfilment.Fulfilment, orders.Order]:
    async with house_of(request).database.reading() as tx:
        work = await fulfilment.get_fulfilment(tx, fulfilment_id, visible_to=actor_of(request).sees)
        # Whoever may see the work may see whose it is.
        order = await orders.get_order(tx, work.order_id, visible_to=EVERYTHING)
    if not work.unfinished:
        raise fulfilment.WrongStep(work.id, work.state, "put on paper")
    return work, order


async def _slip(house: House, work: fulfilment.Fulfilment, order: orders.Order) -> PackingSlip:
    place = (await house.source_maps.current()).network.locations[LocationId(work.location)]
    market = house.markets[order.market]
    return PackingSlip(
        retailer=market.legal_entity,
        country=market.country,
        locale=f"{market.language}_{market.country}",
        order_number=order.number,
        ordered_on=_day(order.placed_at, place.zone),
        recipient=order.contact.name,
        address=order.address if work.mode == "ship" else None,
        packed_at=place.name,
        packed_address=place.address,
        lines=_lines(work),
    )


async def _label(house: House, work: fulfilment.Fulfilment, order: orders.Order) -> PickupLabel:
    source_map, market = await house.source_maps.current(), house.markets[order.market]
    return PickupLabel(
        retailer=market.legal_entity,
        locale=f"{market.language}_{market.country}",
        order_number=order.number,
        recipient=order.contact.name,
        store=source_map.name(work.location),
        lines=_lines(work),
    )


def _lines(work: fulfilment.Fulfilment) -> tuple[PackedLine, ...]:
    """What was picked, or is to be: units that were found short are in no parcel."""
    units = work.unfinished
    return tuple(
        PackedLine(line.sku, line.title, units[line.line_number]) for line in work.lines if line.line_number in units
    )


def _day(moment: datetime, zone: str) -> date:
    """The day on which it was, by the clock of the place that packs."""
    return moment.astimezone(ZoneInfo(zone)).date()


async def _typeset(make: Callable[[Facts], bytes], facts: Facts, name: str) -> Response:
    content = await asyncio.get_running_loop().run_in_executor(THREADS, make, facts)
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return Response(content, 200, headers, PDF)
