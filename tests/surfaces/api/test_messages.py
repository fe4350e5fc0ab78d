"""Messages over HTTP: read by whoever sees the house, tried again when they have failed."""

from uuid import UUID

import pytest

from atrium.contexts import messaging
from tests.contexts.messaging.letters import CODE, a_letter
from tests.web import NOW, Client, issue_key

ONCE = {"Idempotency-Key": "once"}


async def queued(client: Client, *letters: messaging.Letter) -> list[messaging.Message]:
    async with client.house.database.transaction() as tx:
        return await messaging.queue(tx, letters, now=NOW)


@pytest.fixture
async def failed(client: Client) -> UUID:
    """A message that the mail system refused."""
    await queued(client, a_letter())
    async with client.house.database.transaction() as tx:
        (due,) = await messaging.take_up(tx, now=NOW, lease_until=NOW)
        await messaging.settle(tx, [(due, messaging.Refused("550 no such user"))], now=NOW)
    return due.id


class TestListMessages:
    async def test_filters_by_what_people_look_for(self, client: Client) -> None:
        code = a_letter("code", facts=CODE, order_id=None, order_number=None, recipient="ana@example.com")
        await queued(client, a_letter(), code)
        found = await client.get("/v1/messages?recipient=ANA@example.com")
        assert [one["kind"] for one in found.json["items"]] == ["sign_in_code"]
        assert len((await client.get("/v1/messages?state=due")).json["items"]) == 2
        assert (await client.get("/v1/messages?kind=nonsense")).status == 422

    async def test_needs_its_own_scope_and_the_whole_house(self, client: Client) -> None:
        await queued(client, a_letter())
        assert (await (await client.allowed_to("orders:read")).get("/v1/messages")).code == "scope_missing"
        assert len((await (await client.allowed_to("messages:read")).get("/v1/messages")).json["items"]) == 1
        store = await issue_key(client.house.database, "messages:read", locations=["S0001"])
        assert (await client.with_key(store).get("/v1/messages")).json["items"] == []


class TestGetMessage:
    async def test_shows_it_in_words(self, client: Client) -> None:
        (message,) = await queued(client, a_letter())
        shown = (await client.get(f"/v1/messages/{message.id}")).json
        assert (shown["subject"], shown["text"], shown["html"]) == (message.subject, message.text, message.html)

    async def test_shows_nobody_the_words_that_let_their_reader_in(self, client: Client) -> None:
        letter = a_letter(facts=CODE, order_id=None, order_number=None)
        (message,) = await queued(client, letter)
        reply = await client.get(f"/v1/messages/{message.id}")
        assert (reply.json["text"], reply.json["html"]) == (None, None)
        assert CODE.code.encode() not in reply.body

    async def test_knows_none_that_is_not_there(self, client: Client) -> None:
        assert (await client.get(f"/v1/messages/{UUID(int=1)}")).code == "message_not_found"


class TestRetryMessage:
    async def test_makes_a_failed_one_due(self, client: Client, failed: UUID) -> None:
        reply = await client.post(f"/v1/messages/{failed}/delivery", headers=ONCE)
        assert (reply.status, reply.json["state"], reply.json["tries"]) == (200, "due", 0)
        again = await client.post(f"/v1/messages/{failed}/delivery", headers=ONCE)
        assert again.json == reply.json

    async def test_refuses_any_other(self, client: Client) -> None:
        (message,) = await queued(client, a_letter())
        reply = await client.post(f"/v1/messages/{message.id}/delivery", headers=ONCE)
        assert (reply.status, reply.code) == (409, "nothing_to_retry")

    async def test_needs_more_than_to_read(self, client: Client, failed: UUID) -> None:
        reader = await client.allowed_to("messages:read")
        assert (await reader.post(f"/v1/messages/{failed}/delivery", headers=ONCE)).code == "scope_missing"
