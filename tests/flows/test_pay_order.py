"""Paying for held stock: an order or the money back, never both, never neither."""

import asyncio
from dataclasses import replace

import pytest

from atrium.contexts import inventory, orders, payments
from atrium.flows.expire_orders import expire_orders
from atrium.kit.ids import new_id
from tests.adapters.fake_gateway import Sums
from tests.world import World

DUE = "SELECT kind || ' ' || amount_minor || ' ' || state FROM payments.operations ORDER BY id"
TOTAL = 2 * 2768
SILENT = "tok_timeout"


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
