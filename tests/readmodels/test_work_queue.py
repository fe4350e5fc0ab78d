"""A location's work as people see it, one list of it, and stock looked up from there."""

from datetime import timedelta

import pytest

from atrium.contexts import catalog, fulfilment
from atrium.contexts.catalog import Barcode
from atrium.readmodels.pick_list import load_pick_list
from atrium.readmodels.stock_lookup import load_stock_lookup
from atrium.readmodels.stock_near import ShelfHere, ShelfNear
from atrium.readmodels.work_queue import CardLine, Filter, StageCount, WorkQueue, load_work_queue
from atrium.vocabulary.actor import EVERYTHING, Scope
from atrium.vocabulary.contact import Contact
from tests.builders import NOW, an_item
from tests.story import ANA, CODE, collect, ship
from tests.world import World

PEN = "4006381333931"
ALL = Filter()


async def queue(world: World, at: str = "S0001", *, wanted: Filter = ALL, visible_to: Scope = EVERYTHING) -> WorkQueue:
    async with world.database.snapshot() as tx:
        return await load_work_queue(tx, at, visible_to=visible_to, now=world.now, wanted=wanted)


async def for_shopper(world: World, name: str, *, units: int = 1) -> fulfilment.Fulfilment:
    order = await world.order(collect("LAMP", units), contact=Contact(name, "x@example.com"))
    (work,) = await world.work(order.id)
    return work


class TestLoadWorkQueue:
    async def test_says_whose_it_is_what_it_is_and_by_when(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        work = await for_shopper(world, "Kim Otieno", units=2)
        (card,) = (await queue(world)).cards
        assert (card.id, card.number, card.first_name) == (work.id, work.order_number, "Kim")
        assert (card.mode, card.stage, card.units, card.counted) == ("pickup", "to_pick", 2, 0)
        assert (card.due_at, card.late) == (NOW + timedelta(hours=6), False)
        assert card.lines == [CardLine("LAMP", "Desk lamp", 2, pictured=False)]

    async def test_counts_what_is_to_be_done_by_mode_and_stage(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9, "DC-RENO": 9})
        for _ in range(2):
            await for_shopper(world, "Kim Otieno")
        ready = await for_shopper(world, "Ana Lima")
        await world.pick(ready)
        await world.make_ready(ready)
        (packed,) = await world.work((await world.order(ship())).id)
        await world.pick(packed)
        await world.pack(packed)
        assert (await queue(world)).counts == {
            "pickup": {"to_pick": StageCount(2, 0), "ready": StageCount(1, 0)},
            "ship": {},
        }
        assert (await queue(world, "DC-RENO")).counts["ship"] == {"to_ship": StageCount(1, 0)}

    async def test_puts_late_work_first(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        first = await for_shopper(world, "Kim Otieno")
        await world.pick(first)
        await world.make_ready(first)
        world.later(hours=1)
        second = await for_shopper(world, "Ana Lima")
        world.later(hours=6, minutes=1)
        found = await queue(world)
        assert [(card.id, card.late) for card in found.cards] == [(second.id, True), (first.id, False)]
        assert found.counts["pickup"] == {"to_pick": StageCount(1, 1), "ready": StageCount(1, 0)}

    async def test_tells_who_is_at_it(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        work = await for_shopper(world, "Kim Otieno", units=3)
        async with world.database.transaction() as tx:
            locked = await fulfilment.lock_fulfilment(tx, work.id)
            await fulfilment.count(tx, locked, 1, 2, now=world.now, actor=ANA)
        (card,) = (await queue(world)).cards
        assert (card.picker, card.picking_since, card.counted) == ("Ana Lima", world.now, 2)

    @pytest.mark.parametrize("word", [CODE, "kim", "OTIENO", "number"])
    async def test_finds_what_is_ready_by_number_name_or_code(self, world: World, word: str) -> None:
        await world.stock(LAMP={"S0001": 9})
        wanted = await for_shopper(world, "Kim Otieno")
        other = await for_shopper(world, "Ana Lima")
        for work, code in ((wanted, CODE), (other, "000000")):
            await world.pick(work)
            await world.make_ready(work, code)
        typed = wanted.order_number.lower().replace("-", "")[:8] if word == "number" else word
        found = await queue(world, wanted=Filter(stage="ready", word=typed))
        assert [card.id for card in found.cards] == [wanted.id]

    async def test_takes_a_percent_sign_for_a_letter(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        await for_shopper(world, "Kim Otieno")
        assert (await queue(world, wanted=Filter(word="%"))).cards == []

    async def test_is_empty_for_somebody_at_another_store(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        await for_shopper(world, "Kim Otieno")
        found = await queue(world, visible_to=Scope(locations=("S0002",)))
        assert (found.cards, found.counts) == ([], {"pickup": {}, "ship": {}})

    async def test_takes_three_statements_however_long_it_is(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        for _ in range(5):
            await for_shopper(world, "Kim Otieno")
        before = world.database.statements.sent
        assert len((await queue(world)).cards) == 5
        assert world.database.statements.sent - before == 3


class TestLoadPickList:
    async def test_shows_each_line_with_its_shelf_and_where_else_it_is(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5, "S0002": 3, "DC-RENO": 2}, VASE={"S0001": 1})
        async with world.database.transaction() as tx:
            await catalog.save_barcodes(tx, [Barcode(PEN, "LAMP")], now=NOW, actor=ANA)
        order = await world.order(collect("LAMP", 2), collect("VASE", 1))
        (work,) = await world.work(order.id)
        before = world.database.statements.sent
        async with world.database.snapshot() as tx:
            found = await load_pick_list(tx, work.id, visible_to=EVERYTHING, network=world.source_map.network)
        assert world.database.statements.sent - before == 6
        assert (found.shopper, found.wanted, found.counted) == ("Kim Otieno", 3, 0)
        lamp, vase = found.lines
        assert (lamp.line.sku, lamp.barcodes, lamp.pictured) == ("LAMP", [PEN], False)
        assert lamp.stock.here == ShelfHere(on_hand=5, available=3, promised=2)
        assert lamp.stock.near == [ShelfNear("S0002", "Minneapolis store", 346.7, 3)]
        assert (lamp.stock.network, lamp.stock.places) == (8, 3)
        assert (vase.stock.here, vase.stock.near) == (ShelfHere(1, 0, 1), [])

    async def test_is_not_found_by_somebody_at_another_store(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        work = await for_shopper(world, "Kim Otieno")
        async with world.database.snapshot() as tx:
            with pytest.raises(fulfilment.FulfilmentNotFound):
                await load_pick_list(
                    tx, work.id, visible_to=Scope(locations=("S0002",)), network=world.source_map.network
                )


class TestLoadStockLookup:
    @pytest.mark.parametrize(("words", "skus"), [(PEN, ["LAMP"]), ("lamp", ["LAMP"]), ("blue", ["VASE"]), ("sofa", [])])
    async def test_finds_an_item_by_code_or_words(self, world: World, words: str, skus: list[str]) -> None:
        await world.stock(LAMP={"S0001": 5})
        async with world.database.transaction() as tx:
            await catalog.save_items(tx, [an_item("VASE", named="Blue vase")], now=NOW, actor=ANA)
            await catalog.save_barcodes(tx, [Barcode(PEN, "LAMP")], now=NOW, actor=ANA)
        before = world.database.statements.sent
        async with world.database.snapshot() as tx:
            found = await load_stock_lookup(tx, words, location="S0002", network=world.source_map.network)
        assert [one.item.sku for one in found] == skus
        assert world.database.statements.sent - before == 4
        if skus == ["LAMP"]:
            assert found[0].stock.near == [ShelfNear("S0001", "Fargo store", 346.7, 5)]
            assert found[0].stock.here == ShelfHere(0, 0, 0)
