"""Saving barcodes, and finding the item behind one."""

from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import catalog
from atrium.surfaces.shared import Shape, actor_of, answer, door, house_of, nothing, read_body, route
from atrium.surfaces.shared.fields import MOST_ROWS, Code
from atrium.surfaces.shared.report import Report, report

barcodes = door("/v1", tag="items")


class BarcodeBody(Shape):
    """A code that is to lead to an item: a GTIN of 8, 12, 13 or 14 digits, or a code of the retailer's own."""

    barcode: Code
    sku: Code


class BarcodesBody(Shape):
    """Barcodes to be saved; each is saved or refused on its own."""

    barcodes: Annotated[list[BarcodeBody], Meta(min_length=1, max_length=MOST_ROWS)]


class BarcodesView(msgspec.Struct, frozen=True):
    """The codes that lead to one item."""

    items: list[catalog.Barcode]


@route(
    barcodes,
    "PUT",
    "/barcodes",
    requires="catalog:write",
    summary="Save barcodes, each on its own; a code leads to one item",
    body=BarcodesBody,
    answers=Report,
)
async def save_barcodes(request: Request) -> Response:
    body = await read_body(request, BarcodesBody)
    house, actor = house_of(request), actor_of(request)
    new = [catalog.Barcode(one.barcode, one.sku) for one in body.barcodes]
    saved = await house.database.commit(lambda tx: catalog.save_barcodes(tx, new, now=house.now(), actor=actor))
    return answer(report([one.barcode for one in new], saved))


@route(
    barcodes,
    "GET",
    "/barcodes/{code}",
    requires="catalog:read",
    summary="The item that a scanned barcode, or a SKU, leads to",
    answers=catalog.ItemTitle,
    refuses=[catalog.UnknownCode],
)
async def get_item_by_code(request: Request, code: str) -> Response:
    async with house_of(request).database.reading() as tx:
        return answer(await catalog.get_by_code(tx, code))


@route(
    barcodes,
    "DELETE",
    "/barcodes/{code}",
    requires="catalog:write",
    summary="Take a barcode off its item",
    status=204,
    refuses=[catalog.BarcodeNotFound],
)
async def remove_barcode(request: Request, code: str) -> Response:
    house, actor = house_of(request), actor_of(request)
    async with house.database.transaction() as tx:
        await catalog.remove_barcode(tx, code, now=house.now(), actor=actor)
    return nothing()


@route(
    barcodes,
    "GET",
    "/items/{sku}/barcodes",
    requires="catalog:read",
    summary="The barcodes of an item",
    answers=BarcodesView,
)
async def list_item_barcodes(request: Request, sku: str) -> Response:
    async with house_of(request).database.reading() as tx:
        return answer(BarcodesView(await catalog.list_barcodes(tx, [sku])))
