"""A pick: what was found is set aside, what was not is found elsewhere or asked about."""

from dataclasses import replace

import pytest

from atrium.contexts import fulfilment, inventory, orders
from atrium.flows.pick_goods import pick_goods
from atrium.vocabulary.actor import Scope
from tests.story import ANA, collect, ship
from tests.world import World


async def routed(world: World, order: orders.Order) -> list[tuple[str, str, dict[int, int]]]:
    """Where an order is worked on, in which state, and with how many units left by line."""
    return [(work.location, work.state, work.unfinished) for work in await world.work(order.id)]


class TestPickGoods:
    async def test_sets_aside_what_was_found(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        order = await world.order(collect("LAMP", 2))
        (work,) = await world.work(order.id)
        after = await world.pick(work)
        assert (after.state, after.picked) == ("picked", {1: 2})
        assert (await world.get(order.id)).state == "in_progress"
        assert await world.shelf() == (5, 0, 2)
        assert (await world.story(order.subject))[-2:] == ["fulfilment.picked", "orders.work_started"]

    async def test_happens_once(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        order = await world.order(collect())
        (work,) = await world.work(order.id)
        await world.pick(work)
        before = await world.contents()
        with pytest.raises(fulfilment.WrongStep):
            await world.pick(work)
        assert await world.contents() == before

    async def test_changes_nothing_when_it_does_not_add_up(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        order = await world.order(collect("LAMP", 2))
        (work,) = await world.work(order.id)
        before = await world.contents()
        with pytest.raises(fulfilment.PickDoesNotAddUp):
            await world.pick(work, 3)
        assert await world.contents() == before

    async def test_waits_for_the_payment(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        order = await world.order(collect(), paid=False)
        (work,) = await world.work(order.id)
        with pytest.raises(fulfilment.WrongStep):
            await world.pick(work)

    async def test_is_not_found_by_somebody_at_another_store(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        order = await world.order(collect())
        (work,) = await world.work(order.id)
        elsewhere = replace(ANA, sees=Scope(locations=("S0002",)))
        with pytest.raises(fulfilment.FulfilmentNotFound):
            await world.database.commit(
                lambda tx: pick_goods(
                    tx,
                    fulfilment_id=work.id,
                    picks=[fulfilment.Pick(1, 1)],
                    source_map=world.source_map,
                    actor=elsewhere,
                    now=world.now,
                )
            )


class TestShortOfGoodsToShip:
    async def test_is_routed_to_another_place_at_once(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 3, "S0001": 5})
        order = await world.order(ship("LAMP", 3))
        (work,) = await world.work(order.id)
        await world.pick(work, 1)
        assert await routed(world, order) == [("DC-RENO", "picked", {1: 1}), ("S0001", "queued", {1: 2})]
        assert (await world.get(order.id)).lines[0].waiting == 0
        assert await world.shelf(at="DC-RENO") == (1, 0, 1)
        assert await world.shelf(at="S0001") == (5, 0, 2)
        assert (await world.story(order.subject))[-5:] == [
            "fulfilment.picked",
            "orders.work_started",
            "orders.lines_waiting",
            "fulfilment.routed",
            "orders.lines_resumed",
        ]

    async def test_never_goes_back_to_the_place_that_was_short(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 9, "S0001": 1})
        order = await world.order(ship("LAMP", 3))
        (work,) = await world.work(order.id)
        await world.pick(work, 1)
        assert await routed(world, order) == [("DC-RENO", "picked", {1: 1}), ("S0001", "queued", {1: 1})]

    async def test_waits_for_stock_where_nobody_has_any(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 3})
        order = await world.order(ship("LAMP", 3))
        (work,) = await world.work(order.id)
        await world.pick(work, 0)
        line = (await world.get(order.id)).lines[0]
        assert (line.waiting, line.waiting_for) == (3, "stock")
        assert await routed(world, order) == [("DC-RENO", "cancelled", {})]
        assert await world.shelf(at="DC-RENO") == (0, 0, 0)

    async def test_shares_one_shelf_between_two_lines(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 4, "S0001": 3})
        order = await world.order(ship("LAMP", 2), ship("LAMP", 2))
        (work,) = await world.work(order.id)
        await world.pick(work, 0, 0)
        assert await routed(world, order) == [("DC-RENO", "cancelled", {}), ("S0001", "queued", {1: 2, 2: 1})]
        assert [line.waiting for line in (await world.get(order.id)).lines] == [0, 1]

    async def test_survives_being_short_again(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 2, "S0001": 2, "S0002": 2})
        order = await world.order(ship("LAMP", 2))
        for place in ("DC-RENO", "S0001"):
            (work,) = [one for one in await world.work(order.id) if one.state == "queued"]
            assert work.location == place
            await world.pick(work, 0)
        await world.ship_all(order)
        assert (await world.get(order.id)).state == "fulfilled"
        assert [await world.shelf(at=place) for place in ("DC-RENO", "S0001", "S0002")] == [(0, 0, 0)] * 3


class TestShortOfGoodsToCollect:
    async def test_waits_for_the_shoppers_consent(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 3, "S0002": 5})
        order = await world.order(collect("LAMP", 3))
        (work,) = await world.work(order.id)
        await world.pick(work, 2)
        line = (await world.get(order.id)).lines[0]
        assert (line.waiting, line.waiting_for) == (1, "consent")
        assert await routed(world, order) == [("S0001", "picked", {1: 2})]
        assert await world.shelf(at="S0002") == (5, 0, 0)

    async def test_corrects_the_books_and_finds_the_shortfall_of_others(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 4})
        order, other = await world.order(collect("LAMP", 2)), await world.order(collect("LAMP", 2))
        await world.adjust(inventory.Adjustment("LAMP", "S0001", -1, "stolen"))
        (work,) = await world.work(order.id)
        await world.pick(work, 0)
        level = await world.level()
        assert (level.on_hand, level.reserved, level.shortfall) == (1, 2, 1)
        assert "inventory.shortfall_found" in await world.story("item/LAMP")
        assert (await world.get(other.id)).lines[0].waiting == 0
