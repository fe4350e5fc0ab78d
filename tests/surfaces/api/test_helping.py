"""Helping orders that are stuck, over HTTP."""

from typing import Any

import pytest

from atrium.contexts import orders
from tests.story import collect, ship
from tests.web import Client, Reply, issue_key
from tests.world import World, a_world

REASON = "the cellar is flooded"


@pytest.fixture
async def world(client: Client) -> World:
    return await a_world(client.house.database)


async def ask(client: Client, path: str, key: str = "once", **body: Any) -> Reply:
    return await client.post(f"/v1/{path}", {"reason": REASON, **body}, headers={"Idempotency-Key": key})


async def queued(world: World) -> orders.Order:
    await world.stock(LAMP={"S0001": 1})
    order = await world.order(ship())
    await world.stock(LAMP={"S0002": 1})
    return order


class TestMove:
    async def test_answers_with_the_order_and_its_new_work(self, client: Client, world: World) -> None:
        order = await queued(world)
        (work,) = await world.work(order.id)
        reply = await ask(client, f"fulfilments/{work.id}/move", mode="ship", location="S0002")
        assert reply.status == 200
        assert [(one["location"], one["state"]) for one in reply.json["fulfilments"]] == [
            ("S0001", "cancelled"),
            ("S0002", "queued"),
        ]
        again = await ask(client, f"fulfilments/{work.id}/move", mode="ship", location="S0002")
        assert (again.status, again.json) == (200, reply.json)

    async def test_refuses_with_a_sentence(self, client: Client, world: World) -> None:
        (work,) = await world.work((await queued(world)).id)
        reply = await ask(client, f"fulfilments/{work.id}/move", mode="pickup", location="S0002")
        assert (reply.status, reply.code) == (422, "consent_missing")
        assert reply.json["detail"] == "The shopper chose to have it shipped; another way needs their consent."

    async def test_is_not_seen_by_another_store(self, client: Client, world: World) -> None:
        (work,) = await world.work((await queued(world)).id)
        stranger = client.with_key(await issue_key(world.database, "orders:help", locations=["S0002"]))
        reply = await ask(stranger, f"fulfilments/{work.id}/move", mode="ship", location="S0002")
        assert (reply.status, reply.code) == (404, "fulfilment_not_found")


class TestRouting:
    async def test_gives_waiting_lines_a_location(self, client: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 1})
        order = await world.order(collect())
        await world.pick((await world.work(order.id))[0], 0)
        await world.stock(LAMP={"S0002": 1})
        to: dict[str, Any] = {"mode": "ship", "location": "S0002", "lines": [1]}
        refused = await ask(client, f"orders/{order.id}/routing", **to)
        assert (refused.status, refused.code) == (422, "consent_missing")
        reply = await ask(client, f"orders/{order.id}/routing", key="agreed", consent_given=True, **to)
        assert (reply.status, reply.json["lines"][0]["waiting"]) == (200, 0)
        late = await ask(client, f"orders/{order.id}/routing", key="late", consent_given=True, **to)
        assert (late.status, late.code) == (409, "nothing_waiting")


class TestRelease:
    async def test_ends_an_unpaid_order(self, client: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 1})
        order = await world.order(collect(), paid=False)
        reply = await ask(client, f"orders/{order.id}/release")
        assert (reply.status, reply.json["state"]) == (200, "cancelled")
        late = await ask(client, f"orders/{order.id}/release", key="twice")
        assert (late.status, late.json["detail"]) == (409, "The order is cancelled; it cannot be released.")


class TestRefunds:
    async def test_gives_money_back(self, client: Client, world: World) -> None:
        order = await queued(world)
        reply = await ask(client, f"orders/{order.id}/refunds", amount_minor=100)
        assert (reply.status, reply.json["goodwill_minor"]) == (200, 100)
        assert reply.json["payments"][0]["refunded_minor"] == 100
        too_much = await ask(client, f"orders/{order.id}/refunds", key="more", amount_minor=10**9)
        assert (too_much.status, too_much.code) == (409, "refund_too_large")

    @pytest.mark.parametrize("amount", [0, -1, 1.5, "7"])
    async def test_refuses_what_is_no_amount(self, client: Client, world: World, amount: Any) -> None:
        order = await queued(world)
        reply = await ask(client, f"orders/{order.id}/refunds", amount_minor=amount)
        assert (reply.status, reply.json["errors"][0]["field"]) == (422, "amount_minor")


class TestNewCode:
    async def test_is_told_to_whoever_asked(self, client: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 1})
        order = await world.order(collect())
        (work,) = await world.work(order.id)
        early = await ask(client, f"fulfilments/{work.id}/handover-code")
        assert (early.status, early.code) == (409, "wrong_step")
        await world.pick(work)
        await world.make_ready(work)
        reply = await ask(client, f"fulfilments/{work.id}/handover-code", key="later")
        assert reply.status == 200
        assert (await world.work(order.id))[0].handover_code == reply.json["handover_code"]


class TestCancellation:
    async def test_may_name_lines(self, client: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 1}, VASE={"S0001": 1})
        order = await world.order(ship(), ship("VASE"))
        reply = await ask(client, f"orders/{order.id}/cancellation", lines=[2])
        assert [line["cancelled"] for line in reply.json["lines"]] == [0, 1]


class TestScope:
    @pytest.mark.parametrize("verb", ["release", "refunds", "routing"])
    async def test_needs_the_right_to_help(self, client: Client, world: World, verb: str) -> None:
        order = await queued(world)
        seller = await client.allowed_to("orders:write", "orders:read")
        reply = await ask(seller, f"orders/{order.id}/{verb}", mode="ship")
        assert (reply.status, reply.code) == (403, "scope_missing")
