"""A write that is sent twice has one effect and one answer."""

import asyncio

import pytest

from atrium.contexts import identity
from atrium.kit.db import Database
from tests.web import Client

ANA = {"kind": "staff", "name": "Ana Lima", "role": "associate"}


async def add(client: Client, key: str, body: object = ANA) -> tuple[int, str]:
    reply = await client.post("/v1/actors", body, headers={"Idempotency-Key": key})
    return reply.status, reply.json.get("id") or reply.json["code"]


async def count_actors(database: Database) -> int:
    async with database.reading() as tx:
        return len((await identity.list_actors(tx)).items)


class TestAnswerOnce:
    async def test_gives_the_same_answer_again(self, client: Client, database: Database) -> None:
        first = await client.post("/v1/actors", ANA, headers={"Idempotency-Key": "k1"})
        second = await client.post("/v1/actors", ANA, headers={"Idempotency-Key": "k1"})
        assert first.status == second.status == 201
        assert first.body == second.body
        assert "Idempotent-Replayed" not in first.headers
        assert second.headers["Idempotent-Replayed"] == "true"
        assert await count_actors(database) == 2

    async def test_has_one_effect_when_many_come_at_once(self, client: Client, database: Database) -> None:
        answers = await asyncio.gather(*(add(client, "k1") for _ in range(8)))
        assert len(set(answers)) == 1
        assert await count_actors(database) == 2

    async def test_refuses_another_body(self, client: Client, database: Database) -> None:
        await add(client, "k1")
        assert await add(client, "k1", {**ANA, "name": "Bo"}) == (422, "key_reused")
        assert await count_actors(database) == 2

    async def test_keeps_no_refusal(self, client: Client) -> None:
        assert await add(client, "k1", {**ANA, "scopes": ["orders:eat"]}) == (422, "unknown_scopes")
        assert (await add(client, "k1"))[0] == 201

    async def test_tells_actors_apart(self, client: Client) -> None:
        other = await client.allowed_to("*")
        assert await add(client, "k1") != await add(other, "k1")

    async def test_refuses_when_the_first_one_takes_longer_than_three_seconds(
        self, client: Client, database: Database
    ) -> None:
        async with database.transaction() as tx:
            await tx.run("""
                INSERT INTO kit.idempotency_keys (scope, key, fingerprint, answer, kept_at)
                SELECT actor_id || ' add_actor', 'k1', 'x', 'x', now() FROM identity.api_keys
            """)
            assert await add(client, "k1") == (409, "still_in_flight")

    @pytest.mark.parametrize("key", ["", " ", "a b", "x" * 201, "é"])
    async def test_refuses_what_no_key_can_be(self, client: Client, key: str) -> None:
        assert await add(client, key) == (422, "key_required")

    async def test_refuses_a_write_without_a_key(self, client: Client) -> None:
        reply = await client.post("/v1/actors", ANA)
        assert (reply.status, reply.code, reply.json["field"]) == (422, "key_required", "Idempotency-Key")
