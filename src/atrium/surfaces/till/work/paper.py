"""The paper that goes with the goods: a slip into the parcel, a label onto what waits at the counter."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import fulfilment
from atrium.surfaces.shared import documents, door, route
from atrium.surfaces.till.station import NoStation, station_of

paper = door("/till/work", tag="till")
REFUSES = [fulfilment.FulfilmentNotFound, fulfilment.WrongStep, NoStation]


@route(
    paper,
    "GET",
    "/{fulfilment_id}/packing-slip.pdf",
    requires="fulfilment:read",
    summary="What lies in the parcel",
    answers=bytes,
    media=documents.PDF,
    refuses=REFUSES,
)
async def print_packing_slip(request: Request, fulfilment_id: UUID) -> Response:
    await station_of(request)
    return await documents.packing_slip_of(request, fulfilment_id)


@route(
    paper,
    "GET",
    "/{fulfilment_id}/pickup-label.pdf",
    requires="fulfilment:read",
    summary="Whose goods these are",
    answers=bytes,
    media=documents.PDF,
    refuses=REFUSES,
)
async def print_pickup_label(request: Request, fulfilment_id: UUID) -> Response:
    await station_of(request)
    return await documents.pickup_label_of(request, fulfilment_id)
