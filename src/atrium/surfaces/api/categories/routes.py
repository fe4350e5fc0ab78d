"""Reading and saving categories."""

from typing import Annotated

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import catalog
from atrium.surfaces.shared import Shape, answer, door, house_of, read_body, route
from atrium.surfaces.shared.fields import MOST_ROWS, Code, Integer, Line
from atrium.surfaces.shared.report import Report, report

categories = door("/v1/categories", tag="categories")


class CategoryBody(Shape):
    """A category to be saved; `place` orders them for people."""

    code: Code
    name: Line
    place: Integer = 0


class CategoriesBody(Shape):
    """Categories to be saved; each is saved or refused on its own."""

    categories: Annotated[list[CategoryBody], Meta(min_length=1, max_length=MOST_ROWS)]


@route(
    categories,
    "GET",
    "",
    requires="catalog:read",
    summary="All categories, in the order for people",
    answers=list[catalog.Category],
)
async def list_categories(request: Request) -> Response:
    async with house_of(request).database.reading() as tx:
        return answer(await catalog.list_categories(tx))


@route(
    categories,
    "PUT",
    "",
    requires="catalog:write",
    summary="Save categories, each on its own",
    body=CategoriesBody,
    answers=Report,
)
async def save_categories(request: Request) -> Response:
    body = await read_body(request, CategoriesBody)
    new = [catalog.Category(one.code, one.name, one.place) for one in body.categories]
    saved = await house_of(request).database.commit(lambda tx: catalog.save_categories(tx, new))
    return answer(report([category.code for category in new], saved))
