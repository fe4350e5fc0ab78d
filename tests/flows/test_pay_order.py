"""Paying for held stock: an order or the money back, never both, never neither."""

import asyncio
from dataclasses import replace

import pytest

from atrium.contexts import inventory, orders, payments
from atrium.flows.confirm_payments import Heard, confirm_payments
from atrium.flows.expire_orders import expire_orders
from atrium.kit.ids import new_id
from tests.adapters.fake_gateway import Sums
from tests.story import ANA, collect, ship
from tests.world import World

DUE = "SELECT kind || ' ' || amount_minor || ' ' || state FROM payments.operations ORDER BY id"
TOTAL = 2 * 2768
SILENT = "tok_timeout"


@pytest.fixture
async def unpaid(world: World) -> orders.Order:
    """An order of two lamps that waits for its money."""
    await world.stock(LAMP={"S0001": 5})
    order = await world.order(collect(), ship(), paid=False)
    assert order.total_minor == TOTAL
    return order


async def payment_of(world: World, order: orders.Order) -> payments.Payment:
    (payment,) = await world.payments(order.id)
    return payment


async def operations(world: World) -> list[str]:
    async with world.database.reading() as tx:
        return await tx.values(DUE)


async def sums(world: World) -> list[Sums]:
    """What the gateway itself says of each payment."""
    return list((await world.gateway.settlement()).values())


async def states(world: World, order: orders.Order) -> tuple[str, str]:
    """Of the order and its payment."""
    return (await world.get(order.id)).state, (await payment_of(world, order)).state


class TestPayOrder:
    async def test_makes_an_order_of_it(self, world: World, unpaid: orders.Order) -> None:
        await world.pay(unpaid)
        assert await states(world, unpaid) == ("placed", "authorised")
        assert await world.shelf() == (5, 0, 2)
        assert {work.state for work in await world.work(unpaid.id)} == {"queued"}
        assert await sums(world) == [Sums(TOTAL)]
        assert await world.story(unpaid.subject) == [
            "orders.awaits_payment",
            "fulfilment.routed",
            "fulfilment.routed",
            "payments.started",
            "payments.authorised",
            "orders.paid",
            "fulfilment.queued",
            "fulfilment.queued",
        ]

    @pytest.mark.parametrize(
        ("token", "code"),
        [
            ("tok_declined", "card_declined"),
            ("tok_insufficient_funds", "insufficient_funds"),
            ("tok_x", "unknown_token"),
        ],
    )
    async def test_leaves_a_declined_order_on_hold(
        self, world: World, unpaid: orders.Order, token: str, code: str
    ) -> None:
        with pytest.raises(payments.CardDeclined) as refused:
            await world.pay(unpaid, token)
        assert refused.value.decline_code == code
        assert await states(world, unpaid) == ("awaiting_payment", "declined")
        assert await world.shelf() == (5, 2, 0)

    async def test_takes_another_card_after_one_was_declined(self, world: World, unpaid: orders.Order) -> None:
        with pytest.raises(payments.CardDeclined):
            await world.pay(unpaid, "tok_declined")
        await world.pay(unpaid)
        assert (await world.get(unpaid.id)).state == "placed"
        assert [payment.state for payment in await world.payments(unpaid.id)] == ["declined", "authorised"]

    async def test_pays_once_when_it_is_sent_twice(self, world: World, unpaid: orders.Order) -> None:
        id_ = new_id()
        await world.pay(unpaid, payment_id=id_)
        await world.pay(unpaid, payment_id=id_)
        with pytest.raises(orders.OrderClosed):
            await world.pay(unpaid)
        assert await sums(world) == [Sums(TOTAL)]

    async def test_says_again_that_the_card_was_declined(self, world: World, unpaid: orders.Order) -> None:
        id_ = new_id()
        for _ in range(2):
            with pytest.raises(payments.CardDeclined) as refused:
                await world.pay(unpaid, "tok_declined", payment_id=id_)
            assert refused.value.decline_code == "card_declined"
        assert len(await sums(world)) == 1

    async def test_takes_one_payment_when_many_come_at_once(self, world: World, unpaid: orders.Order) -> None:
        answers = await asyncio.gather(*(world.pay(unpaid) for _ in range(5)), return_exceptions=True)
        assert answers.count(None) == 1
        assert {type(a) for a in answers} <= {type(None), payments.PaymentUnderWay, orders.OrderClosed}
        assert await sums(world) == [Sums(TOTAL)]
        assert await world.shelf() == (5, 0, 2)

    async def test_refuses_an_order_that_expired(self, world: World, unpaid: orders.Order) -> None:
        world.later(minutes=16)
        assert await expire_orders(world.database, now=world.now) == 1
        with pytest.raises(orders.OrderClosed) as refused:
            await world.pay(unpaid)
        assert refused.value.state == "expired"
        assert await world.payments(unpaid.id) == []
        assert await sums(world) == []

    async def test_refuses_an_order_that_is_not_there(self, world: World, unpaid: orders.Order) -> None:
        with pytest.raises(orders.OrderNotFound):
            await world.pay(replace(unpaid, id=new_id()))

    async def test_pays_though_the_goods_were_lost_meanwhile(self, world: World, unpaid: orders.Order) -> None:
        await world.adjust(inventory.Adjustment("LAMP", "S0001", -4, "water damage"))
        await world.pay(unpaid)
        assert await states(world, unpaid) == ("placed", "authorised")
        level = await world.level()
        assert (level.on_hand, level.reserved, level.shortfall) == (1, 2, 1)


class TestSilence:
    """The gateway took the money and did not say so."""

    async def fall_silent(self, world: World, order: orders.Order, token: str = SILENT) -> None:
        with pytest.raises(payments.GatewaySilent):
            await world.pay(order, token)
        assert await states(world, order) == ("awaiting_payment", "started")

    @pytest.mark.parametrize("token", ["tok_timeout", "tok_slow_15s"])
    async def test_becomes_an_order_once_the_truth_is_found(
        self, world: World, unpaid: orders.Order, token: str
    ) -> None:
        await self.fall_silent(world, unpaid, token)
        world.later(seconds=16)
        assert await world.settle() == 1
        assert await states(world, unpaid) == ("placed", "authorised")
        assert await world.shelf() == (5, 0, 2)
        assert await world.settle() == 0
        assert await sums(world) == [Sums(TOTAL)]

    async def test_refuses_a_second_payment_meanwhile(self, world: World, unpaid: orders.Order) -> None:
        await self.fall_silent(world, unpaid)
        with pytest.raises(payments.PaymentUnderWay):
            await world.pay(unpaid)
        assert len(await sums(world)) == 1

    async def test_is_let_go_when_the_hold_expired_meanwhile(self, world: World, unpaid: orders.Order) -> None:
        await self.fall_silent(world, unpaid)
        world.later(minutes=16)
        assert await expire_orders(world.database, now=world.now) == 1
        assert await world.shelf() == (5, 0, 0)
        assert await world.settle() == 1
        assert await states(world, unpaid) == ("expired", "authorised")
        assert await operations(world) == [f"void {TOTAL} due"]
        assert await world.settle() == 1
        assert await states(world, unpaid) == ("expired", "voided")
        assert await sums(world) == [Sums(TOTAL, voided=TOTAL)]
        assert await world.shelf() == (5, 0, 0)
        assert await world.settle() == 0

    async def test_is_let_go_when_the_order_was_cancelled_meanwhile(self, world: World, unpaid: orders.Order) -> None:
        await self.fall_silent(world, unpaid)
        await world.cancel(unpaid)
        world.later(seconds=16)
        await world.settle()
        await world.settle()
        assert await states(world, unpaid) == ("cancelled", "voided")
        assert await sums(world) == [Sums(TOTAL, voided=TOTAL)]

    async def test_ends_once_however_settling_and_expiry_meet(self, world: World, unpaid: orders.Order) -> None:
        await self.fall_silent(world, unpaid)
        world.later(minutes=16)
        await asyncio.gather(
            world.settle(),
            expire_orders(world.database, now=world.now),
            world.settle(),
            expire_orders(world.database, now=world.now),
        )
        world.later(seconds=31)
        await world.settle()
        (money,) = await sums(world)
        state, _ = await states(world, unpaid)
        assert (state, money.voided) in {("placed", 0), ("expired", TOTAL)}
        assert await world.shelf() == (5, 0, 2 if state == "placed" else 0)

    async def test_fails_after_a_minute_and_a_half_when_the_gateway_never_heard_of_it(
        self, world: World, unpaid: orders.Order
    ) -> None:
        await self.fall_silent(world, unpaid, "tok_error_once")
        world.later(seconds=80)
        assert await world.settle() == 1
        assert await states(world, unpaid) == ("awaiting_payment", "started")
        world.later(seconds=11)
        await world.settle()
        assert await states(world, unpaid) == ("awaiting_payment", "failed")
        await world.pay(unpaid)
        assert (await world.get(unpaid.id)).state == "placed"

    async def test_is_left_alone_while_an_answer_may_still_come(self, world: World, unpaid: orders.Order) -> None:
        await self.fall_silent(world, unpaid)
        world.later(seconds=14)
        assert await world.settle() == 0


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
