"""What was in an order that came to nothing goes back into the cart."""

from dataclasses import replace

import pytest

from atrium.contexts import carts, orders
from atrium.contexts.carts import AddLine, Cart, Holder
from atrium.flows.expire_orders import expire_orders
from atrium.flows.refill_cart import refill_cart
from atrium.kit.ids import new_id, new_secret
from atrium.vocabulary.actor import Scope
from tests.story import GUEST, HOME, SHOPPER, collect, ship
from tests.world import World

KIM = Holder(secret=new_secret())


async def refill(world: World, order: orders.Order) -> Cart:
    actor = replace(GUEST, sees=Scope.of_order(order.id))
    opening = carts.NewCart(new_id(), new_id(), "US")
    return await world.database.commit(
        lambda tx: refill_cart(tx, order_id=order.id, holder=KIM, opening=opening, actor=actor, now=world.now)
    )


def kinds(cart: Cart) -> list[tuple[str, int, str, str | None]]:
    return [(line.sku, line.quantity, line.mode, line.pickup_location) for line in cart.lines]


@pytest.fixture
async def expired(world: World) -> orders.Order:
    """Two lamps to be shipped and one to be collected, that nobody paid for."""
    await world.stock(LAMP={"S0001": 5})
    order = await world.order(ship(quantity=2), collect(), paid=False)
    world.later(minutes=16)
    await expire_orders(world.database, now=world.now)
    return await world.get(order.id)


class TestRefillCart:
    async def test_puts_everything_back(self, world: World, expired: orders.Order) -> None:
        cart = await refill(world, expired)
        assert kinds(cart) == [("LAMP", 2, "ship", None), ("LAMP", 1, "pickup", "S0001")]
        assert (cart.contact, cart.address) == (SHOPPER, HOME)
        assert cart.order_id != expired.id

    async def test_adds_nothing_the_second_time(self, world: World, expired: orders.Order) -> None:
        assert await refill(world, expired) == await refill(world, expired)

    async def test_keeps_what_the_cart_had(self, world: World, expired: orders.Order) -> None:
        await world.fill(KIM, AddLine("VASE", 4), AddLine("LAMP", 1))
        cart = await refill(world, expired)
        assert kinds(cart) == [("VASE", 4, "ship", None), ("LAMP", 2, "ship", None), ("LAMP", 1, "pickup", "S0001")]

    async def test_can_be_bought_then(self, world: World, expired: orders.Order) -> None:
        cart = await refill(world, expired)
        await world.buy(KIM, cart)
        assert (await world.get(cart.order_id)).state == "placed"

    async def test_is_refused_while_the_order_lives(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        order = await world.order(ship(), paid=False)
        before = await world.contents()
        with pytest.raises(orders.OrderClosed):
            await refill(world, order)
        assert await world.contents() == before

    async def test_is_refused_of_somebody_elses_order(self, world: World, expired: orders.Order) -> None:
        opening = carts.NewCart(new_id(), new_id(), "US")
        async with world.database.transaction() as tx:
            with pytest.raises(orders.OrderNotFound):
                await refill_cart(tx, order_id=expired.id, holder=KIM, opening=opening, actor=GUEST, now=world.now)
