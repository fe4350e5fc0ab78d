"""The shop over real HTTP, on the retailer of `tests.world` with pictures and a few more things for sale."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from html import unescape

import pytest

from atrium.app import create_app
from atrium.contexts import catalog, pricing
from atrium.kit.db import Database
from tests import web
from tests.builders import NOW, a_category
from tests.story import ANA
from tests.world import World, a_world

NOON_IN_FARGO = datetime(2026, 11, 20, 18, tzinfo=UTC)
SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 4'/>"
SOLD = [
    ("RUG-1", "Wool rug", "furniture", "rug", "red", "80"),
    ("RUG-2", "Blue rug", "furniture", "rug", "blue", "60"),
    ("SOFA-1", "Sofa <b>in red</b>", "furniture", "sofa", "red", "900"),
    ("SAW-1", "Red saw", "tools", "saw", "red", "15"),
]


@dataclass(slots=True)
class Shop:
    """A shopper's browser, roughly: it keeps what it is told to keep, and reads pages as text."""

    client: web.Client
    world: World

    async def get(self, path: str, *, place: str = "") -> web.Reply:
        """A page; `place` is what the browser keeps of the shopper's postal code and store, as `58103.S0001`."""
        return await self.client.get(path, headers={"Cookie": f"atrium_place={place}"} if place else {})

    async def text(self, path: str, *, place: str = "", status: int = 200) -> str:
        reply = await self.get(path, place=place)
        assert reply.status == status, reply.body.decode()
        return unescape(reply.body.decode())

    async def send(
        self, path: str, form: str, *, place: str = "", site: str = "same-origin", cookie: str = ""
    ) -> web.Reply:
        """Sends a form as a browser does from a page of this site; redirects are not followed."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": site}
        kept = "; ".join([*([f"atrium_place={place}"] if place else []), *([cookie] if cookie else [])])
        if kept:
            headers["Cookie"] = kept
        url = self.client.base + path
        async with self.client.session.post(url, data=form, headers=headers, allow_redirects=False) as got:
            return web.Reply(got.status, got.headers, await got.read())


@pytest.fixture
async def world(database: Database) -> World:
    made = await a_world(database)
    async with database.transaction() as tx:
        await catalog.save_categories(tx, [a_category("tools", named="Tools & more", place=1)])
        items = [
            catalog.NewItem(sku, name, category, style, "Made to last.", colour, illustration=SVG)
            for sku, name, category, style, colour, _ in SOLD
        ]
        await catalog.save_items(tx, items, now=NOW, actor=ANA)
        prices = [pricing.ListPrice("US", sku, "USD", Decimal(price)) for sku, *_, price in SOLD]
        await pricing.save_list_prices(tx, prices, now=NOW, actor=ANA)
    await made.stock(**{"RUG-1": {"S0001": 9}, "RUG-2": {"S0001": 2, "S0002": 4}, "SAW-1": {"DC-RENO": 5}})
    return made


@pytest.fixture
async def shop(world: World) -> AsyncGenerator[Shop]:
    house = web.a_house(world.database)
    house.now = lambda: NOON_IN_FARGO
    async with web.served(world.database, create_app(house)) as client:
        yield Shop(client.with_key(None), world)
