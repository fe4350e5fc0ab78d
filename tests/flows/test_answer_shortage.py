"""The shopper decides about units that the chosen store does not have after all."""

import pytest

from atrium.contexts import fulfilment, inventory, locations, orders
from atrium.kit.refusals import Refusal
from tests.adapters.fake_gateway import Sums
from tests.story import collect, ship
from tests.world import World


async def a_short_order(world: World, units: int = 3, found: int = 1, *, card: bool = False) -> orders.Order:
    """Of so many lamps to be collected, the store found a few; the rest waits for consent."""
    await world.stock(LAMP={"S0001": units})
    order = await world.order(collect("LAMP", units), paid=not card)
    if card:
        await world.pay(order)
    (work,) = await world.work(order.id)
    await world.pick(work, found)
    return await world.get(order.id)


async def refused(world: World, order: orders.Order, choice: str, location: str | None = None) -> Refusal:
    """Why an answer is not taken, having changed nothing."""
    before = await world.contents()
    with pytest.raises(Refusal) as caught:
        await world.answer(order, choice, location)
    assert await world.contents() == before
    return caught.value


class TestCollect:
    async def test_sends_the_shopper_to_another_store(self, world: World) -> None:
        order = await a_short_order(world)
        await world.stock(LAMP={"S0002": 5})
        after = await world.answer(order, "collect", "S0002")
        assert after.lines[0].waiting == 0
        new = (await world.work(order.id))[-1]
        assert (new.location, new.mode, new.state, new.unfinished) == ("S0002", "pickup", "queued", {1: 2})
        assert new.reason == "Minneapolis store was chosen by the shopper."
        assert await world.shelf(at="S0002") == (5, 0, 2)

    async def test_is_refused_where_the_other_store_has_too_few(self, world: World) -> None:
        order = await a_short_order(world)
        await world.stock(LAMP={"S0002": 1})
        refusal = await refused(world, order, "collect", "S0002")
        assert isinstance(refusal, inventory.InsufficientStock)
        assert (refusal.asked, refusal.available, refusal.location, refusal.field) == (2, 1, "S0002", "location")

    @pytest.mark.parametrize("location", ["DC-RENO", "S0999", None])
    async def test_is_refused_where_nothing_can_be_collected(self, world: World, location: str | None) -> None:
        order = await a_short_order(world)
        assert isinstance(await refused(world, order, "collect", location), locations.PickupNotOffered)


class TestShip:
    async def test_sends_the_rest_to_the_orders_address(self, world: World) -> None:
        order = await a_short_order(world)
        await world.stock(LAMP={"DC-RENO": 5})
        await world.answer(order, "ship")
        new = (await world.work(order.id))[-1]
        assert (new.location, new.mode, new.unfinished) == ("DC-RENO", "ship", {1: 2})

    async def test_is_refused_without_an_address(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 1, "DC-RENO": 5})
        order = await world.order(collect(), address=None)
        (work,) = await world.work(order.id)
        await world.pick(work, 0)
        assert isinstance(await refused(world, order, "ship"), orders.AddressMissing)

    async def test_is_refused_where_nobody_has_any(self, world: World) -> None:
        order = await a_short_order(world)
        refusal = await refused(world, order, "ship")
        assert isinstance(refusal, inventory.InsufficientStock)
        assert (refusal.asked, refusal.available) == (2, 0)


class TestCancel:
    async def test_gives_back_the_money_of_exactly_those_units(self, world: World) -> None:
        order = await a_short_order(world)
        after = await world.answer(order, "cancel")
        line = after.lines[0]
        assert (line.cancelled, line.waiting, after.state) == (2, 0, "in_progress")
        (payment,) = await world.payments(order.id)
        assert payment.refunded_minor == order.total_minor - orders.value_between(line, 0, 1)
        await world.make_ready((await world.work(order.id))[0])
        await world.hand_over((await world.work(order.id))[0])
        assert (await world.get(order.id)).state == "fulfilled"

    async def test_takes_from_the_card_only_what_was_handed_over(self, world: World) -> None:
        order = await a_short_order(world, card=True)
        await world.answer(order, "cancel")
        (work,) = await world.work(order.id)
        await world.make_ready(work)
        await world.hand_over(work)
        await world.settle()
        one = orders.value_between(order.lines[0], 0, 1)
        assert list((await world.gateway.settlement()).values()) == [Sums(order.total_minor, captured=one)]
        (payment,) = await world.payments(order.id)
        assert (payment.captured_minor, payment.voided_minor) == (one, order.total_minor - one)

    async def test_ends_an_order_of_which_nothing_was_found(self, world: World) -> None:
        order = await a_short_order(world, found=0, card=True)
        after = await world.answer(order, "cancel")
        assert after.state == "cancelled"
        await world.settle()
        assert list((await world.gateway.settlement()).values()) == [Sums(8303, voided=8303)]


class TestAnswerShortage:
    async def test_is_refused_when_nothing_waits(self, world: World) -> None:
        order = await a_short_order(world, found=3)
        assert isinstance(await refused(world, order, "cancel"), orders.NothingWaiting)

    async def test_is_taken_once(self, world: World) -> None:
        order = await a_short_order(world)
        await world.answer(order, "cancel")
        assert isinstance(await refused(world, order, "cancel"), orders.NothingWaiting)

    async def test_leaves_lines_that_wait_for_stock_alone(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 1}, VASE={"DC-RENO": 1})
        order = await world.order(collect(), ship("VASE"))
        for work in await world.work(order.id):
            await world.pick(work, 0)
        after = await world.answer(order, "cancel")
        assert [(line.cancelled, line.waiting) for line in after.lines] == [(1, 0), (0, 1)]

    async def test_asks_again_when_the_other_store_is_short_too(self, world: World) -> None:
        order = await a_short_order(world)
        await world.stock(LAMP={"S0002": 2})
        await world.answer(order, "collect", "S0002")
        await world.pick((await world.work(order.id))[-1], 1)
        line = (await world.get(order.id)).lines[0]
        assert (line.waiting, line.waiting_for) == (1, "consent")
        states: list[fulfilment.State] = [work.state for work in await world.work(order.id)]
        assert states == ["picked", "picked"]
