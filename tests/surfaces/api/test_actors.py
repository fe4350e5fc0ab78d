"""Actors and keys over HTTP."""

from atrium.kit.ids import new_id
from tests.web import Client

ANA = {"kind": "staff", "name": "Ana Lima", "role": "associate"}


async def add_ana(client: Client, **more: object) -> str:
    reply = await client.post("/v1/actors", {**ANA, **more}, headers={"Idempotency-Key": "ana"})
    assert reply.status == 201, reply.body
    return reply.json["id"]


class TestAddActor:
    async def test_joins_the_scopes_of_the_role_and_those_named(self, client: Client) -> None:
        reply = await client.post("/v1/actors", {**ANA, "scopes": ["events:read"]}, headers={"Idempotency-Key": "ana"})
        assert {"events:read", "orders:capture"} <= set(reply.json["scopes"])
        assert reply.json["ended_at"] is None

    async def test_refuses_to_grant_more_than_one_has(self, client: Client) -> None:
        narrow = await client.allowed_to("identity:write")
        reply = await narrow.post("/v1/actors", {**ANA, "role": "owner"}, headers={"Idempotency-Key": "ana"})
        assert (reply.status, reply.code, reply.json["beyond"]) == (403, "grants_beyond_own", ["*"])


class TestKeys:
    async def test_open_doors_until_they_are_revoked(self, client: Client) -> None:
        ana = await add_ana(client)
        issued = await client.post(f"/v1/actors/{ana}/keys", {"label": "till 3"})
        assert issued.status == 201
        assert (await client.with_key(issued.json["secret"]).get("/v1/items")).status == 200
        listed = (await client.get(f"/v1/actors/{ana}/keys")).json
        assert [key["label"] for key in listed] == ["till 3"]
        assert "secret" not in listed[0]
        revoked = await client.delete(f"/v1/actors/{ana}/keys/{issued.json['id']}")
        assert (revoked.status, revoked.body) == (204, b"")
        assert (await client.get(f"/v1/actors/{ana}/keys")).json[0]["revoked_at"] is not None

    async def test_are_not_issued_to_an_actor_who_was_ended(self, client: Client) -> None:
        ana = await add_ana(client)
        assert (await client.delete(f"/v1/actors/{ana}")).status == 204
        assert (await client.post(f"/v1/actors/{ana}/keys", {"label": "till"})).code == "actor_is_ended"

    async def test_of_nobody_are_not_found(self, client: Client) -> None:
        for path in (f"/v1/actors/{new_id()}/keys", f"/v1/actors/{new_id()}"):
            reply = await (client.get(path) if path.endswith("keys") else client.delete(path))
            assert (reply.status, reply.code) == (404, "actor_not_found")
        assert (await client.get("/v1/actors/7/keys")).json["field"] == "actor_id"
