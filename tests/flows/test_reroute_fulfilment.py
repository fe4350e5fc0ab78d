"""Work that nobody has begun goes to another location."""

import asyncio

import pytest

from atrium.contexts import fulfilment, inventory, locations, orders
from tests.flows.helping import FLOODED, drift, move, race, unchanged
from tests.story import collect, ship
from tests.world import World


async def queued(world: World, *, collected: bool = False, units: int = 2) -> fulfilment.Fulfilment:
    """A paid order's work at the Fargo store, whose two neighbours have plenty."""
    await world.stock(LAMP={"S0001": units})
    order = await world.order(collect("LAMP", units) if collected else ship("LAMP", units))
    await world.stock(LAMP={"S0002": units, "DC-RENO": units})
    (work,) = await world.work(order.id)
    assert (work.location, work.state) == ("S0001", "queued")
    return work


class TestRerouteFulfilment:
    async def test_moves_work_and_promise_to_the_location_that_was_named(self, world: World) -> None:
        work = await queued(world)
        after = await move(world, work, "S0002")
        old, new = await world.work(work.order_id)
        assert (old.state, old.unfinished) == ("cancelled", {})
        assert (new.location, new.mode, new.state, new.unfinished) == ("S0002", "ship", "queued", {1: 2})
        assert new.reason.endswith(f"Moved from Fargo store: {FLOODED}")
        assert (await world.shelf(at="S0001"), await world.shelf(at="S0002")) == ((2, 0, 0), (2, 0, 2))
        assert after.locations == ("S0001", "S0002")
        assert [line.waiting for line in after.lines] == [0]
        assert await drift(world) == []

    async def test_tells_who_moved_it_and_why(self, world: World) -> None:
        work = await queued(world)
        await move(world, work, "S0002")
        story = await world.events(f"order/{work.order_id}")
        cancelled = next(event for event in story if event.type == "fulfilment.cancelled")
        assert (cancelled.actor, cancelled.reason) == ("staff Mia Okafor", f"moved from Fargo store: {FLOODED}")
        assert [event.type for event in story][-3:] == [
            "fulfilment.cancelled",
            "fulfilment.routed",
            "orders.lines_resumed",
        ]

    async def test_lets_sourcing_choose_anew_without_the_present_one(self, world: World) -> None:
        work = await queued(world)
        await world.stock(LAMP={"S0001": 9})
        await move(world, work)
        assert [one.location for one in await world.work(work.order_id)] == ["S0001", "DC-RENO"]

    async def test_may_split_what_no_single_location_has(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 2})
        order = await world.order(ship("LAMP", 2))
        await world.stock(LAMP={"S0002": 1, "DC-RENO": 1})
        (work,) = await world.work(order.id)
        await move(world, work)
        old, *new = await world.work(order.id)
        assert old.state == "cancelled"
        assert sorted((one.location, one.unfinished[1]) for one in new) == [("DC-RENO", 1), ("S0002", 1)]
        assert await drift(world) == []

    async def test_is_picked_and_shipped_where_it_went(self, world: World) -> None:
        work = await queued(world)
        await move(world, work, "DC-RENO")
        await world.ship_all(await world.get(work.order_id))
        assert (await world.get(work.order_id)).state == "fulfilled"
        assert await world.shelf(at="DC-RENO") == (0, 0, 0)
        assert await drift(world) == []

    async def test_leaves_units_alone_that_wait_already(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 1, "S0002": 1})
        order = await world.order(ship("LAMP", 2))
        first, second = await world.work(order.id)
        await world.pick(first, 0)
        await world.stock(LAMP={"DC-RENO": 1})
        after = await move(world, second, "DC-RENO")
        assert (after.lines[0].waiting, after.lines[0].waiting_for) == (1, "stock")
        assert await drift(world) == []


class TestWithConsent:
    async def test_moves_a_pickup_to_another_store(self, world: World) -> None:
        work = await queued(world, collected=True)
        await move(world, work, "S0002", agreed=True)
        new = (await world.work(work.order_id))[-1]
        assert (new.location, new.mode, new.unfinished) == ("S0002", "pickup", {1: 2})

    async def test_ships_what_was_to_be_collected_from_the_same_store(self, world: World) -> None:
        work = await queued(world, collected=True)
        await move(world, work, "S0001", mode="ship", agreed=True)
        new = (await world.work(work.order_id))[-1]
        assert (new.location, new.mode, new.unfinished) == ("S0001", "ship", {1: 2})
        assert await world.shelf() == (2, 0, 2)
        assert await drift(world) == []

    @pytest.mark.parametrize(("collected", "mode"), [(True, "pickup"), (True, "ship"), (False, "pickup")])
    async def test_is_refused_without_it(self, world: World, *, collected: bool, mode: str) -> None:
        work = await queued(world, collected=collected)
        refusal = await unchanged(world, move(world, work, "S0002", mode=mode))  # pyright: ignore[reportArgumentType]
        assert isinstance(refusal, fulfilment.ConsentMissing)
        chosen = "to collect at Fargo store" if collected else "to have it shipped"
        assert refusal.message == f"The shopper chose {chosen}; another way needs their consent."


class TestRefusals:
    async def test_a_pickup_without_a_store(self, world: World) -> None:
        work = await queued(world, collected=True)
        assert isinstance(await unchanged(world, move(world, work, agreed=True)), fulfilment.DestinationMissing)

    async def test_the_location_that_has_it_already(self, world: World) -> None:
        work = await queued(world)
        assert isinstance(await unchanged(world, move(world, work, "S0001")), fulfilment.AlreadyThere)

    async def test_a_location_that_has_too_few(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 3, "S0002": 2})
        order = await world.order(ship("LAMP", 3))
        (work,) = await world.work(order.id)
        refusal = await unchanged(world, move(world, work, "S0002"))
        assert isinstance(refusal, inventory.InsufficientStock)
        assert (refusal.asked, refusal.available, refusal.location, refusal.field) == (3, 2, "S0002", "location")

    @pytest.mark.parametrize(
        ("to", "mode", "why"),
        [("S0999", "ship", locations.ShippingNotOffered), ("DC-RENO", "pickup", locations.PickupNotOffered)],
    )
    async def test_a_location_that_cannot_do_it(self, world: World, to: str, mode: str, why: type) -> None:
        work = await queued(world)
        refusal = await unchanged(world, move(world, work, to, mode=mode, agreed=True))  # pyright: ignore[reportArgumentType]
        assert isinstance(refusal, why)

    async def test_an_order_without_an_address(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 1, "DC-RENO": 1})
        order = await world.order(collect(), address=None)
        (work,) = await world.work(order.id)
        refusal = await unchanged(world, move(world, work, "DC-RENO", mode="ship", agreed=True))
        assert isinstance(refusal, orders.AddressMissing)

    async def test_work_that_is_not_paid_for(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 1, "DC-RENO": 1})
        order = await world.order(ship(), paid=False)
        (work,) = await world.work(order.id)
        refusal = await unchanged(world, move(world, work))
        assert isinstance(refusal, fulfilment.WrongStep)
        assert refusal.message == "The fulfilment is planned; it cannot be re-routed."


class TestRaces:
    async def test_a_pick_and_a_move_have_one_winner(self, world: World) -> None:
        for _ in range(4):
            work = await queued(world)
            (told,) = await race(world.pick(work), move(world, work, "S0002"))
            assert isinstance(told, fulfilment.WrongStep)
            assert told.message in {
                "The fulfilment is picked; it cannot be re-routed.",
                "The fulfilment is cancelled; it cannot be picked.",
            }
            assert await drift(world) == []
            await world.drain(await world.get(work.order_id))

    async def test_two_moves_have_one_winner(self, world: World) -> None:
        work = await queued(world)
        (told,) = await race(move(world, work, "S0002"), move(world, work, "DC-RENO"))
        assert isinstance(told, fulfilment.WrongStep)
        assert told.message == "The fulfilment is cancelled; it cannot be re-routed."
        assert len(await world.work(work.order_id)) == 2
        assert await drift(world) == []

    async def test_moves_to_the_last_unit_never_promise_it_twice(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 4})
        one, two = await world.order(ship("LAMP", 2)), await world.order(ship("LAMP", 2))
        await world.stock(LAMP={"S0002": 2})
        (first,), (second,) = await world.work(one.id), await world.work(two.id)
        (told,) = await race(move(world, first, "S0002"), move(world, second, "S0002"))
        assert isinstance(told, inventory.InsufficientStock)
        assert await world.shelf(at="S0002") == (2, 0, 2)
        assert await drift(world) == []

    async def test_crossing_moves_both_succeed(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 2})
        one = await world.order(ship("LAMP", 1))
        await world.stock(LAMP={"S0002": 2})
        (here,) = await world.work(one.id)
        two = await world.order(collect("LAMP", 1, at="S0002"))
        (there,) = await world.work(two.id)
        for _ in range(5):
            await race_free(world, here, there)
            (*_, here), (*_, there) = await world.work(one.id), await world.work(two.id)
        assert await drift(world) == []


async def race_free(world: World, here: fulfilment.Fulfilment, there: fulfilment.Fulfilment) -> None:
    """Two pieces of work change places; neither waits for the other for ever."""
    await asyncio.gather(move(world, here, there.location, agreed=True), move(world, there, here.location, agreed=True))
