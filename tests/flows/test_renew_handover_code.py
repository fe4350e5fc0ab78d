"""Goods at the counter get another code."""

import asyncio

import pytest

from atrium.contexts import fulfilment
from atrium.kit.refusals import Refusal
from tests.flows.helping import new_code, unchanged
from tests.story import CODE, collect
from tests.world import World


async def at_the_counter(world: World) -> fulfilment.Fulfilment:
    await world.stock(LAMP={"S0001": 1})
    order = await world.order(collect())
    (work,) = await world.work(order.id)
    await world.pick(work)
    await world.make_ready(work)
    return work


class TestRenewHandoverCode:
    async def test_opens_what_too_many_wrong_codes_had_locked(self, world: World) -> None:
        work = await at_the_counter(world)
        for _ in range(5):
            await world.hand_over(work, "000000")
        with pytest.raises(fulfilment.CodeLocked):
            await world.hand_over(work, CODE)
        after = await new_code(world, work)
        assert (after.state, after.handover_code, after.wrong_codes) == ("ready", "700007", 0)
        assert isinstance(await world.hand_over(work, CODE), fulfilment.WrongCode)
        done = await world.hand_over(work, "700007")
        assert isinstance(done, fulfilment.Fulfilment)
        assert done.state == "handed_over"

    async def test_says_once_more_that_the_goods_are_ready(self, world: World) -> None:
        work = await at_the_counter(world)
        await new_code(world, work)
        last = (await world.events(f"order/{work.order_id}"))[-1]
        assert (last.type, last.actor, last.reason) == ("fulfilment.ready", "staff Mia Okafor", "lost the message")
        assert "700007" not in str(last.facts)

    async def test_is_refused_before_the_goods_are_ready(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 1})
        order = await world.order(collect())
        (work,) = await world.work(order.id)
        refusal = await unchanged(world, new_code(world, work))
        assert str(refusal) == "The fulfilment is queued; it cannot be given a new code."

    async def test_meets_a_hand_over_and_one_of_them_wins(self, world: World) -> None:
        for _ in range(4):
            work = await at_the_counter(world)
            given, renewed = await asyncio.gather(world.hand_over(work), new_code(world, work), return_exceptions=True)
            (after,) = await world.work(work.order_id)
            if after.state == "handed_over":
                assert str(renewed) == "The fulfilment is handed over; it cannot be given a new code."
            else:
                # The old code opened nothing any more, and counts as a wrong one.
                assert isinstance(given, fulfilment.WrongCode)
                assert (after.handover_code, after.wrong_codes) == ("700007", 1)
                assert not isinstance(renewed, Refusal)
