"""A cart as its holder sees it."""

from datetime import date

from atrium.contexts import catalog
from atrium.contexts.carts import AddLine, Cart, Holder, RemoveLine, SetDetails
from atrium.kit.ids import new_secret
from atrium.readmodels.cart_page import CartPage, load_cart_page
from atrium.vocabulary.promise import PickupPromise, ShippingPromise
from tests.story import ANA, HOME, RATE, SHOPPER, US, ship, worth
from tests.world import World

KIM = Holder(secret=new_secret())


async def page_of(world: World, cart: Cart) -> CartPage:
    async with world.database.reading() as tx:
        return await load_cart_page(tx, cart, market=US, source_map=world.source_map, now=world.now)


class TestLoadCartPage:
    async def test_says_what_each_line_is_costs_and_when_it_comes(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 3, "DC-RENO": 9}, VASE={"S0001": 1})
        cart = await world.fill(
            KIM, AddLine("LAMP", 2), AddLine("VASE", 1, "pickup", "S0001"), SetDetails(SHOPPER, HOME)
        )
        page = await page_of(world, cart)
        lamp, vase = page.lines
        assert lamp.goods is not None
        assert (lamp.goods.name, lamp.net_minor, lamp.state, lamp.left) == ("Desk lamp", 4998, "fine", 2)
        assert isinstance(lamp.promise, ShippingPromise)
        assert (lamp.promise.location, lamp.promise.ships_on) == ("DC-RENO", date(2026, 11, 20))
        assert isinstance(vase.promise, PickupPromise)
        assert vase.place is not None
        assert (vase.place.name, vase.promise.location) == ("Fargo store", "S0001")
        assert page.taxes == [(RATE, 537 + 69)]
        assert (page.net_minor, page.tax_minor, page.total_minor) == (5642, 606, 6248)
        assert page.total_minor == worth(ship("LAMP", 2), ship("VASE", 1))
        assert page.orderable

    async def test_takes_two_statements_and_none_for_nothing(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 3})
        cart = await world.fill(KIM, AddLine("LAMP", 2), AddLine("LAMP", 1, "pickup", "S0001"))
        before = world.database.statements.sent
        await page_of(world, cart)
        assert world.database.statements.sent - before == 2

    async def test_keeps_to_what_the_order_will_come_to(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 30}, BOLT={"S0001": 2000})
        cart = await world.fill(KIM, AddLine("BOLT", 999), AddLine("LAMP", 7), SetDetails(SHOPPER, HOME))
        page = await page_of(world, cart)
        await world.buy(KIM, cart, expected_total_minor=page.total_minor)
        assert (await world.get(cart.order_id)).total_minor == page.total_minor

    async def test_says_how_many_are_left(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 2, "S0002": 1})
        cart = await world.fill(KIM, AddLine("LAMP", 4, "pickup", "S0001"), AddLine("LAMP", 9))
        near, sent = (await page_of(world, cart)).lines
        assert (near.state, near.left, near.promise) == ("short", 2, None)
        assert (sent.state, sent.left, sent.promise) == ("short", 3, None)

    async def test_keeps_a_line_of_what_is_not_sold_any_more_and_counts_it_as_nothing(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        cart = await world.fill(KIM, AddLine("LAMP", 1), AddLine("GHOST", 1))
        async with world.database.transaction() as tx:
            await catalog.withdraw_items(tx, ["LAMP"], now=world.now, actor=ANA)
        page = await page_of(world, cart)
        assert [line.state for line in page.lines] == ["not_sold", "not_sold"]
        assert (page.total_minor, page.taxes, page.orderable) == (0, [], False)

    async def test_says_that_a_place_hands_nothing_over(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 9})
        cart = await world.fill(KIM, AddLine("LAMP", 1, "pickup", "DC-RENO"), AddLine("LAMP", 1, "pickup", "S9999"))
        assert [line.state for line in (await page_of(world, cart)).lines] == ["no_pickup", "no_pickup"]

    async def test_of_an_empty_cart_is_empty(self, world: World) -> None:
        await world.fill(KIM, AddLine("LAMP", 1))
        page = await page_of(world, await world.fill(KIM, RemoveLine(1)))
        assert (page.lines, page.total_minor, page.orderable) == ((), 0, False)


class TestPromisedBy:
    async def test_is_kept_with_the_order_as_it_was_shown(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 3, "DC-RENO": 9})
        cart = await world.fill(
            KIM, AddLine("LAMP", 1), AddLine("LAMP", 1, "pickup", "S0001"), SetDetails(SHOPPER, HOME)
        )
        shown = {
            line.promise.location: line.promise.promised_by
            for line in (await page_of(world, cart)).lines
            if line.promise
        }
        await world.buy(KIM, cart)
        assert {work.location: work.promised_by for work in await world.work(cart.order_id)} == shown
        assert len(shown) == 2

    async def test_is_unknown_where_nobody_was_told(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 3})
        order = await world.order(ship())
        assert [work.promised_by for work in await world.work(order.id)] == [None]
