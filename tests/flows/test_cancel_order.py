"""Calling an order off: what is not picked yet, and its money with it."""

import asyncio

import pytest

from atrium.contexts import orders
from atrium.flows.expire_orders import expire_orders
from tests.adapters.fake_gateway import Sums
from tests.flows.helping import cancel_lines, drift, unchanged
from tests.story import collect, ship
from tests.world import World


async def money(world: World) -> list[Sums]:
    await world.settle()
    return list((await world.gateway.settlement()).values())


async def a_card_order(world: World, units: int = 3, **shelves: int) -> orders.Order:
    await world.stock(LAMP={place.replace("_", "-"): count for place, count in shelves.items()})
    order = await world.order(ship("LAMP", units), paid=False)
    await world.pay(order)
    return order


class TestCancelOrder:
    async def test_frees_the_hold_of_an_unpaid_order(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 3})
        order = await world.order(collect("LAMP", 2), paid=False)
        after = await world.cancel(order)
        assert (after.state, after.lines[0].cancelled) == ("cancelled", 2)
        assert await world.shelf() == (3, 0, 0)
        assert [work.state for work in await world.work(order.id)] == ["cancelled"]
        assert await world.payments(order.id) == []

    async def test_gives_a_doors_money_back_at_once(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 3})
        order = await world.order(collect("LAMP", 2))
        assert (await world.cancel(order)).state == "cancelled"
        (payment,) = await world.payments(order.id)
        assert (payment.state, payment.refunded_minor) == ("refunded", order.total_minor)
        assert await world.shelf() == (3, 0, 0)
        assert (await world.story(order.subject))[-3:] == [
            "fulfilment.cancelled",
            "orders.lines_cancelled",
            "payments.refunded",
        ]

    async def test_lets_go_of_the_whole_card_payment(self, world: World) -> None:
        order = await a_card_order(world, DC_RENO=3)
        await world.cancel(order)
        assert await money(world) == [Sums(order.total_minor, voided=order.total_minor)]
        (payment,) = await world.payments(order.id)
        assert payment.state == "voided"
        assert await world.shelf(at="DC-RENO") == (3, 0, 0)

    @pytest.mark.parametrize("shipped_first", [True, False])
    async def test_takes_only_the_money_of_what_was_picked_already(self, world: World, *, shipped_first: bool) -> None:
        order = await a_card_order(world, 2, DC_RENO=1, S0001=1)
        assert order.total_minor == 5535  # Not to be halved, so that the one kept costs a cent more.
        picked, _ = await world.work(order.id)
        await world.pick(picked)
        await world.pack(picked)
        if shipped_first:
            await world.ship(picked)
            await world.settle()
        after = await world.cancel(order)
        assert (after.lines[0].cancelled, after.lines[0].waiting) == (1, 0)
        if not shipped_first:
            assert after.state == "in_progress"
            await world.ship(picked)
        assert await money(world) == [Sums(5535, captured=2768)]
        (payment,) = await world.payments(order.id)
        assert (payment.captured_minor, payment.voided_minor) == (2768, 2767)
        assert (await world.get(order.id)).state == "fulfilled"
        assert sorted([await world.shelf(at="DC-RENO"), await world.shelf(at="S0001")]) == [(0, 0, 0), (1, 0, 0)]

    async def test_takes_waiting_units_with_it(self, world: World) -> None:
        order = await a_card_order(world, DC_RENO=3)
        (work,) = await world.work(order.id)
        await world.pick(work, 0)
        after = await world.cancel(order)
        assert (after.state, after.lines[0].cancelled, after.lines[0].waiting) == ("cancelled", 3, 0)
        assert await money(world) == [Sums(order.total_minor, voided=order.total_minor)]

    async def test_comes_too_late_for_what_is_picked(self, world: World) -> None:
        order = await a_card_order(world, DC_RENO=3)
        (work,) = await world.work(order.id)
        await world.pick(work)
        before = await world.contents()
        with pytest.raises(orders.AlreadyUnderWay) as refused:
            await world.cancel(order)
        assert refused.value.units == 3
        assert await world.contents() == before

    @pytest.mark.parametrize("state", ["cancelled", "expired", "fulfilled"])
    async def test_is_refused_when_the_order_has_ended(self, world: World, state: str) -> None:
        await world.stock(LAMP={"DC-RENO": 3})
        order = await world.order(ship("LAMP", 3), paid=state != "expired")
        world.later(minutes=16)
        if state == "cancelled":
            await world.cancel(order)
        elif state == "expired":
            await expire_orders(world.database, now=world.now)
        else:
            await world.ship_all(order)
        before = await world.contents()
        with pytest.raises(orders.OrderClosed) as refused:
            await world.cancel(order)
        assert refused.value.state == state
        assert await world.contents() == before

    async def test_gives_back_in_two_parts_what_it_gives_back_at_once(self, world: World) -> None:
        order = await a_card_order(world, 3, DC_RENO=1, S0001=2)
        first, second = await world.work(order.id)
        await world.pick(first, 0)
        await world.cancel(order)
        assert [work.state for work in await world.work(order.id)] == ["cancelled", "cancelled"]
        assert second.location != first.location
        assert await money(world) == [Sums(order.total_minor, voided=order.total_minor)]

    async def test_meets_a_pick_and_one_of_them_comes_too_late(self, world: World) -> None:
        for _ in range(4):
            order = await a_card_order(world, 1, DC_RENO=1)
            (work,) = await world.work(order.id)
            await asyncio.gather(world.cancel(order), world.pick(work), return_exceptions=True)
            after = await world.get(order.id)
            assert after.state in {"cancelled", "in_progress"}
            assert await world.shelf(at="DC-RENO") == ((1, 0, 0) if after.state == "cancelled" else (1, 0, 1))
            await world.drain(order)


class TestOfSomeLines:
    async def test_cancels_just_those(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 2}, VASE={"DC-RENO": 1})
        order = await world.order(ship("LAMP", 2), ship("VASE"))
        after = await cancel_lines(world, order, 2)
        assert (after.state, [line.cancelled for line in after.lines]) == ("placed", [0, 1])
        (work,) = await world.work(order.id)
        assert (work.state, work.unfinished) == ("queued", {1: 2})
        (payment,) = await world.payments(order.id)
        assert payment.refunded_minor == order.lines[1].total_minor
        assert (await world.shelf("LAMP", "DC-RENO"), await world.shelf("VASE", "DC-RENO")) == ((2, 0, 2), (1, 0, 0))
        assert await drift(world) == []

    async def test_ends_the_order_with_the_last_one(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 2}, VASE={"DC-RENO": 1})
        order = await world.order(ship("LAMP", 2), ship("VASE"))
        await cancel_lines(world, order, 2)
        assert (await cancel_lines(world, order, 1)).state == "cancelled"
        assert [work.state for work in await world.work(order.id)] == ["cancelled"]
        assert await drift(world) == []

    async def test_comes_too_late_for_a_line_that_is_picked(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 1}, VASE={"S0001": 1})
        order = await world.order(ship("LAMP"), ship("VASE"))
        picked = next(work for work in await world.work(order.id) if work.location == "DC-RENO")
        await world.pick(picked)
        assert isinstance(await unchanged(world, cancel_lines(world, order, 1)), orders.AlreadyUnderWay)
        assert [line.cancelled for line in (await cancel_lines(world, order, 2)).lines] == [0, 1]
        assert await drift(world) == []

    async def test_refuses_a_line_that_is_not_there(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 1})
        order = await world.order(ship("LAMP"))
        assert str(await unchanged(world, cancel_lines(world, order, 2))) == "The order has no line 2."

    async def test_refuses_to_take_a_part_of_an_unpaid_order(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 1}, VASE={"DC-RENO": 1})
        order = await world.order(ship("LAMP"), ship("VASE"), paid=False)
        refusal = await unchanged(world, cancel_lines(world, order, 2))
        assert str(refusal) == "The order is awaiting payment; it cannot be cancelled line by line."
