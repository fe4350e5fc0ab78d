"""Holds that run out: one sweep for all of them."""

import asyncio

from atrium.flows.expire_orders import expire_orders
from tests.story import a_request, collect
from tests.world import World, id_of

# Open holds whose orders nobody can end: there are none.
STUCK = """
    INSERT INTO inventory.holds (id, order_id, line_number, fulfilment_id, sku, location, quantity, state,
                                 expires_at, created_at)
    SELECT id, id, 1, id, 'VASE', 'S0001', 1, 'open', %(now)s, %(now)s
      FROM (SELECT lpad(to_hex(number), 32, '0')::uuid AS id FROM generate_series(1, 20000) AS number) AS many
"""


async def expire(world: World) -> int:
    return await expire_orders(world.database, now=world.now)


class TestExpireOrders:
    async def test_ends_unpaid_orders_and_frees_their_stock(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        order = await world.order(collect("LAMP", 2), paid=False)
        world.later(minutes=15)
        assert await expire(world) == 1
        after = await world.get(order.id)
        assert (after.state, after.lines[0].cancelled) == ("expired", 2)
        assert [work.state for work in await world.work(order.id)] == ["cancelled"]
        assert await world.shelf() == (5, 0, 0)
        assert (await world.story(order.subject))[-2:] == ["orders.expired", "fulfilment.cancelled"]
        assert await expire(world) == 0

    async def test_leaves_paid_orders_and_younger_holds_alone(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        paid = await world.order(collect(), paid=False)
        await world.pay(paid)
        world.later(minutes=10)
        young = await world.order(collect(), paid=False, hold_until=world.now.replace(hour=13))
        world.later(minutes=10)
        before = await world.contents()
        assert await expire(world) == 0
        assert await world.contents() == before
        assert (await world.get(young.id)).state == "awaiting_payment"

    async def test_sends_as_many_statements_for_many_as_for_one(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 100})

        async def sent(count: int) -> int:
            answers = await world.place(*(a_request(collect(), paid=False) for _ in range(count)))
            assert all(id_of(answer) for answer in answers)
            later, world.now = world.now, world.now.replace(hour=14)
            before = world.database.statements.sent
            assert await expire(world) == count
            world.now = later
            return world.database.statements.sent - before

        assert await sent(1) == await sent(40)

    async def test_ends_each_once_when_two_sweep_at_the_same_time(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 20})
        await world.place(*(a_request(collect(), paid=False) for _ in range(20)))
        world.later(minutes=16)
        assert sum(await asyncio.gather(*(expire(world) for _ in range(3)))) == 20
        assert await world.shelf() == (20, 0, 0)

    async def test_does_not_stop_at_many_that_cannot_be_ended(self, world: World) -> None:
        async with world.database.transaction() as tx:
            await tx.run(STUCK, {"now": world.now})
        await world.stock(LAMP={"S0001": 5})
        order = await world.order(collect("LAMP", 2), paid=False)
        world.later(minutes=16)
        assert await expire(world) == 1
        assert (await world.get(order.id)).state == "expired"

    async def test_meets_a_payment_and_one_of_them_wins(self, world: World) -> None:
        for _ in range(5):
            await world.stock(LAMP={"S0002": 1})
            order = await world.order(collect(at="S0002"), paid=False, hold_until=world.now)
            await asyncio.gather(world.pay(order), expire(world), return_exceptions=True)
            await world.settle()
            state = (await world.get(order.id)).state
            money = list((await world.gateway.settlement()).values())
            assert state in {"placed", "expired"}
            if money and state == "expired":
                assert money[-1].voided == money[-1].authorised
            await world.drain(order)
