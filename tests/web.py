"""The API served for a test, and a client that reads as plainly as the requests that it sends."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
import msgspec
import uvicorn
from fastapi import FastAPI
from multidict import CIMultiDictProxy

from atrium.contexts import identity, payments
from atrium.kit.db import Database
from atrium.kit.ids import new_id, new_secret
from atrium.settings import from_environment
from atrium.surfaces.api.application import api_application
from atrium.surfaces.shared import House
from atrium.wiring import furnish
from tests.adapters.fake_gateway import FakeGateway

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECRET = b"what signs links and codes in tests"


@dataclass(frozen=True, slots=True)
class Reply:
    """A response, read to its end."""

    status: int
    headers: CIMultiDictProxy[str]
    body: bytes

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)

    @property
    def code(self) -> str:
        """The code of a problem."""
        assert self.headers["Content-Type"] == "application/problem+json", self.body
        return self.json["code"]


@dataclass(slots=True)
class Client:
    """Sends requests with a key; `base` is the server's address."""

    base: str
    session: aiohttp.ClientSession
    house: House
    key: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def with_key(self, key: str | None) -> "Client":
        """The same client, asking with another key, or with none."""
        return Client(self.base, self.session, self.house, key, self.headers)

    async def allowed_to(self, *scopes: str) -> "Client":
        """The same client, asking as an actor with just these scopes."""
        return self.with_key(await issue_key(self.house.database, *scopes))

    async def get(self, path: str, **options: Any) -> Reply:
        return await self.send("GET", path, **options)

    async def post(self, path: str, body: Any = None, **options: Any) -> Reply:
        return await self.send("POST", path, body, **options)

    async def put(self, path: str, body: Any = None, **options: Any) -> Reply:
        return await self.send("PUT", path, body, **options)

    async def delete(self, path: str, **options: Any) -> Reply:
        return await self.send("DELETE", path, **options)

    async def send(
        self, method: str, path: str, body: Any = None, *, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Sends a body as JSON, bytes as they are."""
        sent = {**self.headers, **({"Authorization": f"Bearer {self.key}"} if self.key else {})}
        if body is not None:
            sent["Content-Type"] = "application/json"
        encoded = body if isinstance(body, bytes) or body is None else msgspec.json.encode(body)
        url = self.base + path
        async with self.session.request(method, url, data=encoded, headers={**sent, **(headers or {})}) as got:
            return Reply(got.status, got.headers, await got.read())


def a_house(database: Database, gateway: payments.Gateway | None = None) -> House:
    """What handlers need, on a database of the test's own."""
    settings = from_environment({"ATRIUM_REQUESTS_PER_S": "0"})
    url = str(database.writers.conninfo)
    house = furnish(database, url=url, gateway=gateway or FakeGateway(), settings=settings, secret=SECRET)
    house.now = lambda: NOW
    return house


async def issue_key(database: Database, *scopes: str, locations: list[str] | None = None) -> str:
    """The secret of a key with these scopes, of an actor of its own."""
    secret = new_secret()
    new = identity.NewActor(new_id(), "staff", "Ana Lima", scopes, locations)
    async with database.transaction() as tx:
        await identity.add_actors(tx, [new], now=NOW)
        await identity.issue_key(tx, actor_id=new.id, label="test", secret=secret, now=NOW)
    return secret


@asynccontextmanager
async def served(database: Database, app: FastAPI | None = None) -> AsyncGenerator[Client]:
    """The API on a free port of this machine, asked with a key that may do all."""
    house = a_house(database) if app is None else app.state.house
    async with running(app or api_application(house)) as base, aiohttp.ClientSession() as session:
        yield Client(base, session, house, await issue_key(database, "*"))


@asynccontextmanager
async def running(app: FastAPI) -> AsyncGenerator[str]:
    """An application behind a real server, whose address this gives."""
    config = uvicorn.Config(app, log_config=None, lifespan="off")
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        await server.startup(sockets=[listening])
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            await server.shutdown(sockets=[listening])
            await asyncio.sleep(0)
