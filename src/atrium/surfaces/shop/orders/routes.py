"""What a shopper has ordered, each leading to its own page."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import orders
from atrium.surfaces.shared import ACCOUNT, actor_of, door, house_of
from atrium.surfaces.shop.order.links import order_path
from atrium.surfaces.shop.surface import page, show

my_orders = door("/account/orders", tag="shop")
A_PAGE = 20


@page(my_orders, "GET", "", requires=ACCOUNT, summary="Your orders")
async def show_my_orders(request: Request, cursor: Annotated[str | None, Query(max_length=200)] = None) -> Response:
    house = house_of(request)
    async with house.database.reading() as tx:
        found = await orders.list_of_shopper(tx, actor_of(request).id, cursor=cursor, limit=A_PAGE)

    def path_of(order_id: UUID) -> str:
        return order_path(house.secret, order_id)

    return await show(request, "orders/orders.html", found=found, path_of=path_of)
