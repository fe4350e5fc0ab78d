"""The papers of a fulfilment, to be printed."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import fulfilment
from atrium.surfaces.shared import documents, door, route

papers = door("/v1/fulfilments", tag="fulfilments")
REFUSES = [fulfilment.FulfilmentNotFound, fulfilment.WrongStep]


@route(
    papers,
    "GET",
    "/{fulfilment_id}/packing-slip.pdf",
    requires="fulfilment:read",
    summary="The packing slip of what was picked, or is to be, without prices",
    answers=bytes,
    media=documents.PDF,
    refuses=REFUSES,
)
async def get_packing_slip(request: Request, fulfilment_id: UUID) -> Response:
    return await documents.packing_slip_of(request, fulfilment_id)


@route(
    papers,
    "GET",
    "/{fulfilment_id}/pickup-label.pdf",
    requires="fulfilment:read",
    summary="The label of goods that are collected, 100 by 62 mm, without the handover code",
    answers=bytes,
    media=documents.PDF,
    refuses=REFUSES,
)
async def get_pickup_label(request: Request, fulfilment_id: UUID) -> Response:
    return await documents.pickup_label_of(request, fulfilment_id)
