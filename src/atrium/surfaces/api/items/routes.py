"""Reading and saving items."""

from hashlib import blake2b
from typing import Annotated

import msgspec
from fastapi import Query
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import catalog
from atrium.kit.paging import BadCursor, Page
from atrium.surfaces.shared import Shape, actor_of, answer, door, house_of, read_body, route
from atrium.surfaces.shared.fields import MOST_ROWS, Code, Cursor, Limit, Line, Text
from atrium.surfaces.shared.headers import header
from atrium.surfaces.shared.report import Report, report

SVG = "image/svg+xml"
# A picture comes from whoever saves items, so it may style itself and nothing else.
SVG_HEADERS = {
    "Cache-Control": "private, max-age=3600",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}

items = door("/v1/items", tag="items")


class ItemBody(Shape):
    """An item to be saved; without an illustration the one that is there stays."""

    sku: Code
    name: Line
    category: Code
    style: Annotated[str, Meta(max_length=64)]
    description: Text = ""
    colour: Annotated[str, Meta(max_length=64)] = ""
    base_unit: catalog.BaseUnit = "each"
    tax_class: Code = "standard"
    illustration: Annotated[str, Meta(max_length=65536)] | None = None

    def as_new(self) -> catalog.NewItem:
        return catalog.NewItem(**msgspec.structs.asdict(self))


class ItemsBody(Shape):
    """Items to be saved; each is saved or refused on its own."""

    items: Annotated[list[ItemBody], Meta(min_length=1, max_length=MOST_ROWS)]


@route(
    items,
    "GET",
    "/{sku}",
    requires="catalog:read",
    summary="One item",
    answers=catalog.Item,
    refuses=[catalog.ItemNotFound],
)
async def get_item(request: Request, sku: str) -> Response:
    async with house_of(request).database.reading() as tx:
        return answer(await catalog.get_item(tx, sku))


@route(
    items,
    "GET",
    "",
    requires="catalog:read",
    summary="Items by SKU, of a category; or those that a search finds, the best first",
    answers=Page[catalog.Item],
    refuses=[BadCursor],
)
async def list_items(
    request: Request,
    category: Annotated[str | None, Query(max_length=64)] = None,
    search: Annotated[str | None, Query(max_length=200, description="Words, the last one may be unfinished.")] = None,
    *,
    withdrawn: Annotated[bool, Query(description="Those too that are not for sale any more.")] = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    async with house_of(request).database.reading() as tx:
        page = await catalog.list_items(
            tx, category=category, search=search, withdrawn=withdrawn, cursor=cursor, limit=limit
        )
    return answer(page)


@route(
    items,
    "GET",
    "/{sku}/illustration",
    requires="catalog:read",
    summary="An item's picture",
    answers=str,
    media=SVG,
    refuses=[catalog.IllustrationNotFound],
    also={304: "The picture that the caller has is the present one."},
)
async def get_illustration(request: Request, sku: str) -> Response:
    async with house_of(request).database.reading() as tx:
        picture = await catalog.get_illustration(tx, sku)
    tag = f'"{blake2b(picture.encode(), digest_size=12).hexdigest()}"'
    headers = {**SVG_HEADERS, "ETag": tag}
    if header(request.scope, b"if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(picture, media_type=SVG, headers=headers)


@route(
    items,
    "PUT",
    "",
    requires="catalog:write",
    summary="Save items, each on its own",
    body=ItemsBody,
    answers=Report,
)
async def save_items(request: Request) -> Response:
    body = await read_body(request, ItemsBody)
    house, actor = house_of(request), actor_of(request)
    new = [item.as_new() for item in body.items]
    saved = await house.database.commit(lambda tx: catalog.save_items(tx, new, now=house.now(), actor=actor))
    return answer(report([item.sku for item in new], saved))


@route(
    items,
    "POST",
    "/{sku}/withdrawal",
    requires="catalog:write",
    summary="Take an item off sale; saving it puts it back",
    answers=catalog.Item,
    refuses=[catalog.ItemNotFound],
)
async def withdraw_item(request: Request, sku: str) -> Response:
    house, actor = house_of(request), actor_of(request)
    async with house.database.transaction() as tx:
        await catalog.withdraw_items(tx, [sku], now=house.now(), actor=actor)
        return answer(await catalog.get_item(tx, sku))
