"""The demo's mailbox shows mail to everybody, codes and all; in any other house there is none."""

from collections.abc import AsyncGenerator

import pytest

from atrium.app import create_app
from atrium.contexts import messaging
from atrium.kit.db import Database
from tests import web
from tests.contexts.messaging.letters import CODE, a_letter
from tests.web import NOW, Client


@pytest.fixture
async def visitor(database: Database) -> AsyncGenerator[Client]:
    """Somebody without a key, in a demo."""
    house = web.a_house(database)
    house.demo = True
    async with web.served(database, create_app(house)) as client:
        yield client.with_key(None)


async def queued(client: Client) -> messaging.Message:
    """A sign-in code for Ana, beside a message to Kim."""
    code = a_letter("code", facts=CODE, order_id=None, order_number=None, recipient="ana@example.com")
    async with client.house.database.transaction() as tx:
        await messaging.queue(tx, [a_letter()], now=NOW)
        (message,) = await messaging.queue(tx, [code], now=NOW)
    return message


async def words(client: Client, path: str) -> str:
    return (await client.get(path)).body.decode()


class TestMail:
    async def test_is_listed_by_address(self, visitor: Client) -> None:
        message = await queued(visitor)
        everybodys = await words(visitor, "/mailbox")
        assert "kim@example.com" in everybodys
        assert "ana@example.com" in everybodys
        own = await words(visitor, "/mailbox?to=Ana@example.com")
        assert f'href="/mailbox/{message.id}?to=Ana@example.com"' in own
        assert "kim@example.com" not in own

    async def test_shows_the_code_in_it(self, visitor: Client) -> None:
        message = await queued(visitor)
        assert f'src="/mailbox/{message.id}/letter"' in await words(visitor, f"/mailbox/{message.id}")
        letter = await visitor.get(f"/mailbox/{message.id}/letter")
        assert CODE.code in letter.body.decode()
        assert "sandbox" in letter.headers["Content-Security-Policy"]

    async def test_says_when_there_is_none(self, visitor: Client) -> None:
        assert "No mail yet" in await words(visitor, "/mailbox")
        assert "No mail to this address yet" in await words(visitor, "/mailbox?to=nobody@example.com")
        assert (await visitor.get("/mailbox/nonsense")).status == 404

    async def test_is_nowhere_in_a_house_that_is_no_demo(self, visitor: Client) -> None:
        message = await queued(visitor)
        visitor.house.demo = False
        for path in (
            "/mailbox",
            "/mailbox?to=ana@example.com",
            f"/mailbox/{message.id}",
            f"/mailbox/{message.id}/letter",
        ):
            reply = await visitor.get(path)
            assert reply.status == 404
            assert CODE.code not in reply.body.decode()
