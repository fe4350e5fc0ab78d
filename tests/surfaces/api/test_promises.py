"""Promises and near stores over HTTP."""

from datetime import datetime

from atrium.kit.db import Database
from tests.web import Client
from tests.world import a_world


class TestGetPromises:
    async def test_answers_for_a_store_and_a_postal_code(self, client: Client, database: Database) -> None:
        await (await a_world(database)).stock(LAMP={"S0001": 2, "DC-RENO": 4})
        reply = await client.get("/v1/promises?sku=LAMP&location=S0001&postal_code=58103")
        assert reply.status == 200, reply.body
        pickup, (parcel,) = reply.json["pickup"], reply.json["parcels"]
        assert pickup["location"] == "S0001"
        # Asked at six in the morning: open from ten, ready two hours later.
        assert datetime.fromisoformat(pickup["ready_at"]) == datetime.fromisoformat("2026-11-20T12:00:00-06:00")
        assert (parcel["location"], parcel["ships_on"]) == ("DC-RENO", "2026-11-20")
        assert parcel["first"] < parcel["last"] < parcel["promised_by"]

    async def test_promises_nothing_that_is_not_there(self, client: Client, database: Database) -> None:
        await (await a_world(database)).stock(LAMP={"S0001": 2})
        reply = await client.get("/v1/promises?sku=LAMP&quantity=3&location=S0001&postal_code=58103")
        assert reply.json == {"sku": "LAMP", "quantity": 3, "pickup": None, "parcels": []}

    async def test_refuses_a_location_that_is_not(self, client: Client, database: Database) -> None:
        await a_world(database)
        reply = await client.get("/v1/promises?sku=LAMP&location=S9999")
        assert (reply.status, reply.code) == (404, "location_not_found")


class TestListNearStores:
    async def test_begins_with_the_nearest(self, client: Client, database: Database) -> None:
        await a_world(database)
        by_code = (await client.get("/v1/stores?postal_code=58103")).json
        by_point = (await client.get("/v1/stores?latitude=44.97&longitude=-93.26&limit=1")).json
        assert [one["store"]["id"] for one in by_code] == ["S0001", "S0002"]
        assert by_code[0]["distance_km"] == 0.0
        assert (by_code[0]["open_now"], by_code[0]["opens_at"]) == (False, "2026-11-20T10:00:00-06:00")
        assert [one["store"]["id"] for one in by_point] == ["S0002"]

    async def test_says_that_a_postal_code_is_unknown(self, client: Client, database: Database) -> None:
        await a_world(database)
        reply = await client.get("/v1/stores?postal_code=99999")
        assert (reply.status, reply.code, reply.json["field"]) == (404, "place_unknown", "postal_code")
