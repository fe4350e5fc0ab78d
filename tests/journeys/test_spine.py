"""The spine of the house over HTTP: captured, paid, routed, picked, shipped or handed over, and the money right."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest
import pytest_asyncio

from atrium.kit.postgres import Address
from tests import database as databases
from tests.properties.last_unit_race import ADDRESS
from tests.properties.running_house import RunningHouse, running_house
from tests.story import collect, ship, worth

WITHIN_S = 10.0
CONTACT = {"name": "Kim Otieno", "email": "kim@example.com"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(cluster: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[RunningHouse]:
    with databases.cloned(cluster) as url:
        async with running_house(url, tmp_path_factory.mktemp("house")) as opened:
            await opened.world.stock(
                LAMP={"DC-RENO": 100, "S0001": 50, "S0002": 50}, VASE={"S0001": 2, "S0002": 1}, BOLT={"S0001": 5}
            )
            yield opened


async def post(house: RunningHouse, path: str, body: Any = None) -> Any:
    """What the house answers to a write that must succeed."""
    reply = await house.visitor.post(path, body)
    assert reply.status < 300, reply.body
    return reply.json


async def get(house: RunningHouse, path: str) -> Any:
    reply = await house.visitor.get(path)
    assert reply.status == 200, reply.body
    return reply.json


async def place(house: RunningHouse, *lines: dict[str, Any], paid_minor: int | None = None) -> Any:
    order: dict[str, Any] = {"contact": CONTACT, "address": ADDRESS, "lines": list(lines)}
    return await post(
        house, "/v1/orders", order | ({} if paid_minor is None else {"payment": {"amount_minor": paid_minor}})
    )


async def work_of(house: RunningHouse, order_id: str) -> list[dict[str, Any]]:
    """What is open of an order, the oldest first."""
    order = await get(house, f"/v1/orders/{order_id}")
    return [work for work in order["fulfilments"] if work["state"] not in ("shipped", "handed_over", "cancelled")]


async def pick(house: RunningHouse, work: dict[str, Any], *found: int) -> Any:
    lines = [
        {"line_number": line["line_number"], "picked": units}
        | ({} if units == line["quantity"] else {"short_reason": "the shelf is empty"})
        for line, units in zip(work["lines"], found, strict=True)
    ]
    return await post(house, f"/v1/fulfilments/{work['id']}/pick", {"lines": lines})


async def pack_and_ship(house: RunningHouse, work: dict[str, Any]) -> None:
    await post(house, f"/v1/fulfilments/{work['id']}/packing")
    await post(house, f"/v1/fulfilments/{work['id']}/shipment", {"tracking": "1Z999"})


async def hand_over(house: RunningHouse, work: dict[str, Any]) -> None:
    ready = await post(house, f"/v1/fulfilments/{work['id']}/readiness")
    await post(house, f"/v1/fulfilments/{work['id']}/handover", {"code": ready["handover_code"]})


async def money(house: RunningHouse, order_id: str) -> tuple[int, int, int, int]:
    """Authorised, captured, voided and refunded, once the gateway has answered everything."""
    await house.settle()
    (payment,) = (await get(house, f"/v1/orders/{order_id}"))["payments"]
    return tuple(payment[f"{step}_minor"] for step in ("authorised", "captured", "voided", "refunded"))


async def story(house: RunningHouse, order_id: str) -> list[dict[str, Any]]:
    await house.settle()
    return (await get(house, f"/v1/orders/{order_id}/story"))["items"]


@pytest.mark.heavy
@pytest.mark.asyncio(loop_scope="module")
class TestAnOrder:
    async def test_is_held_paid_by_card_shipped_and_charged(self, house: RunningHouse) -> None:
        total = worth(ship("LAMP", 2))
        placed = await place(house, {"sku": "LAMP", "quantity": 2})
        assert (placed["state"], placed["total_minor"]) == ("awaiting_payment", total)
        assert placed["held_until"] > placed["placed_at"]
        assert placed["fulfilments"][0]["location"] == "DC-RENO"
        assert placed["fulfilments"][0]["reason"].startswith("Reno distribution centre has everything")
        paid = await post(house, f"/v1/orders/{placed['id']}/payment", {"token": "tok_visa"})
        assert paid["state"] == "placed"
        assert await money(house, placed["id"]) == (total, 0, 0, 0)
        (work,) = await work_of(house, placed["id"])
        await pick(house, work, 2)
        await pack_and_ship(house, work)
        assert (await get(house, f"/v1/orders/{placed['id']}"))["state"] == "fulfilled"
        assert await money(house, placed["id"]) == (total, total, 0, 0)

    async def test_tells_its_whole_story_with_actors_and_positions(self, house: RunningHouse) -> None:
        placed = await place(house, {"sku": "LAMP", "quantity": 1}, paid_minor=worth(ship()))
        (work,) = await work_of(house, placed["id"])
        await pick(house, work, 1)
        await pack_and_ship(house, work)
        told = await story(house, placed["id"])
        assert [event["type"] for event in told] == [
            "orders.placed",
            "fulfilment.routed",
            "payments.captured",
            "fulfilment.picked",
            "orders.work_started",
            "fulfilment.packed",
            "fulfilment.shipped",
            "orders.lines_fulfilled",
        ]
        assert all(event["actor"] for event in told)
        positions = [event["position"] for event in told]
        assert positions == sorted(set(positions))

    async def test_declined_by_one_card_is_paid_by_another(self, house: RunningHouse) -> None:
        placed = await place(house, {"sku": "LAMP", "quantity": 1})
        path = f"/v1/orders/{placed['id']}/payment"
        declined = await house.visitor.post(path, {"token": "tok_insufficient_funds"})
        assert (declined.status, declined.code, declined.json["decline_code"]) == (
            409,
            "card_declined",
            "insufficient_funds",
        )
        assert (await post(house, path, {"token": "tok_mastercard"}))["state"] == "placed"
        assert [one["state"] for one in (await get(house, f"/v1/orders/{placed['id']}"))["payments"]] == [
            "declined",
            "authorised",
        ]

    async def test_is_routed_to_another_location_when_the_first_has_not_enough(self, house: RunningHouse) -> None:
        total = worth(ship("LAMP", 3))
        placed = await place(house, {"sku": "LAMP", "quantity": 3})
        await post(house, f"/v1/orders/{placed['id']}/payment", {"token": "tok_visa"})
        (first,) = await work_of(house, placed["id"])
        await pick(house, first, 1)
        first, second = await work_of(house, placed["id"])
        assert (first["location"], second["location"]) == ("DC-RENO", "S0001")
        await pack_and_ship(house, first)
        assert (await get(house, f"/v1/orders/{placed['id']}"))["state"] == "in_progress"
        await pick(house, second, 2)
        await pack_and_ship(house, second)
        assert (await get(house, f"/v1/orders/{placed['id']}"))["state"] == "fulfilled"
        assert await money(house, placed["id"]) == (total, total, 0, 0)

    async def test_collected_where_goods_are_missing_is_collected_elsewhere(self, house: RunningHouse) -> None:
        at_first = {"sku": "VASE", "quantity": 1, "mode": "pickup", "pickup_location": "S0001"}
        placed = await place(house, at_first, paid_minor=worth(collect("VASE")))
        (work,) = await work_of(house, placed["id"])
        await pick(house, work, 0)
        (line,) = (await get(house, f"/v1/orders/{placed['id']}"))["lines"]
        assert (line["waiting"], line["waiting_for"]) == (1, "consent")
        assert await work_of(house, placed["id"]) == []
        wish = {"choice": "collect", "location": "S0002"}
        await post(house, f"/v1/orders/{placed['id']}/shortage-answer", wish)
        (elsewhere,) = await work_of(house, placed["id"])
        assert (elsewhere["location"], elsewhere["mode"]) == ("S0002", "pickup")
        await pick(house, elsewhere, 1)
        await hand_over(house, elsewhere)
        assert (await get(house, f"/v1/orders/{placed['id']}"))["state"] == "fulfilled"

    async def test_waiting_for_stock_goes_on_when_stock_comes(self, house: RunningHouse) -> None:
        placed = await place(house, {"sku": "BOLT", "quantity": 5}, paid_minor=worth(ship("BOLT", 5)))
        (work,) = await work_of(house, placed["id"])
        await pick(house, work, 0)
        (line,) = (await get(house, f"/v1/orders/{placed['id']}"))["lines"]
        assert (line["waiting"], line["waiting_for"]) == (5, "stock")
        came = {"sku": "BOLT", "location": "S0002", "quantity": 9, "reason": "delivery", "kind": "receipt"}
        await post(house, "/v1/stock-adjustments", {"adjustments": [came]})
        async with asyncio.timeout(WITHIN_S):
            while not (work := await work_of(house, placed["id"])):  # noqa: ASYNC110 - only the house knows
                await asyncio.sleep(0.05)
        assert [(one["location"], one["state"]) for one in work] == [("S0002", "queued")]

    async def test_called_off_gives_the_money_back(self, house: RunningHouse) -> None:
        total = worth(ship("LAMP", 2))
        by_card = await place(house, {"sku": "LAMP", "quantity": 2})
        await post(house, f"/v1/orders/{by_card['id']}/payment", {"token": "tok_visa"})
        at_the_till = await place(house, {"sku": "LAMP", "quantity": 2}, paid_minor=total)
        for placed in (by_card, at_the_till):
            gone = await post(house, f"/v1/orders/{placed['id']}/cancellation", {"reason": "changed my mind"})
            assert gone["state"] == "cancelled"
        assert await money(house, by_card["id"]) == (total, 0, total, 0)
        assert await money(house, at_the_till["id"]) == (total, total, 0, total)

    async def test_called_off_in_part_is_charged_for_the_rest(self, house: RunningHouse) -> None:
        shipped = {"sku": "LAMP", "quantity": 1}
        collected = {"sku": "LAMP", "quantity": 1, "mode": "pickup", "pickup_location": "S0002"}
        placed = await place(house, shipped, collected)
        await post(house, f"/v1/orders/{placed['id']}/payment", {"token": "tok_visa"})
        parcel, _ = sorted(await work_of(house, placed["id"]), key=lambda work: work["mode"] != "ship")
        await pick(house, parcel, 1)
        await post(house, f"/v1/orders/{placed['id']}/cancellation", {"reason": "cannot come"})
        await pack_and_ship(house, parcel)
        order = await get(house, f"/v1/orders/{placed['id']}")
        assert (order["state"], [line["cancelled"] for line in order["lines"]]) == ("fulfilled", [0, 1])
        assert await money(house, placed["id"]) == (2 * worth(ship()), worth(ship()), worth(ship()), 0)

    async def test_leaves_books_that_agree(self, house: RunningHouse) -> None:
        await house.settle()
        assert await house.faults() == []
