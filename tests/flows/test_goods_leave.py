"""Goods leave the house: stock, order and money follow, once and exactly."""

import asyncio

import pytest

from atrium.contexts import fulfilment, inventory, orders
from atrium.contexts.orders import value_between
from tests.adapters.fake_gateway import Sums
from tests.story import CODE, collect, ship
from tests.world import World


async def ready(world: World, units: int = 1) -> tuple[orders.Order, fulfilment.Fulfilment]:
    """An order paid by card that lies at the counter."""
    await world.stock(LAMP={"S0001": 5})
    order = await world.order(collect("LAMP", units), paid=False)
    await world.pay(order)
    (work,) = await world.work(order.id)
    await world.pick(work)
    await world.make_ready(work)
    return order, work


async def money(world: World) -> list[Sums]:
    return list((await world.gateway.settlement()).values())


class TestShipGoods:
    async def test_takes_the_money_of_each_parcel_when_it_leaves(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 1, "S0001": 1})
        order = await world.order(ship("LAMP", 2), paid=False)
        await world.pay(order)
        first, second = await world.work(order.id)
        assert order.total_minor == 5535  # Not to be halved, so that one parcel costs a cent more than the other.
        for work, taken in ((first, 2768), (second, 5535)):
            await world.pick(work)
            await world.pack(work)
            await world.ship(work)
            await world.settle()
            assert await money(world) == [Sums(5535, captured=taken)]
        assert (await world.get(order.id)).state == "fulfilled"
        assert await world.shelf(at="DC-RENO") == await world.shelf(at="S0001") == (0, 0, 0)
        (payment,) = await world.payments(order.id)
        assert (payment.state, payment.captured_minor) == ("captured", 5535)

    async def test_takes_nothing_where_the_door_took_it(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 1})
        order = await world.order(ship())
        await world.ship_all(order)
        assert await world.settle() == 0
        (payment,) = await world.payments(order.id)
        assert payment.captured_minor == order.total_minor

    async def test_happens_once(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 1})
        order = await world.order(ship())
        await world.ship_all(order)
        (work,) = await world.work(order.id)
        before = await world.contents()
        with pytest.raises(fulfilment.WrongStep):
            await world.ship(work)
        assert await world.contents() == before
        assert (work.state, work.tracking) == ("shipped", "1Z999")

    async def test_leaves_though_the_books_had_fewer(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 2})
        order = await world.order(ship("LAMP", 2))
        await world.adjust(inventory.Adjustment("LAMP", "DC-RENO", -2, "counted", kind="count"))
        await world.ship_all(order)
        assert (await world.get(order.id)).state == "fulfilled"
        assert await world.shelf(at="DC-RENO") == (0, 0, 0)


class TestHandOver:
    async def test_gives_the_goods_for_the_right_code_and_takes_the_money(self, world: World) -> None:
        order, work = await ready(world, 2)
        after = await world.hand_over(work)
        assert isinstance(after, fulfilment.Fulfilment)
        assert after.state == "handed_over"
        assert (await world.get(order.id)).state == "fulfilled"
        assert await world.shelf() == (3, 0, 0)
        await world.settle()
        assert await money(world) == [Sums(order.total_minor, captured=order.total_minor)]

    async def test_counts_a_wrong_code_and_keeps_the_count(self, world: World) -> None:
        order, work = await ready(world)
        answer = await world.hand_over(work, "000000")
        assert isinstance(answer, fulfilment.WrongCode)
        assert answer.tries_left == 4
        (seen,) = await world.work(order.id)
        assert (seen.state, seen.wrong_codes) == ("ready", 1)
        assert (await world.story(order.subject))[-1] == "fulfilment.wrong_code_shown"
        assert await world.shelf() == (5, 0, 1)

    async def test_locks_the_code_after_five_and_opens_with_a_new_one(self, world: World) -> None:
        order, work = await ready(world)
        for _ in range(5):
            await world.hand_over(work, "000000")
        before = await world.contents()
        with pytest.raises(fulfilment.CodeLocked):
            await world.hand_over(work, CODE)
        assert await world.contents() == before
        await world.make_ready(work, "111111")
        assert isinstance(await world.hand_over(work, CODE), fulfilment.WrongCode)
        await world.hand_over(work, "111111")
        assert (await world.get(order.id)).state == "fulfilled"

    async def test_counts_every_one_of_many_guesses_at_once(self, world: World) -> None:
        _, work = await ready(world)
        guesses = [world.hand_over(work, f"00000{digit}") for digit in range(8)]
        answers = await asyncio.gather(*guesses, return_exceptions=True)
        assert sum(isinstance(answer, fulfilment.WrongCode) for answer in answers) == 5
        assert sum(isinstance(answer, fulfilment.CodeLocked) for answer in answers) == 3

    async def test_happens_once_however_many_hands_reach_for_it(self, world: World) -> None:
        order, work = await ready(world)
        answers = await asyncio.gather(*(world.hand_over(work) for _ in range(4)), return_exceptions=True)
        assert sum(isinstance(answer, fulfilment.Fulfilment) for answer in answers) == 1
        assert sum(isinstance(answer, fulfilment.WrongStep) for answer in answers) == 3
        await world.settle()
        assert await money(world) == [Sums(order.total_minor, captured=order.total_minor)]
        assert await world.shelf() == (4, 0, 0)

    async def test_gives_only_what_was_picked(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 3})
        order = await world.order(collect("LAMP", 3), paid=False)
        await world.pay(order)
        (work,) = await world.work(order.id)
        await world.pick(work, 2)
        await world.make_ready(work)
        await world.hand_over(work)
        after = await world.get(order.id)
        assert (after.state, after.lines[0].fulfilled, after.lines[0].waiting) == ("in_progress", 2, 1)
        await world.settle()
        assert await money(world) == [
            Sums(order.total_minor, captured=value_between(order.lines[0], 0, 2)),
        ]
