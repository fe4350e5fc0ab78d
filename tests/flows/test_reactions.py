"""What follows from an event: stock that came is routed to those who wait for it."""

import pytest

from atrium.contexts import inventory, orders
from atrium.flows.reactions import reactions
from atrium.kit import events
from atrium.readmodels.source_map import SourceMaps
from tests.story import TELLING, a_request, ship
from tests.world import World, id_of


async def react(world: World) -> int:
    """Handles everything in the log; answers how many events there were."""
    maps, handled = SourceMaps(world.database, world.clock), 0
    async with world.database.transaction() as tx:
        while await events.sequence(tx):
            pass
    for subscription in reactions(maps, TELLING, world.clock):
        while found := await events.catch_up(world.database, subscription):
            handled += found
    return handled


@pytest.fixture
async def waiting(world: World) -> list[orders.Order]:
    """Two orders of two lamps each, of which nothing was found anywhere."""
    await world.stock(LAMP={"DC-RENO": 4})
    placed = [await world.order(ship("LAMP", 2)) for _ in range(2)]
    for order in placed:
        (work,) = await world.work(order.id)
        await world.pick(work, 0)
    await react(world)
    assert [(await world.get(order.id)).lines[0].waiting for order in placed] == [2, 2]
    return placed


async def still_waiting(world: World, placed: list[orders.Order]) -> list[int]:
    return [(await world.get(order.id)).lines[0].waiting for order in placed]


class TestStockCame:
    async def test_is_routed_to_all_who_wait_for_it(self, world: World, waiting: list[orders.Order]) -> None:
        await world.stock(LAMP={"S0001": 5})
        assert await react(world) > 0
        assert await still_waiting(world, waiting) == [0, 0]
        assert await world.shelf() == (5, 0, 4)
        for order in waiting:
            new = (await world.work(order.id))[-1]
            assert (new.location, new.state, new.unfinished) == ("S0001", "queued", {1: 2})

    async def test_is_never_promised_twice(self, world: World, waiting: list[orders.Order]) -> None:
        await world.stock(LAMP={"S0001": 3})
        await react(world)
        assert sorted(await still_waiting(world, waiting)) == [0, 1]
        assert await world.shelf() == (3, 0, 3)

    async def test_is_freed_by_a_cancellation_too(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 2, "S0001": 2})
        first, second = await world.order(ship("LAMP", 2)), await world.order(ship("LAMP", 2))
        (work,) = await world.work(first.id)
        await world.pick(work, 0)
        await react(world)
        assert await still_waiting(world, [first]) == [2]
        await world.cancel(second)
        await react(world)
        assert await still_waiting(world, [first]) == [0]

    async def test_is_told_of_as_it_is_after_it(self, world: World, waiting: list[orders.Order]) -> None:
        await world.stock(LAMP={"S0001": 5})
        await react(world)
        assert await still_waiting(world, waiting) == [0, 0]
        async with world.database.reading() as tx:
            told = [event.facts for event in await events.read_subject(tx, "item/LAMP")]
        last = [facts for facts in told if facts.get("location") == "S0001"][-1]
        assert (last["on_hand"], last["reserved"], last["available"]) == (5, 4, 1)

    async def test_reaches_more_than_are_looked_at_together(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 130})
        placed = [id_of(answer) for answer in await world.place(*(a_request(ship("LAMP")) for _ in range(130)))]
        for order in placed:
            (work,) = await world.work(order)
            await world.pick(work, 0)
        await world.stock(LAMP={"S0001": 130})
        while await react(world):
            pass
        assert await world.shelf() == (130, 0, 130)
        assert [(await world.get(order)).lines[0].waiting for order in placed] == [0] * 130

    async def test_changes_nothing_the_second_time(self, world: World, waiting: list[orders.Order]) -> None:
        await world.stock(LAMP={"S0001": 4})
        await react(world)
        before = await world.contents()
        await react(world)
        assert await react(world) == 0
        assert (await world.contents())[:-1] == before[:-1]
        assert await still_waiting(world, waiting) == [0, 0]

    async def test_leaves_other_items_alone(self, world: World, waiting: list[orders.Order]) -> None:
        await world.adjust(inventory.Adjustment("VASE", "S0001", 9, "opening", kind="opening"))
        await react(world)
        assert await still_waiting(world, waiting) == [2, 2]
