"""Units that wait without a location get one by hand."""

import pytest

from atrium.contexts import fulfilment, inventory, orders
from tests.flows.helping import FLOODED, drift, race, route, unchanged
from tests.story import collect, ship
from tests.world import World


async def waiting(world: World, *, collected: bool = False) -> orders.Order:
    """Two lamps that were not found; for those to be collected, the shopper has not answered yet."""
    await world.stock(LAMP={"S0001": 2})
    order = await world.order(collect("LAMP", 2) if collected else ship("LAMP", 2))
    (work,) = await world.work(order.id)
    await world.pick(work, 0)
    return await world.get(order.id)


class TestRouteLines:
    async def test_sends_them_where_somebody_says(self, world: World) -> None:
        order = await waiting(world)
        await world.stock(LAMP={"S0002": 2, "DC-RENO": 2})
        after = await route(world, order, "S0002")
        assert after.lines[0].waiting == 0
        new = (await world.work(order.id))[-1]
        assert (new.location, new.mode, new.state, new.unfinished) == ("S0002", "ship", "queued", {1: 2})
        assert new.reason.endswith(f"Decided by hand: {FLOODED}")
        assert await drift(world) == []

    async def test_lets_sourcing_choose(self, world: World) -> None:
        order = await waiting(world)
        await world.stock(LAMP={"S0002": 2, "DC-RENO": 2})
        await route(world, order)
        assert (await world.work(order.id))[-1].location == "DC-RENO"

    async def test_needs_consent_for_what_was_to_be_collected(self, world: World) -> None:
        order = await waiting(world, collected=True)
        await world.stock(LAMP={"S0002": 2})
        assert isinstance(await unchanged(world, route(world, order)), fulfilment.ConsentMissing)
        after = await route(world, order, "S0002", mode="pickup", agreed=True)
        assert after.lines[0].waiting == 0

    async def test_takes_only_the_lines_that_are_named(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 1}, VASE={"S0001": 1})
        order = await world.order(ship("LAMP"), ship("VASE"))
        (work,) = await world.work(order.id)
        await world.pick(work, 0, 0)
        await world.stock(LAMP={"S0002": 1}, VASE={"S0002": 1})
        after = await route(world, order, "S0002", lines=[2])
        assert [line.waiting for line in after.lines] == [1, 0]

    async def test_refuses_a_line_that_does_not_wait(self, world: World) -> None:
        order = await waiting(world)
        await world.stock(LAMP={"DC-RENO": 2})
        await route(world, order)
        refusal = await unchanged(world, route(world, order))
        assert isinstance(refusal, orders.NothingWaiting)

    async def test_refuses_a_line_that_is_not_there(self, world: World) -> None:
        order = await waiting(world)
        refusal = await unchanged(world, route(world, order, lines=[1, 4]))
        assert isinstance(refusal, orders.LineNotFound)
        assert refusal.message == "The order has no line 4."

    async def test_refuses_where_there_are_too_few(self, world: World) -> None:
        order = await waiting(world)
        await world.stock(LAMP={"S0002": 1})
        refusal = await unchanged(world, route(world, order, "S0002"))
        assert isinstance(refusal, inventory.InsufficientStock)
        assert (refusal.asked, refusal.available) == (2, 1)

    @pytest.mark.parametrize("answer", ["cancel", "again"])
    async def test_meets_another_answer_and_one_of_them_wins(self, world: World, answer: str) -> None:
        order = await waiting(world, collected=True)
        await world.stock(LAMP={"S0002": 9})
        other = world.answer(order, "cancel") if answer == "cancel" else route(world, order, mode="ship", agreed=True)
        (told,) = await race(route(world, order, "S0002", mode="ship", agreed=True), other)
        assert isinstance(told, (orders.NothingWaiting, orders.OrderClosed))
        assert await drift(world) == []
