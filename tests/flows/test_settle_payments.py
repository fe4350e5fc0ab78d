"""What the gateway owes an answer to is asked until it has answered."""

import asyncio
from dataclasses import replace
from uuid import UUID

import pytest

from atrium.contexts import orders, payments
from atrium.flows.settle_payments import settle_payments
from tests.adapters.fake_gateway import Sums
from tests.story import collect
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


class Stumbling:
    """A gateway that breaks down for one payment, as no gateway should."""

    def __init__(self, world: World, poison: UUID) -> None:
        self.gateway, self.poison = world.gateway, poison

    def __getattr__(self, name: str) -> object:
        return getattr(self.gateway, name)

    async def find(self, *, reference: UUID) -> object:
        if reference == self.poison:
            raise ZeroDivisionError
        return await self.gateway.find(reference=reference)


class TestSettlePayments:
    async def test_settles_the_others_although_one_fails(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        silent = [await world.order(collect(), paid=False) for _ in range(3)]
        for order in silent:
            with pytest.raises(payments.GatewaySilent):
                await world.pay(order, "tok_timeout")
        poison = await payment_of(world, silent[1])
        world.later(seconds=16)
        gateway: payments.Gateway = Stumbling(world, poison.id)  # pyright: ignore[reportAssignmentType]
        await settle_payments(world.database, replace(world.desk, gateway=gateway), clock=world.clock)
        assert [await states(world, order) for order in silent] == [
            ("placed", "authorised"),
            ("awaiting_payment", "started"),
            ("placed", "authorised"),
        ]

    async def test_asks_again_later_for_what_the_gateway_did_not_answer(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        order = await world.order(collect(), paid=False)
        await world.pay(order, "tok_capture_fails_once")
        await world.hand_over_all(order)
        assert await world.settle() == 1
        assert await operations(world) == ["capture 2768 due"]
        assert await world.settle() == 0
        world.later(seconds=3)
        assert await world.settle() == 1
        assert await operations(world) == ["capture 2768 done"]
        assert await sums(world) == [Sums(2768, captured=2768)]

    async def test_captures_once_though_the_answer_was_lost(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        order = await world.order(collect(), paid=False)
        with pytest.raises(payments.GatewaySilent):
            await world.pay(order, "tok_slow_15s")
        world.later(seconds=16)
        await world.settle()
        await world.hand_over_all(order)
        assert await world.settle() == 1
        assert (await payment_of(world, order)).state == "authorised"
        world.later(seconds=3)
        assert await world.settle() == 1
        assert await sums(world) == [Sums(2768, captured=2768)]
        assert (await payment_of(world, order)).state == "captured"

    async def test_asks_once_when_many_settle_at_the_same_time(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        for _ in range(4):
            order = await world.order(collect(), paid=False)
            await world.pay(order)
            await world.hand_over_all(order)
        counts = await asyncio.gather(*(world.settle() for _ in range(4)))
        assert sum(counts) == 4
        assert await sums(world) == [Sums(2768, captured=2768)] * 4
