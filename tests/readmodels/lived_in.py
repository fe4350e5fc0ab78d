"""A house in which something of everything has happened, so that every invariant has something to look at."""

from dataclasses import dataclass

from atrium.contexts import fulfilment, orders
from atrium.flows.cancel_order import cancel_order
from atrium.flows.expire_orders import expire_orders
from atrium.flows.hand_over import hand_over
from atrium.flows.refund_order import refund_order
from atrium.flows.ship_goods import ship_goods
from atrium.kit.db import Database
from atrium.kit.events import sequence
from tests.story import ANA, collect, ship
from tests.world import World, a_world


@dataclass(frozen=True, slots=True)
class LivedIn:
    """The orders' numbers, by what became of them."""

    shipped: str
    queued: str
    cancelled: str
    unpaid: str
    by_card: str
    short: str
    handed_over: str
    expired: str


async def live(database: Database) -> LivedIn:
    """Lets orders take every way through the house."""
    world = await a_world(database)
    await world.stock(LAMP={"S0001": 20, "S0002": 3, "DC-RENO": 5}, VASE={"S0001": 9, "DC-RENO": 2}, BOLT={"S0001": 50})
    expired = await world.order(ship("VASE"), paid=False)
    world.later(hours=1)
    await expire_orders(database, now=world.now)
    shipped = await world.order(ship("LAMP", 2), ship("VASE"))
    await _ship(world, shipped)
    cancelled = await world.order(ship("LAMP", 3), ship("BOLT", 7))
    await _cancel(world, cancelled)
    handed_over = await world.order(collect("VASE", 2), paid=False, hold_until=world.now.replace(year=2027))
    await world.pay(handed_over)
    await _hand_over(world, handed_over)
    await world.settle()
    await _refund(world, shipped)
    await _refund(world, handed_over)
    async with database.transaction() as tx:
        await sequence(tx)
    short = await world.order(collect("LAMP", 3, at="S0002"))
    await world.pick((await world.work(short.id))[0], 1)
    by_card = await world.order(ship("LAMP", 3), paid=False, hold_until=world.now.replace(year=2027))
    await world.pay(by_card)
    queued = await world.order(ship("LAMP"), ship("VASE", 2))
    unpaid = await world.order(ship("BOLT", 5), paid=False, hold_until=world.now.replace(year=2027))
    return LivedIn(
        shipped=shipped.number,
        queued=queued.number,
        cancelled=cancelled.number,
        unpaid=unpaid.number,
        by_card=by_card.number,
        short=short.number,
        handed_over=handed_over.number,
        expired=expired.number,
    )


async def _ship(world: World, order: orders.Order) -> None:
    for work in await world.work(order.id):
        await world.pick(work)
        async with world.database.transaction() as tx:
            picked = await fulfilment.lock_fulfilment(tx, work.id)
            await fulfilment.pack(tx, picked, now=world.now, actor=ANA)
        async with world.database.transaction() as tx:
            await ship_goods(tx, fulfilment_id=work.id, tracking=None, actor=ANA, now=world.now)


async def _hand_over(world: World, order: orders.Order) -> None:
    for work in await world.work(order.id):
        await world.pick(work)
        async with world.database.transaction() as tx:
            picked = await fulfilment.lock_fulfilment(tx, work.id)
            await fulfilment.make_ready(tx, picked, code="123456", now=world.now, actor=ANA)
        async with world.database.transaction() as tx:
            await hand_over(tx, fulfilment_id=work.id, code="123456", actor=ANA, now=world.now)


async def _refund(world: World, order: orders.Order) -> None:
    async with world.database.transaction() as tx:
        await refund_order(tx, order_id=order.id, amount_minor=100, reason="late", actor=ANA, now=world.now)


async def _cancel(world: World, order: orders.Order) -> None:
    async with world.database.transaction() as tx:
        await cancel_order(tx, order_id=order.id, reason="not wanted", actor=ANA, now=world.now)
