"""From a cart to a paid order: what was seen is what is ordered, once, whatever happens on the way."""

import asyncio
import sys
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from psycopg.errors import UniqueViolation

from atrium.contexts import carts, catalog, inventory, orders, payments, pricing
from atrium.contexts.carts import AddLine, Cart, Holder, SetDetails
from atrium.flows.check_out import payment_id
from atrium.flows.expire_orders import expire_orders
from atrium.flows.place_orders import FromCart, Placed, PlaceOrder
from atrium.kit.ids import new_id, new_secret
from tests.adapters.fake_gateway import Sums
from tests.story import ANA, CARD, HOME, SHOPPER, a_request, collect, ship
from tests.world import World

KIM = Holder(secret=new_secret())
OTHER_CARD = "tok_mastercard"
TOTAL = 2 * 2768


@pytest.fixture
async def cart(world: World) -> Cart:
    """A lamp to be shipped and one to be collected, of five."""
    await world.stock(LAMP={"S0001": 5})
    return await world.fill(KIM, AddLine("LAMP", 1), AddLine("LAMP", 1, "pickup", "S0001"), SetDetails(SHOPPER, HOME))


async def states(world: World, cart: Cart) -> tuple[str, list[str]]:
    """Of the order and its payments."""
    payments_ = await world.payments(cart.order_id)
    return (await world.get(cart.order_id)).state, sorted(payment.state for payment in payments_)


async def sums(world: World) -> list[Sums]:
    return list((await world.gateway.settlement()).values())


async def find_order(world: World, cart: Cart) -> orders.Captured | None:
    async with world.database.reading() as tx:
        found = await orders.find_captured(tx, ids=[cart.order_id], references=[])
    return found[0] if found else None


class TestCheckOut:
    async def test_makes_a_paid_order_of_a_cart(self, world: World, cart: Cart) -> None:
        assert await world.buy(KIM, cart) == cart.order_id
        assert await states(world, cart) == ("placed", ["authorised"])
        order = await world.get(cart.order_id)
        assert (order.channel, order.total_minor, order.contact, order.address) == ("web", TOTAL, SHOPPER, HOME)
        assert [(line.sku, line.mode, line.pickup_location) for line in order.lines] == [
            ("LAMP", "ship", None),
            ("LAMP", "pickup", "S0001"),
        ]
        assert await world.shelf() == (5, 0, 2)
        assert await sums(world) == [Sums(TOTAL)]
        assert (await world.story(order.subject))[:4] == [
            "orders.awaits_payment",
            "fulfilment.routed",
            "fulfilment.routed",
            "payments.started",
        ]

    async def test_ends_the_cart(self, world: World, cart: Cart) -> None:
        await world.buy(KIM, cart)
        async with world.database.reading() as tx:
            assert await carts.find_cart(tx, KIM) is None
            assert (await carts.get_cart(tx, KIM, order_id=cart.order_id)).state == "ordered"

    async def test_makes_the_order_the_shoppers(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        shopper = Holder(shopper=new_id())
        cart = await world.fill(shopper, AddLine("LAMP", 1), SetDetails(SHOPPER, HOME))
        await world.buy(shopper, cart)
        assert (await world.get(cart.order_id)).shopper == shopper.shopper

    async def test_sends_nothing_to_an_address_that_nobody_needs(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        cart = await world.fill(KIM, AddLine("LAMP", 1, "pickup", "S0001"), SetDetails(SHOPPER, HOME))
        await world.buy(KIM, cart)
        assert (await world.get(cart.order_id)).address is None

    async def test_takes_at_most_twenty_six_statements_with_its_cart(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        before = world.database.statements.sent
        await world.fill(KIM, AddLine("LAMP", 1, "pickup", "S0001"))
        cart = await world.fill(KIM, SetDetails(SHOPPER, None))
        await world.buy(KIM, cart)
        sent = world.database.statements.sent - before
        sys.stdout.write(f"statements of a checkout: {sent}\n")
        assert sent <= 26


class TestRefusals:
    @pytest.fixture(autouse=True)
    async def untouched(self, world: World, cart: Cart) -> None:
        del world, cart

    async def refused(
        self, world: World, refusal: type[Exception], cart: Cart, by: Holder = KIM, **changes: Any
    ) -> Exception:
        """The refusal, after which nothing has changed and no card was asked."""
        before = await world.contents()
        with pytest.raises(refusal) as refused:
            await world.buy(by, cart, **changes)
        assert await world.contents() == before
        assert await sums(world) == []
        return refused.value

    async def test_of_somebody_elses_cart(self, world: World, cart: Cart) -> None:
        for stranger in (Holder(secret=new_secret()), Holder(shopper=new_id()), Holder()):
            await self.refused(world, carts.CartNotFound, cart, by=stranger)

    async def test_of_another_order_id(self, world: World, cart: Cart) -> None:
        await self.refused(world, carts.CartNotFound, cart, order_id=new_id())

    async def test_of_a_cart_that_changed_since_it_was_seen(self, world: World, cart: Cart) -> None:
        await world.fill(KIM, AddLine("LAMP", 1))
        await self.refused(world, carts.CartChanged, cart)

    async def test_of_an_empty_cart(self, world: World, cart: Cart) -> None:
        empty = await world.fill(KIM, carts.RemoveLine(1), carts.RemoveLine(2))
        await self.refused(world, carts.CartEmpty, cart, version=empty.version)

    async def test_of_a_cart_that_is_for_nobody(self, world: World) -> None:
        lee = Holder(secret=new_secret())
        cart = await world.fill(lee, AddLine("LAMP", 1))
        await self.refused(world, carts.ContactMissing, cart, by=lee)

    async def test_of_a_parcel_without_an_address(self, world: World, cart: Cart) -> None:
        later = await world.fill(KIM, SetDetails(SHOPPER, None))
        await self.refused(world, orders.AddressMissing, cart, version=later.version)

    @pytest.mark.parametrize("expected", [0, 1, TOTAL - 1, TOTAL + 1, -TOTAL])
    async def test_of_another_total_than_it_comes_to(self, world: World, cart: Cart, expected: int) -> None:
        said = await self.refused(world, orders.PriceChanged, cart, expected_total_minor=expected)
        assert isinstance(said, orders.PriceChanged)
        assert (said.expected_minor, said.total_minor, said.currency) == (expected, TOTAL, "USD")
        assert "$55.36" in said.message

    async def test_of_a_price_that_changed_meanwhile(self, world: World, cart: Cart) -> None:
        async with world.database.transaction() as tx:
            dearer = pricing.ListPrice("US", "LAMP", "USD", Decimal("29.99"))
            await pricing.save_list_prices(tx, [dearer], now=world.now, actor=ANA)
        await self.refused(world, orders.PriceChanged, cart)

    async def test_of_an_item_that_was_withdrawn(self, world: World, cart: Cart) -> None:
        async with world.database.transaction() as tx:
            await catalog.withdraw_items(tx, ["LAMP"], now=world.now, actor=ANA)
        await self.refused(world, catalog.NotSold, cart)

    async def test_of_what_went_to_somebody_else(self, world: World, cart: Cart) -> None:
        await world.order(*[ship()] * 4)
        said = await self.refused(world, inventory.InsufficientStock, cart)
        assert isinstance(said, inventory.InsufficientStock)
        assert said.field in ("lines[0].quantity", "lines[1].quantity")


class TestAgain:
    """Buttons pressed twice, tabs left open, processes that died: one order, one payment."""

    async def test_is_the_same_order_when_it_is_sent_twice(self, world: World, cart: Cart) -> None:
        assert await world.buy(KIM, cart) == await world.buy(KIM, cart)
        assert await states(world, cart) == ("placed", ["authorised"])
        assert await sums(world) == [Sums(TOTAL)]

    async def test_is_one_order_when_many_send_it_at_once(self, world: World, cart: Cart) -> None:
        answers = await asyncio.gather(*(world.buy(KIM, cart) for _ in range(8)), return_exceptions=True)
        assert set(answers) == {cart.order_id}
        assert await states(world, cart) == ("placed", ["authorised"])
        assert await world.shelf() == (5, 0, 2)
        assert await sums(world) == [Sums(TOTAL)]

    async def test_is_one_payment_when_two_tabs_have_two_cards(self, world: World, cart: Cart) -> None:
        cards = [CARD, OTHER_CARD] * 3
        answers = await asyncio.gather(*(world.buy(KIM, cart, card) for card in cards), return_exceptions=True)
        told = {type(one) for one in answers if isinstance(one, BaseException)}
        assert told <= {payments.PaymentUnderWay, payments.GatewaySilent}
        assert cart.order_id in answers
        assert await states(world, cart) == ("placed", ["authorised"])
        assert await sums(world) == [Sums(TOTAL)]

    async def test_goes_on_where_a_process_died_before_it_asked_the_gateway(self, world: World, cart: Cart) -> None:
        await world.place(as_placed(cart))
        assert await states(world, cart) == ("awaiting_payment", ["started"])
        await world.buy(KIM, cart)
        assert await states(world, cart) == ("placed", ["authorised"])
        assert await sums(world) == [Sums(TOTAL)]

    async def test_goes_on_where_a_process_died_before_it_wrote_the_answer(self, world: World, cart: Cart) -> None:
        request = as_placed(cart)
        await world.place(request)
        assert request.cart is not None
        asked = request.cart.payment_id
        await world.gateway.authorise(reference=asked, amount_minor=TOTAL, currency="USD", token=CARD)
        await world.buy(KIM, cart)
        assert await states(world, cart) == ("placed", ["authorised"])
        assert await sums(world) == [Sums(TOTAL)]

    async def test_leaves_a_declined_order_to_another_card(self, world: World, cart: Cart) -> None:
        for _ in range(2):
            with pytest.raises(payments.CardDeclined):
                await world.buy(KIM, cart, "tok_declined")
        assert await states(world, cart) == ("awaiting_payment", ["declined"])
        assert await world.shelf() == (5, 2, 0)
        order = await world.get(cart.order_id)
        await world.pay(order, payment_id=payment_id(order.id, 2))
        assert await states(world, cart) == ("placed", ["authorised", "declined"])
        assert await world.buy(KIM, cart) == order.id

    async def test_is_found_out_when_the_gateway_was_silent(self, world: World, cart: Cart) -> None:
        with pytest.raises(payments.GatewaySilent):
            await world.buy(KIM, cart, "tok_timeout")
        assert await states(world, cart) == ("awaiting_payment", ["started"])
        world.later(seconds=16)
        await world.settle()
        assert await states(world, cart) == ("placed", ["authorised"])

    async def test_says_that_the_hold_ran_out(self, world: World, cart: Cart) -> None:
        with pytest.raises(payments.CardDeclined):
            await world.buy(KIM, cart, "tok_declined")
        world.later(minutes=16)
        await expire_orders(world.database, now=world.now)
        with pytest.raises(orders.OrderClosed) as refused:
            await world.buy(KIM, cart)
        assert refused.value.state == "expired"
        assert await sums(world) == [Sums(0)]

    async def test_meets_a_change_of_the_cart_and_one_of_them_comes_too_late(self, world: World, cart: Cart) -> None:
        bought, changed = await asyncio.gather(
            world.buy(KIM, cart), world.fill(KIM, AddLine("VASE", 1)), return_exceptions=True
        )
        assert isinstance(changed, Cart)
        if isinstance(bought, carts.CartChanged):
            assert (changed.id, len(changed.lines)) == (cart.id, 3)
            assert await find_order(world, cart) is None
        else:
            assert bought == cart.order_id
            assert (changed.id != cart.id, len(changed.lines)) == (True, 1)

    async def test_sells_the_last_one_once(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 1})
        holders = [Holder(secret=new_secret()) for _ in range(6)]
        baskets = [await world.fill(one, AddLine("LAMP", 1), SetDetails(SHOPPER, HOME)) for one in holders]
        answers = await asyncio.gather(
            *(world.buy(one, cart) for one, cart in zip(holders, baskets, strict=True)), return_exceptions=True
        )
        assert sum(isinstance(one, inventory.InsufficientStock) for one in answers) == 5
        assert await world.shelf() == (1, 0, 1)
        assert await sums(world) == [Sums(2768)]


def as_placed(cart: Cart) -> PlaceOrder:
    """What a checkout asks for before it asks the gateway."""
    return replace(
        a_request(ship(), collect(), paid=False, id_=cart.order_id),
        key=None,
        content=f"cart {cart.id}",
        cart=FromCart(cart.id, cart.version, None, TOTAL, payment_id(cart.order_id)),
    )


def look_away(*_: object) -> None:
    """A guard that is off."""


class TestControls:
    """Without its guard each promise is broken, so the tests above can fail."""

    async def test_without_the_check_a_cart_is_ordered_that_nobody_saw(
        self, world: World, cart: Cart, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen = as_placed(cart)
        await world.fill(KIM, AddLine("VASE", 1))
        (guarded,) = await world.place(seen)
        assert isinstance(guarded, carts.CartChanged)
        monkeypatch.setattr("atrium.flows.place_orders._check_cart", look_away)
        (unguarded,) = await world.place(seen)
        assert isinstance(unguarded, Placed)

    async def test_without_the_carts_end_the_book_itself_refuses_a_second_order(
        self, world: World, cart: Cart, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def leave_open(*_: object, **__: object) -> None:
            return None

        monkeypatch.setattr(carts, "close", leave_open)
        (first,) = await world.place(as_placed(cart))
        assert isinstance(first, Placed)
        with pytest.raises(UniqueViolation):
            await world.place(as_placed(cart))
