"""The gateway's answers written down: many at once, each paid, refused or let go for itself."""

from dataclasses import replace

import pytest

from atrium.contexts import orders, payments
from atrium.flows.confirm_payments import Heard, confirm_payments
from atrium.flows.expire_orders import expire_orders
from atrium.kit.ids import new_id
from tests.story import ANA, collect
from tests.world import World

DUE = "SELECT kind || ' ' || amount_minor || ' ' || state FROM payments.operations ORDER BY id"
TOTAL = 2 * 2768


async def payment_of(world: World, order: orders.Order) -> payments.Payment:
    (payment,) = await world.payments(order.id)
    return payment


async def operations(world: World) -> list[str]:
    async with world.database.reading() as tx:
        return await tx.values(DUE)


async def states(world: World, order: orders.Order) -> tuple[str, str]:
    """Of the order and its payment."""
    return (await world.get(order.id)).state, (await payment_of(world, order)).state


class TestConfirmPayments:
    async def confirm(
        self, world: World, payment: payments.Payment, answer: payments.Authorised | payments.Declined
    ) -> object:
        heard = Heard(payment.id, payment.order_id, answer, ANA)
        (said,) = await confirm_payments(world.database, [heard], now=world.now)
        return said

    async def start(self, world: World, order: orders.Order) -> payments.Payment:
        with pytest.raises(payments.GatewaySilent):
            await world.pay(order, "tok_timeout")
        return await payment_of(world, order)

    async def test_says_the_same_when_both_who_asked_confirm(self, world: World, unpaid: orders.Order) -> None:
        payment = await self.start(world, unpaid)
        answer = payments.Authorised("pay_1", TOTAL, "USD")
        assert await self.confirm(world, payment, answer) is None
        assert await self.confirm(world, payment, answer) is None
        assert await world.shelf() == (5, 0, 2)

    async def test_says_again_that_it_was_declined(self, world: World, unpaid: orders.Order) -> None:
        payment = await self.start(world, unpaid)
        for _ in range(2):
            refusal = await self.confirm(world, payment, payments.Declined("card_declined"))
            assert isinstance(refusal, payments.CardDeclined)
        assert await world.story(unpaid.subject) == [
            "orders.awaits_payment",
            "fulfilment.routed",
            "fulfilment.routed",
            "payments.started",
            "payments.declined",
        ]

    async def test_says_again_that_the_order_was_closed_and_lets_go_once(
        self, world: World, unpaid: orders.Order
    ) -> None:
        payment = await self.start(world, unpaid)
        world.later(minutes=16)
        await expire_orders(world.database, now=world.now)
        for _ in range(2):
            refusal = await self.confirm(world, payment, payments.Authorised("pay_1", TOTAL, "USD"))
            assert isinstance(refusal, orders.OrderClosed)
        assert await operations(world) == [f"void {TOTAL} due"]

    async def test_still_counts_money_that_came_after_the_payment_was_given_up(
        self, world: World, unpaid: orders.Order
    ) -> None:
        payment = await self.start(world, unpaid)
        async with world.database.transaction() as tx:
            await payments.fail(tx, payment, now=world.now, actor=ANA)
        assert await self.confirm(world, payment, payments.Authorised("pay_1", TOTAL, "USD")) is None
        assert await states(world, unpaid) == ("placed", "authorised")

    async def test_takes_nothing_of_late_money_for_an_order_that_another_card_paid(
        self, world: World, unpaid: orders.Order
    ) -> None:
        late = await self.start(world, unpaid)
        async with world.database.transaction() as tx:
            await payments.fail(tx, late, now=world.now, actor=ANA)
        await world.pay(unpaid)
        refusal = await self.confirm(world, late, payments.Authorised("pay_1", TOTAL, "USD"))
        assert isinstance(refusal, orders.OrderClosed)
        await world.ship_all(unpaid)
        await world.hand_over_all(unpaid)
        assert [one for one in await operations(world) if one.startswith("void")] == [f"void {TOTAL} due"]
        captured = [int(one.split()[1]) for one in await operations(world) if one.startswith("capture")]
        assert sum(captured) == TOTAL


class TestManyAtOnce:
    async def silent(self, world: World, count: int) -> list[payments.Payment]:
        """Payments of as many orders, asked for and not yet answered."""
        await world.stock(LAMP={"S0001": 50})
        started: list[payments.Payment] = []
        for _ in range(count):
            order = await world.order(collect(), paid=False)
            with pytest.raises(payments.GatewaySilent):
                await world.pay(order, "tok_timeout")
            started.append(await payment_of(world, order))
        return started

    def yes(self, payment: payments.Payment) -> Heard:
        return Heard(payment.id, payment.order_id, payments.Authorised("pay_1", 2768, "USD"), ANA)

    async def test_take_as_many_statements_as_one(self, world: World) -> None:
        first, *others = await self.silent(world, 6)
        sent: list[int] = []
        for some in ([first], others):
            before = world.database.statements.sent
            said = await confirm_payments(world.database, [self.yes(one) for one in some], now=world.now)
            assert said == [None] * len(some)
            sent.append(world.database.statements.sent - before)
        assert sent == [10, 10]
        assert await world.shelf() == (50, 0, 6)

    async def test_are_each_answered_for_themselves(self, world: World) -> None:
        paid, declined, late, unknown = await self.silent(world, 4)
        await world.cancel(await world.get(late.order_id))
        heard = [
            self.yes(paid),
            Heard(declined.id, declined.order_id, payments.Declined("card_declined"), ANA),
            self.yes(late),
            self.yes(replace(unknown, order_id=new_id())),
            self.yes(paid),
        ]
        said = await confirm_payments(world.database, heard, now=world.now)
        assert [type(one).__name__ for one in said] == [
            "NoneType",
            "CardDeclined",
            "OrderClosed",
            "OrderNotFound",
            "NoneType",
        ]
        assert [(await world.get(one.order_id)).state for one in (paid, declined, late)] == [
            "placed",
            "awaiting_payment",
            "cancelled",
        ]
        assert await operations(world) == ["void 2768 due"]
        assert await world.shelf() == (50, 2, 1)

    async def test_pay_an_order_once_though_two_cards_were_charged(self, world: World, unpaid: orders.Order) -> None:
        with pytest.raises(payments.GatewaySilent):
            await world.pay(unpaid, "tok_timeout")
        first = await payment_of(world, unpaid)
        async with world.database.transaction() as tx:
            await payments.fail(tx, first, now=world.now, actor=ANA)
        with pytest.raises(payments.GatewaySilent):
            await world.pay(unpaid, "tok_timeout")
        both = [
            Heard(p.id, p.order_id, payments.Authorised("pay_1", TOTAL, "USD"), ANA)
            for p in await world.payments(unpaid.id)
        ]
        said = await confirm_payments(world.database, both, now=world.now)
        assert [type(one).__name__ for one in said] == ["NoneType", "OrderClosed"]
        assert await operations(world) == [f"void {TOTAL} due"]
