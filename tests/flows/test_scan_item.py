"""Picking by scanner: several associates at once, a shopper who cancels, and the end of the pick."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from uuid import UUID

import pytest

from atrium.contexts import catalog, fulfilment
from atrium.contexts.catalog import Barcode
from atrium.contexts.fulfilment import store
from atrium.flows.pick_goods import pick_goods
from atrium.flows.scan_item import scan_item
from atrium.kit.db import Tx
from atrium.kit.refusals import Refusal
from atrium.vocabulary.actor import Actor, Scope
from tests.story import ANA, collect, ship
from tests.world import World

PEN = "4006381333931"
BEN = replace(ANA, id=UUID(int=8), name="Ben Okafor")
UNGUARDED = "SELECT id FROM fulfilment.fulfilments WHERE order_id = %(order)s OR id = %(fulfilment)s"


async def to_pick(world: World, units: int = 2) -> fulfilment.Fulfilment:
    """Paid work in the queue of the Fargo store, with a barcode on its item."""
    await world.stock(LAMP={"S0001": units}, VASE={"S0001": 1})
    async with world.database.transaction() as tx:
        await catalog.save_barcodes(tx, [Barcode(PEN, "LAMP")], now=world.now, actor=ANA)
    order = await world.order(collect("LAMP", units))
    (work,) = await world.work(order.id)
    return work


async def scan(world: World, work: fulfilment.Fulfilment, code: str = PEN, *, by: Actor = ANA) -> fulfilment.Fulfilment:
    scanned = await world.database.commit(
        lambda tx: scan_item(tx, fulfilment_id=work.id, code=code, actor=by, now=world.now)
    )
    assert scanned.sku == "LAMP"
    return scanned.work


async def finish(world: World, work: fulfilment.Fulfilment, *, by: Actor = ANA) -> fulfilment.Fulfilment:
    return await world.database.commit(
        lambda tx: pick_goods(
            tx, fulfilment_id=work.id, picks=None, source_map=world.source_map, actor=by, now=world.now
        )
    )


async def step(
    world: World,
    work: fulfilment.Fulfilment,
    take: Callable[[Tx, fulfilment.Fulfilment], Awaitable[fulfilment.Fulfilment]],
) -> fulfilment.Fulfilment:
    async def locked(tx: Tx) -> fulfilment.Fulfilment:
        return await take(tx, await fulfilment.lock_fulfilment(tx, work.id))

    return await world.database.commit(locked)


async def begin(
    world: World, work: fulfilment.Fulfilment, *, by: Actor = ANA, take_over: bool = False
) -> fulfilment.Fulfilment:
    return await step(
        world, work, lambda tx, it: fulfilment.begin_pick(tx, it, now=world.now, actor=by, take_over=take_over)
    )


async def now_is(world: World, work: fulfilment.Fulfilment) -> fulfilment.Fulfilment:
    return next(one for one in await world.work(work.order_id) if one.id == work.id)


def refusals(answers: list[object]) -> list[str]:
    assert all(isinstance(answer, Refusal | fulfilment.Fulfilment) for answer in answers), answers
    return [answer.message for answer in answers if isinstance(answer, Refusal)]


async def begin_locked(world: World, tx: Tx, work: fulfilment.Fulfilment, by: Actor) -> fulfilment.Fulfilment:
    return await fulfilment.begin_pick(tx, work, now=world.now, actor=by)


async def pick_locked(world: World, tx: Tx, work: fulfilment.Fulfilment, by: Actor) -> fulfilment.Fulfilment:
    return await fulfilment.pick(tx, work, [fulfilment.Pick(1, 1)], now=world.now, actor=by)


async def cancel_locked(world: World, tx: Tx, work: fulfilment.Fulfilment, by: Actor) -> fulfilment.Fulfilment:
    return await fulfilment.cancel_lines(tx, work, {1: 1}, now=world.now, actor=by, reason="changed my mind")


async def hand_over_locked(world: World, tx: Tx, work: fulfilment.Fulfilment, by: Actor) -> fulfilment.Fulfilment:
    return await fulfilment.hand_over(tx, work, now=world.now, actor=by)


class TestScanItem:
    async def test_begins_the_pick_and_counts_a_unit(self, world: World) -> None:
        work = await to_pick(world)
        await scan(world, work)
        await scan(world, work, "lamp")
        saved = await now_is(world, work)
        assert saved.picking == fulfilment.Picking(ANA.id, "Ana Lima", world.now)
        assert [(line.counted, line.picked) for line in saved.lines] == [(2, 0)]
        assert (await world.story(f"order/{work.order_id}"))[-1:] == ["fulfilment.pick_begun"]

    @pytest.mark.parametrize(
        ("code", "refusal"),
        [
            ("4006381333948", "No item has the code 4006381333948."),
            ("VASE", r"Desk lamp \(VASE\) is not on this list."),
        ],
    )
    async def test_changes_nothing_when_the_item_is_not_wanted(self, world: World, code: str, refusal: str) -> None:
        work = await to_pick(world)
        before = await world.contents()
        with pytest.raises(Refusal, match=refusal):
            await scan(world, work, code)
        assert await world.contents() == before

    async def test_counts_no_more_than_was_asked_for(self, world: World) -> None:
        work = await to_pick(world, 1)
        await scan(world, work)
        before = await world.contents()
        with pytest.raises(fulfilment.NoMoreWanted, match="All 1 of Desk lamp are picked already"):
            await scan(world, work)
        assert await world.contents() == before

    async def test_is_not_found_by_somebody_at_another_store(self, world: World) -> None:
        work = await to_pick(world)
        with pytest.raises(fulfilment.FulfilmentNotFound):
            await scan(world, work, by=replace(ANA, sees=Scope(locations=("S0002",))))

    async def test_is_refused_when_the_shopper_cancelled(self, world: World) -> None:
        work = await to_pick(world)
        await scan(world, work)
        await world.cancel(await world.get(work.order_id))
        with pytest.raises(fulfilment.WrongStep, match="The fulfilment is cancelled"):
            await scan(world, work)


class TestFinish:
    async def test_picks_what_was_counted_and_is_short_of_the_rest_for_its_reason(self, world: World) -> None:
        work = await to_pick(world, 3)
        await scan(world, work)
        await step(world, work, lambda tx, it: fulfilment.miss(tx, it, 1, "damaged", now=world.now, actor=ANA))
        after = await finish(world, work)
        assert (after.state, after.picked, after.unfinished) == ("picked", {1: 1}, {1: 1})
        assert await now_is(world, work) == replace(after, changed_at=world.now)
        assert await world.shelf() == (1, 0, 1)
        line = (await world.get(work.order_id)).lines[0]
        assert (line.waiting, line.waiting_for) == (2, "consent")

    async def test_waits_until_everything_is_found_or_said_to_be_missing(self, world: World) -> None:
        work = await to_pick(world)
        await scan(world, work)
        before = await world.contents()
        with pytest.raises(fulfilment.PickUnfinished, match="Not all of Desk lamp was found"):
            await finish(world, work)
        assert await world.contents() == before

    async def test_sends_goods_to_ship_on_their_way_after_a_short_pick(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 1, "S0001": 2})
        order = await world.order(ship("LAMP", 1))
        (work,) = await world.work(order.id)
        await step(world, work, lambda tx, it: fulfilment.miss(tx, it, 1, "damaged", now=world.now, actor=ANA))
        await finish(world, work)
        assert [(one.location, one.state) for one in await world.work(order.id)] == [
            ("DC-RENO", "cancelled"),
            ("S0001", "queued"),
        ]


class TestLeave:
    async def test_leaves_the_pick_to_others(self, world: World) -> None:
        work = await to_pick(world)
        await scan(world, work)
        await step(world, work, lambda tx, it: fulfilment.leave_pick(tx, it, now=world.now, actor=ANA))
        saved = await now_is(world, work)
        assert (saved.picking, saved.lines[0].counted) == (None, 0)
        await scan(world, work, by=BEN)
        assert (await world.story(f"order/{work.order_id}"))[-3:] == [
            "fulfilment.pick_begun",
            "fulfilment.pick_left",
            "fulfilment.pick_begun",
        ]


class TestTwoAssociates:
    async def test_of_whom_the_second_hears_who_picks(self, world: World) -> None:
        work = await to_pick(world)
        answers = await asyncio.gather(begin(world, work), begin(world, work, by=BEN), return_exceptions=True)
        (told,) = refusals(list(answers))
        assert told in ("Ana Lima is picking this.", "Ben Okafor is picking this.")

    async def test_are_told_at_the_next_scan_that_it_was_taken_over(self, world: World) -> None:
        work = await to_pick(world)
        await scan(world, work)
        await begin(world, work, by=BEN, take_over=True)
        with pytest.raises(fulfilment.PickedByAnother, match="Ben Okafor is picking this"):
            await scan(world, work)
        with pytest.raises(fulfilment.PickedByAnother):
            await world.pick(work)
        assert (await scan(world, work, by=BEN)).lines[0].counted == 2

    async def test_scan_each_unit_once(self, world: World) -> None:
        work = await to_pick(world, 4)
        answers = await asyncio.gather(*(scan(world, work) for _ in range(6)), return_exceptions=True)
        assert refusals(list(answers)) == ["All 4 of Desk lamp are picked already."] * 2
        assert (await now_is(world, work)).lines[0].counted == 4

    async def test_finish_once(self, world: World) -> None:
        work = await to_pick(world, 1)
        await scan(world, work)
        answers = await asyncio.gather(finish(world, work), finish(world, work), return_exceptions=True)
        assert refusals(list(answers)) == ["The fulfilment is picked; it cannot be picked."]
        assert (await world.story(f"order/{work.order_id}")).count("fulfilment.picked") == 1

    async def test_hand_over_once(self, world: World) -> None:
        work = await to_pick(world, 1)
        await world.pick(work)
        await world.make_ready(work)
        answers = await asyncio.gather(world.hand_over(work), world.hand_over(work), return_exceptions=True)
        assert refusals(list(answers)) == ["The fulfilment is handed over; it cannot be handed over."]
        assert await world.shelf() == (0, 0, 0)


class TestCancelAgainstPick:
    async def test_has_one_winner(self, world: World) -> None:
        work = await to_pick(world, 1)
        await scan(world, work)
        order = await world.get(work.order_id)
        cancelled, picked = await asyncio.gather(world.cancel(order), finish(world, work), return_exceptions=True)
        saved = await now_is(world, work)
        if isinstance(picked, Refusal):
            assert picked.message == "The fulfilment is cancelled; it cannot be picked."
            assert (saved.state, await world.shelf()) == ("cancelled", (1, 0, 0))
        else:
            assert isinstance(cancelled, Refusal), cancelled
            assert (saved.state, await world.shelf()) == ("picked", (1, 0, 1))


Step = Callable[[World, Tx, fulfilment.Fulfilment, Actor], Awaitable[fulfilment.Fulfilment]]
STEPS: Mapping[str, tuple[fulfilment.State, Step, Step]] = {
    "pick": ("queued", begin_locked, begin_locked),
    "finish": ("queued", pick_locked, pick_locked),
    "cancel against pick": ("queued", pick_locked, cancel_locked),
    "hand over": ("ready", hand_over_locked, hand_over_locked),
}


class TestWithoutTheLock:
    """The control: where nothing makes the second one wait, both are told that the step was theirs."""

    @pytest.mark.parametrize("what", STEPS)
    async def test_both_would_win(self, world: World, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
        state, one, other = STEPS[what]
        work = await to_pick(world, 1)
        if state == "ready":
            await world.pick(work)
            await world.make_ready(work)
        monkeypatch.setattr(store, "LOCK", UNGUARDED)
        both_read = asyncio.Barrier(2)

        async def take(chosen: Step, by: Actor) -> fulfilment.Fulfilment:
            async def taken(tx: Tx, found: fulfilment.Fulfilment) -> fulfilment.Fulfilment:
                await both_read.wait()
                return await chosen(world, tx, found, by)

            return await step(world, work, taken)

        answers = await asyncio.gather(take(one, ANA), take(other, BEN), return_exceptions=True)
        assert refusals(list(answers)) == []
