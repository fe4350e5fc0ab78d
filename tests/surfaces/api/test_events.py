"""The event log over HTTP."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from decimal import Decimal

import aiohttp
import pytest

from atrium.contexts import catalog, pricing
from atrium.kit import events
from atrium.kit.db import Database
from atrium.vocabulary.actor import HOUSE
from tests.builders import a_category, an_item
from tests.web import NOW, Client, issue_key

LAMP = pricing.ListPrice("US", "LAMP", "USD", Decimal("24.99"))


async def save_prices(database: Database, *, times: int) -> None:
    async with database.transaction() as tx:
        for _ in range(times):
            await pricing.save_list_prices(tx, [LAMP], now=NOW, actor=HOUSE)
    await number(database)


async def save_item(database: Database, sku: str) -> None:
    async with database.transaction() as tx:
        await catalog.save_categories(tx, [a_category()])
        await catalog.save_items(tx, [an_item(sku)], now=NOW, actor=HOUSE)
    await number(database)


async def number(database: Database) -> None:
    async with database.transaction() as tx:
        await events.sequence(tx)


@asynccontextmanager
async def stream(client: Client, query: str) -> AsyncGenerator[aiohttp.StreamReader]:
    headers = {"Authorization": f"Bearer {client.key}"}
    async with client.session.get(f"{client.base}/v1/events/stream?{query}", headers=headers) as response:
        assert response.status == 200
        yield response.content


async def next_event(lines: aiohttp.StreamReader) -> str:
    """The type of the next event of a stream."""
    async with asyncio.timeout(5):
        while not (line := await lines.readline()).startswith(b"event: "):
            pass
    return line.decode().removeprefix("event: ").strip()


class TestTheLog:
    @pytest.mark.parametrize("path", ["/v1/events", "/v1/events/stream"])
    async def test_is_not_for_a_key_that_sees_only_a_part(self, client: Client, path: str) -> None:
        key = await issue_key(client.house.database, "events:read", locations=["S0001"])
        reply = await client.with_key(key).get(path)
        assert (reply.status, reply.code) == (403, "sees_only_a_part")


class TestTheStream:
    async def test_tells_of_the_wanted_types_among_many_others(self, client: Client) -> None:
        database, hub = client.house.database, asyncio.create_task(client.house.hub.run())
        await save_prices(database, times=700)
        await save_item(database, "LAMP")
        async with stream(client, "after=0&type=catalog.items_saved") as lines:
            assert await next_event(lines) == "catalog.items_saved"
            await save_prices(database, times=5)
            await save_item(database, "VASE")
            assert await next_event(lines) == "catalog.items_saved"
        hub.cancel()

    async def test_goes_on_past_a_full_page(self, client: Client) -> None:
        await save_prices(client.house.database, times=700)
        async with stream(client, "after=0") as lines:
            types = [await next_event(lines) for _ in range(700)]
        assert set(types[-700:]) <= {"pricing.list_prices_saved", "identity.actor_added", "identity.key_issued"}
