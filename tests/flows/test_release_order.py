"""An unpaid order's stock is let go before its hold runs out."""

import asyncio

import pytest

from atrium.contexts import orders, payments
from atrium.kit.refusals import Refusal
from tests.adapters.fake_gateway import Sums
from tests.flows.helping import drift, race, release, unchanged
from tests.story import collect, ship
from tests.world import World


async def unpaid(world: World) -> orders.Order:
    await world.stock(LAMP={"S0001": 2})
    return await world.order(collect("LAMP", 2), paid=False)


class TestReleaseOrder:
    async def test_ends_the_order_and_frees_its_stock(self, world: World) -> None:
        order = await unpaid(world)
        assert await world.shelf() == (2, 2, 0)
        after = await release(world, order)
        assert (after.state, after.lines[0].cancelled) == ("cancelled", 2)
        assert await world.shelf() == (2, 0, 0)
        last = next(one for one in await world.events(order.subject) if one.type == "orders.lines_cancelled")
        assert (last.actor, last.reason) == ("staff Mia Okafor", "a test order")
        assert await drift(world) == []

    async def test_is_refused_for_a_paid_order(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 2})
        order = await world.order(ship("LAMP"))
        refusal = await unchanged(world, release(world, order))
        assert isinstance(refusal, orders.OrderClosed)
        assert refusal.message == "The order is placed; it cannot be released."

    async def test_is_done_once(self, world: World) -> None:
        order = await unpaid(world)
        (told,) = await race(release(world, order), release(world, order))
        assert str(told) == "The order is cancelled; it cannot be released."

    async def test_meets_a_payment_and_one_of_them_wins(self, world: World) -> None:
        for _ in range(4):
            order = await unpaid(world)
            paid, released = await asyncio.gather(world.pay(order), release(world, order), return_exceptions=True)
            after = await world.get(order.id)
            if isinstance(paid, Refusal):
                assert (after.state, str(paid)) == ("cancelled", "The order is cancelled; it cannot be paid.")
                assert not isinstance(released, BaseException)
            else:
                assert after.state == "placed"
                assert str(released) == "The order is placed; it cannot be released."
            await world.settle()
            assert await drift(world) == []
            await world.drain(order)

    async def test_lets_money_go_that_comes_too_late(self, world: World) -> None:
        order = await unpaid(world)
        with pytest.raises(payments.GatewaySilent):
            await world.pay(order, "tok_timeout")
        assert (await release(world, order)).state == "cancelled"
        world.later(minutes=1)
        await world.settle()  # The gateway is asked, and says that it took the money.
        await world.settle()
        assert list((await world.gateway.settlement()).values()) == [Sums(order.total_minor, voided=order.total_minor)]
        assert await drift(world) == []
