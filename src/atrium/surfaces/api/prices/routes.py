"""Reading and saving list prices."""

from decimal import Decimal
from typing import Annotated

from fastapi import Query
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import pricing
from atrium.kit.paging import BadCursor, Page
from atrium.kit.refusals import Refusal
from atrium.surfaces.api.orders.placing import UnknownMarket
from atrium.surfaces.shared import Shape, actor_of, answer, door, house_of, read_body, route
from atrium.surfaces.shared.fields import MOST_ROWS, Code, Cursor, Limit
from atrium.surfaces.shared.report import Report, report

prices = door("/v1/prices", tag="prices")


class PriceBody(Shape):
    """What one base unit of an item costs, in major units of the market's currency, as "12.99"."""

    sku: Code
    unit_price: Decimal
    tax_class: Code = "standard"


class PricesBody(Shape):
    """List prices of one market; each is saved or refused on its own."""

    market: Code
    prices: Annotated[list[PriceBody], Meta(min_length=1, max_length=MOST_ROWS)]


@route(
    prices,
    "GET",
    "",
    requires="prices:read",
    summary="A market's list prices, by SKU",
    answers=Page[pricing.PriceCard],
    refuses=[BadCursor],
)
async def list_prices(
    request: Request,
    market: Annotated[str, Query(max_length=64)] = "US",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    async with house_of(request).database.reading() as tx:
        return answer(await pricing.list_prices(tx, market=market, cursor=cursor, limit=limit))


@route(
    prices,
    "PUT",
    "",
    requires="prices:write",
    summary="Set list prices",
    body=PricesBody,
    answers=Report,
    refuses=[UnknownMarket],
)
async def save_prices(request: Request) -> Response:
    body = await read_body(request, PricesBody)
    house, actor = house_of(request), actor_of(request)
    market = house.markets.get(body.market)
    if market is None:
        raise UnknownMarket(body.market)
    wanted = [
        pricing.ListPrice(body.market, one.sku, market.currency, one.unit_price, one.tax_class) for one in body.prices
    ]
    saved = await house.database.commit(lambda tx: pricing.save_list_prices(tx, wanted, now=house.now(), actor=actor))
    return answer(
        report([one.sku for one in body.prices], [one if isinstance(one, Refusal) else one.sku for one in saved])
    )
