"""The till over real HTTP, as an associate of the Fargo store uses it."""

import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from html import unescape

import pytest
from fastapi import FastAPI
from yarl import URL

from atrium.app import create_app
from atrium.contexts import catalog, identity
from atrium.contexts.catalog import Barcode
from atrium.kit.db import Database
from tests import web
from tests.builders import NOW
from tests.story import ANA
from tests.world import World, a_world

PEN = "4006381333931"
KEY = re.compile(r'name="key" value="([^"]+)"')
TAGS = re.compile(r"<[^>]+>|\s+")


@dataclass(slots=True)
class Shown:
    """A page as it was answered; of a form, after the browser was sent on."""

    status: int
    path: str
    html: str

    @property
    def words(self) -> str:
        """What people read."""
        return " ".join(TAGS.sub(" ", unescape(self.html)).split())

    @property
    def key(self) -> str:
        """The key of a form of the page."""
        found = KEY.search(self.html)
        assert found, self.words
        return found[1]


@dataclass(slots=True)
class Tablet:
    """A browser without scripts, in the hands of an associate."""

    client: web.Client

    async def open(self, path: str) -> Shown:
        return await self._ask("GET", path)

    async def send(self, path: str, **fields: str) -> Shown:
        """Sends a form, and follows to where it leads."""
        return await self._ask("POST", path, fields)

    async def _ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> Shown:
        headers = {"Authorization": f"Bearer {self.client.key}"}
        url = URL(self.client.base + path, encoded=True)
        async with self.client.session.request(method, url, data=fields, headers=headers) as got:
            return Shown(got.status, got.url.path_qs, await got.text())


@pytest.fixture
async def world(database: Database) -> World:
    world = await a_world(database)
    await world.stock(LAMP={"S0001": 9, "S0002": 3, "DC-RENO": 5}, VASE={"S0001": 4})
    async with database.transaction() as tx:
        await catalog.save_barcodes(tx, [Barcode(PEN, "LAMP")], now=NOW, actor=ANA)
    return world


@pytest.fixture
def app(world: World) -> FastAPI:
    house = web.a_house(world.database)
    house.now = lambda: world.now
    return create_app(house)


@pytest.fixture
async def client(app: FastAPI, world: World) -> AsyncGenerator[web.Client]:
    async with web.served(world.database, app) as opened:
        yield opened


async def a_tablet(client: web.Client, world: World, at: str = "S0001") -> Tablet:
    """A tablet of that location, in the hands of somebody of its own."""
    scopes = sorted(identity.ROLES["associate"])
    return Tablet(client.with_key(await web.issue_key(world.database, *scopes, locations=[at])))


@pytest.fixture
async def till(client: web.Client, world: World) -> Tablet:
    return await a_tablet(client, world)
