"""Queues, picks on their way and barcodes over HTTP."""

from typing import Any

import pytest

from atrium.contexts import catalog, fulfilment
from atrium.contexts.catalog import Barcode
from tests.story import ANA, collect
from tests.web import NOW, Client, Reply, issue_key
from tests.world import World, a_world

PEN = "4006381333931"


@pytest.fixture
async def world(client: Client) -> World:
    world = await a_world(client.house.database)
    await world.stock(LAMP={"S0001": 9, "S0002": 3})
    async with world.database.transaction() as tx:
        await catalog.save_barcodes(tx, [Barcode(PEN, "LAMP")], now=NOW, actor=ANA)
    return world


@pytest.fixture
async def work(world: World) -> fulfilment.Fulfilment:
    order = await world.order(collect("LAMP", 2))
    return (await world.work(order.id))[0]


async def take(client: Client, work: fulfilment.Fulfilment, step: str, body: Any = None, *, key: str = "") -> Reply:
    path = f"/v1/fulfilments/{work.id}/picking{step}"
    return await client.post(path, body, headers={"Idempotency-Key": key or f"{step} {body}".replace(" ", "")})


class TestPicking:
    async def test_is_begun_scanned_counted_and_finished(self, client: Client, work: fulfilment.Fulfilment) -> None:
        begun = await take(client, work, "")
        assert (begun.status, begun.json["picking"]["picker"]) == (200, "Ana Lima")
        scanned = await take(client, work, "/scans", {"code": PEN})
        assert scanned.json["lines"][0]["counted"] == 1
        missing = await take(client, work, "/missing", {"line_number": 1, "reason": "damaged"})
        assert missing.json["lines"][0]["missing"] == "damaged"
        counted = await take(client, work, "/counts", {"line_number": 1, "units": 1})
        assert (counted.json["lines"][0]["counted"], counted.json["lines"][0]["missing"]) == (2, None)
        done = await take(client, work, "/completion")
        assert (done.json["state"], done.json["lines"][0]["picked"]) == ("picked", 2)

    async def test_counts_a_scan_that_is_sent_twice_once(self, client: Client, work: fulfilment.Fulfilment) -> None:
        first = await take(client, work, "/scans", {"code": PEN}, key="one")
        again = await take(client, work, "/scans", {"code": PEN}, key="one")
        assert again.json == first.json
        assert again.headers["Idempotent-Replayed"] == "true"
        assert (await take(client, work, "/scans", {"code": PEN}, key="two")).json["lines"][0]["counted"] == 2

    @pytest.mark.parametrize(
        ("step", "body", "status", "code"),
        [
            ("/scans", {"code": "4006381333948"}, 404, "unknown_code"),
            ("/scans", {"code": "VASE"}, 422, "not_on_the_list"),
            ("/counts", {"line_number": 1, "units": 3}, 409, "no_more_wanted"),
            ("/counts", {"line_number": 2, "units": 1}, 404, "no_such_line"),
            ("/completion", None, 409, "pick_unfinished"),
        ],
    )
    async def test_refuses_with_a_sentence(
        self, client: Client, work: fulfilment.Fulfilment, step: str, body: Any, status: int, code: str
    ) -> None:
        refused = await take(client, work, step, body)
        assert (refused.status, refused.code) == (status, code)

    async def test_is_left_and_taken_over(self, client: Client, world: World, work: fulfilment.Fulfilment) -> None:
        other = client.with_key(await issue_key(world.database, "fulfilment:write", locations=["S0001"]))
        await take(client, work, "")
        assert (await take(other, work, "")).code == "picked_by_another"
        assert (await take(other, work, "", {"take_over": True})).status == 200
        assert (await take(client, work, "/departure")).code == "picked_by_another"
        assert (await take(other, work, "/departure")).json["picking"] is None

    async def test_is_not_found_from_another_store(
        self, client: Client, world: World, work: fulfilment.Fulfilment
    ) -> None:
        key = await issue_key(world.database, "fulfilment:write", "fulfilment:read", locations=["S0002"])
        elsewhere = client.with_key(key)
        assert (await take(elsewhere, work, "/scans", {"code": PEN})).code == "fulfilment_not_found"
        assert (await elsewhere.get(f"/v1/fulfilments/{work.id}/pick-list")).code == "fulfilment_not_found"
        assert (await elsewhere.get("/v1/locations/S0001/queue")).code == "location_not_found"
        assert (await client.get("/v1/locations/S0009/queue")).code == "location_not_found"


class TestReadiness:
    async def test_says_in_which_bay_the_goods_lie(
        self, client: Client, world: World, work: fulfilment.Fulfilment
    ) -> None:
        await world.pick(work)
        path = f"/v1/fulfilments/{work.id}/readiness"
        ready = await client.post(path, {"bay": "B 4"}, headers={"Idempotency-Key": "1"})
        assert ready.json["fulfilment"]["bay"] == "B 4"
        again = await client.post(path, headers={"Idempotency-Key": "2"})
        assert again.json["fulfilment"]["bay"] == "B 4"
        assert again.json["handover_code"] != ready.json["handover_code"]


class TestQueues:
    async def test_show_a_locations_work_and_one_list_of_it(self, client: Client, work: fulfilment.Fulfilment) -> None:
        queue = (await client.get("/v1/locations/S0001/queue?mode=pickup&stage=to_pick&find=kim")).json
        assert [card["id"] for card in queue["cards"]] == [str(work.id)]
        assert queue["counts"]["pickup"] == {"to_pick": {"jobs": 1, "late": 0}}
        found = (await client.get(f"/v1/fulfilments/{work.id}/pick-list")).json
        assert (found["shopper"], found["lines"][0]["barcodes"]) == ("Kim Otieno", [PEN])
        assert "handover_code" not in found["work"]

    async def test_look_up_any_stock(self, client: Client, world: World) -> None:
        assert world.source_map
        (found,) = (await client.get(f"/v1/locations/S0001/stock?find={PEN}")).json["items"]
        assert (found["item"]["sku"], found["stock"]["here"]["on_hand"], found["stock"]["network"]) == ("LAMP", 9, 12)


class TestBarcodes:
    async def test_are_saved_found_and_removed(self, client: Client, world: World) -> None:
        assert world.source_map
        rows = [{"barcode": "9780140449136", "sku": "VASE"}, {"barcode": "9780140449137", "sku": "VASE"}]
        saved = await client.put("/v1/barcodes", {"barcodes": rows})
        assert (saved.json["saved"], saved.json["refused"]) == (1, 1)
        assert saved.json["rows"][1]["problem"]["message"].endswith("its last digit should be 6.")
        assert (await client.get("/v1/barcodes/9780140449136")).json["sku"] == "VASE"
        assert (await client.get("/v1/barcodes/vase")).json["sku"] == "VASE"
        assert (await client.get("/v1/items/VASE/barcodes")).json["items"] == [rows[0]]
        assert (await client.delete("/v1/barcodes/9780140449136")).status == 204
        assert (await client.delete("/v1/barcodes/9780140449136")).code == "barcode_not_found"
        assert (await client.get("/v1/barcodes/9780140449136")).code == "unknown_code"
