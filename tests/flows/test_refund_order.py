"""Money that was taken goes back although the goods stay."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from atrium.contexts import orders, payments
from atrium.contexts.orders import store as order_store
from atrium.contexts.payments import store as payment_store
from atrium.kit.db import Tx
from tests.adapters.fake_gateway import Sums
from tests.flows.helping import cancel_lines, drift, race, refund, unchanged
from tests.story import CARD, collect, ship
from tests.world import World

ONE_LAMP = 2768
"""What a lamp costs in minor units, tax included."""


async def shipped(world: World, units: int = 1, *, token: str = CARD) -> orders.Order:
    """An order that was paid by card and has left; its money is taken."""
    await world.stock(LAMP={"DC-RENO": units})
    order = await world.order(ship("LAMP", units), paid=False)
    await world.pay(order, token)
    await world.ship_all(order)
    await world.settle()
    return await world.get(order.id)


async def sums(world: World) -> list[Sums]:
    """What the gateway says once everything due is done; of one payment it does one thing at a time."""
    while await world.settle():
        pass
    return list((await world.gateway.settlement()).values())


class TestRefundOrder:
    async def test_gives_an_amount_back_and_keeps_it_apart(self, world: World) -> None:
        order = await shipped(world)
        after = await refund(world, order, 500)
        assert (after.state, after.goodwill_minor) == ("fulfilled", 500)
        assert await sums(world) == [Sums(ONE_LAMP, captured=ONE_LAMP, refunded=500)]
        assert await drift(world) == []

    async def test_gives_everything_back_that_is_left(self, world: World) -> None:
        order = await shipped(world)
        await refund(world, order, 500)
        after = await refund(world, order)
        assert after.goodwill_minor == ONE_LAMP
        assert await sums(world) == [Sums(ONE_LAMP, captured=ONE_LAMP, refunded=ONE_LAMP)]
        assert (await world.payments(order.id))[0].state == "refunded"
        assert await drift(world) == []

    async def test_tells_who_gave_it_and_why(self, world: World) -> None:
        order = await shipped(world)
        await refund(world, order, 500)
        granted = next(one for one in await world.events(order.subject) if one.type == "orders.goodwill_granted")
        assert (granted.actor, granted.reason) == ("staff Mia Okafor", "arrived late")
        assert granted.facts["amount_minor"] == 500

    async def test_counts_a_capture_that_the_gateway_has_not_answered(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 1})
        order = await world.order(ship(), paid=False)
        await world.pay(order)
        await world.ship_all(order)
        await refund(world, order)
        assert await drift(world) == []
        await world.settle()
        assert await sums(world) == [Sums(ONE_LAMP, captured=ONE_LAMP, refunded=ONE_LAMP)]
        assert await drift(world) == []

    async def test_leaves_alone_what_is_set_aside_for_goods_to_come(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 1, "S0001": 1})
        order = await world.order(ship("LAMP", 2), paid=False)
        await world.pay(order)
        first, second = await world.work(order.id)
        await world.pick(first)
        await world.pack(first)
        await world.ship(first)
        refusal = await unchanged(world, refund(world, order, order.total_minor))
        assert isinstance(refusal, payments.RefundTooLarge)
        assert refusal.refundable_minor == 2768
        await refund(world, order)
        await world.pick(second)
        await world.pack(second)
        await world.ship(second)
        await world.settle()
        assert await sums(world) == [Sums(5535, captured=5535, refunded=2768)]
        assert await drift(world) == []

    @pytest.mark.parametrize("amount", [ONE_LAMP + 1, 10**12])
    async def test_refuses_more_than_was_taken(self, world: World, amount: int) -> None:
        order = await shipped(world)
        refusal = await unchanged(world, refund(world, order, amount))
        assert isinstance(refusal, payments.RefundTooLarge)
        assert (refusal.asked_minor, refusal.refundable_minor) == (amount, ONE_LAMP)
        assert refusal.message.startswith("$27.68 can be given back; ")

    async def test_refuses_when_nothing_was_taken(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 1})
        order = await world.order(ship(), paid=False)
        await world.pay(order)
        refusal = await unchanged(world, refund(world, order))
        assert refusal.message == "Nothing was taken that could be given back, or all of it was given back before."

    async def test_does_not_ask_again_for_what_the_gateway_will_not_refund(self, world: World) -> None:
        order = await shipped(world, token="tok_refund_declined")
        await refund(world, order)
        await world.settle()
        assert "payments.operation_refused" in await world.story(order.subject)
        assert isinstance(await unchanged(world, refund(world, order)), payments.RefundTooLarge)
        assert await drift(world) == []


class TestAtTheDoor:
    async def test_gives_a_tender_back_at_once(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 1})
        order = await world.order(collect())
        await world.hand_over_all(order)
        await refund(world, order, 1000)
        (payment,) = await world.payments(order.id)
        assert payment.refunded_minor == 1000
        assert await drift(world) == []

    @pytest.mark.parametrize(("amount", "back"), [(1000, 5535), (3000, 5535), (None, 5535)])
    async def test_a_later_cancellation_gives_back_only_what_is_left(
        self, world: World, amount: int | None, back: int
    ) -> None:
        await world.stock(LAMP={"S0001": 2})
        order = await world.order(collect("LAMP", 2))
        await refund(world, order, amount)
        assert await drift(world) == []
        await world.cancel(order)
        (payment,) = await world.payments(order.id)
        assert payment.refunded_minor == back
        assert await drift(world) == []

    async def test_comes_after_a_cancelled_line(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 1}, VASE={"S0001": 1})
        order = await world.order(collect("LAMP"), collect("VASE"))
        await cancel_lines(world, order, 2)
        assert isinstance(await unchanged(world, refund(world, order, ONE_LAMP + 1)), payments.RefundTooLarge)
        await refund(world, order, ONE_LAMP)
        (payment,) = await world.payments(order.id)
        assert payment.refunded_minor == order.total_minor
        assert await drift(world) == []


class TestRaces:
    async def test_two_refunds_of_everything_have_one_winner(self, world: World) -> None:
        order = await shipped(world)
        (told,) = await race(refund(world, order), refund(world, order))
        assert str(told) == "Nothing was taken that could be given back, or all of it was given back before."
        assert await sums(world) == [Sums(ONE_LAMP, captured=ONE_LAMP, refunded=ONE_LAMP)]

    async def test_many_parts_never_add_up_to_more(self, world: World) -> None:
        order = await shipped(world)
        answers = await asyncio.gather(*(refund(world, order, 700) for _ in range(8)), return_exceptions=True)
        assert sum(isinstance(one, payments.RefundTooLarge) for one in answers) == 5
        assert await sums(world) == [Sums(ONE_LAMP, captured=ONE_LAMP, refunded=2100)]
        assert await drift(world) == []

    async def test_a_refund_and_a_cancellation_give_back_once(self, world: World) -> None:
        for _ in range(3):
            await world.stock(LAMP={"S0001": 2})
            order = await world.order(collect("LAMP", 2))
            await asyncio.gather(refund(world, order), world.cancel(order), return_exceptions=True)
            (payment,) = await world.payments(order.id)
            assert payment.refunded_minor == order.total_minor
            assert await drift(world) == []
            await world.drain(order)


class TestControl:
    """With the guards off more goes back than was taken, so the race above tests something."""

    async def test_without_locks_the_book_still_refuses(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        order = await shipped(world)
        _without_locks(monkeypatch)
        answers = await asyncio.gather(*(refund(world, order) for _ in range(6)), return_exceptions=True)
        assert sum(isinstance(one, orders.Order) for one in answers) == 1
        assert (await world.get(order.id)).goodwill_minor == ONE_LAMP

    async def test_without_locks_and_check_money_is_given_twice(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        order = await shipped(world)
        _without_locks(monkeypatch)
        async with world.database.transaction() as tx:
            await tx.run("ALTER TABLE orders.orders DROP CONSTRAINT goodwill_is_within_the_total")
        await asyncio.gather(*(refund(world, order) for _ in range(6)))
        assert (await world.get(order.id)).goodwill_minor == 6 * ONE_LAMP
        assert "money_equals_goods" in await drift(world)


def _without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody reads the same moment, as if nobody else were there."""
    ready = asyncio.Barrier(6)

    async def read_order(tx: Tx, order_id: UUID, **scope: Any) -> orders.Order:
        return await order_store.load_order(tx, order_id, **scope)

    async def read_payments(tx: Tx, order_id: UUID) -> list[payments.Payment]:
        return await payments.list_of_order(tx, [order_id])

    async def together(tx: Tx, ids: list[UUID]) -> list[payments.Operation]:
        found = await operations(tx, ids)
        await ready.wait()
        return found

    operations = payment_store.operations_of
    monkeypatch.setattr(orders, "lock_order", read_order)
    monkeypatch.setattr(payments, "lock_of_order", read_payments)
    monkeypatch.setattr(payment_store, "operations_of", together)
