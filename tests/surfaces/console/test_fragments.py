"""Each region's drawing, and the panes, against the database."""

from decimal import Decimal
from uuid import UUID

import pytest

from atrium.kit.events import Recorded
from atrium.surfaces.console.board.region import BoardRegion
from atrium.surfaces.console.event_log.entry import draw_entry
from atrium.surfaces.console.invariants.watch import Watch
from atrium.surfaces.console.item.region import ItemRegion
from atrium.surfaces.console.order.region import OrderRegion
from atrium.surfaces.console.rates.region import RatesRegion, sparkline
from atrium.surfaces.console.stores.region import StoresRegion
from atrium.surfaces.shared import House
from tests.builders import NOW
from tests.story import SHOPPER, collect, ship
from tests.web import Client
from tests.world import World

SCRIPT = "<script>alert(1)</script>"


def an_event(type_: str, subject: str, **facts: object) -> Recorded:
    return Recorded(7, UUID(int=7), type_, subject, NOW, "staff Ana Lima", None, facts)


class TestBoard:
    async def test_draws_a_card_for_each_order(self, house: House, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        order = await world.order(ship())
        drawing = await BoardRegion(house).draw()
        card = drawing.pieces[f"card-{order.id}"]
        assert drawing.lists["cards-placed"] == [f"card-{order.id}"]
        for word in (order.number, "Kim Otieno", "$27.68", "web", "Fargo", f"/console?order={order.id}"):
            assert word in card
        assert 'data-count="1"' in drawing.pieces["count-placed"]

    async def test_shows_a_shopper_s_name_as_text(self, house: House, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        order = await world.order(ship(), contact=type(SHOPPER)(SCRIPT, "kim@example.com"))
        card = (await BoardRegion(house).draw()).pieces[f"card-{order.id}"]
        assert "<script" not in card
        assert "&lt;script&gt;" in card

    def test_hears_of_orders_and_their_work(self, house: House) -> None:
        region = BoardRegion(house)
        assert region.hears(an_event("orders.placed", "order/1"))
        assert region.hears(an_event("fulfilment.picked", "order/1"))
        assert not region.hears(an_event("inventory.stock_changed", "item/LAMP"))


class TestStores:
    async def test_lists_the_busiest_first(self, house: House, world: World) -> None:
        await world.stock(LAMP={"S0002": 60})
        await world.order(collect(quantity=55, at="S0002"))
        drawing = await StoresRegion(house).draw()
        assert drawing.lists["places"] == ["place-S0002", "place-DC-RENO", "place-S0001"]
        assert 'data-band="busy"' in drawing.pieces["place-S0002"]
        assert "55 of 100" in drawing.pieces["place-S0002"]
        assert 'data-band="idle"' in drawing.pieces["place-S0001"]
        assert "Fri 6:00 AM" in drawing.pieces["place-S0001"]

    async def test_draws_a_mark_for_each_location(self, house: House) -> None:
        drawn = await StoresRegion(house).draw_map()
        assert drawn.count('class="mark"') == 3
        assert 'class="land" d="M' in drawn


class TestOrder:
    async def test_tells_the_whole_story(self, desk: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 9, "S0002": 9})
        order = await world.order(ship(quantity=2))
        await world.pick((await world.work(order.id))[0], 1)
        text = (await desk.get(f"/console/orders/{order.id}/pane")).body.decode()
        for said in (
            order.number,
            "Who works on it, and why there",
            "What was weighed, best first",
            "Placed through web: 1 line, $55.35. It is paid.",
            "2 \u00d7 Desk lamp routed to Fargo store, to be shipped.",
            "Fargo store picked 1 \u00d7 Desk lamp; short of 1 \u00d7 Desk lamp.",
            "CST",
            "staff Ana Lima",
            "Taken at the door",
        ):
            assert said in text, said

    async def test_is_redrawn_in_pieces(self, house: House, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        order = await world.order(ship())
        before = await OrderRegion(house, order.id).draw()
        await world.ship_all(order)
        changed = (await OrderRegion(house, order.id).draw()).since(before)
        assert set(changed.pieces) == {"order-head", "order-help", "order-lines", "order-work", "order-story"}

    async def test_refuses_an_order_that_is_not_there(self, desk: Client) -> None:
        reply = await desk.get("/console/orders/01a1f600-0000-7000-8000-000000000000/pane")
        assert (reply.status, reply.code) == (404, "order_not_found")


class TestItem:
    async def test_shows_levels_and_ledger(self, desk: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 9, "S0002": 4})
        await world.order(collect(quantity=3, at="S0002"))
        text = (await desk.get("/console/items/LAMP")).body.decode()
        for said in ("Desk lamp", "Fargo store", "Minneapolis store", "Ledger", "Opening", "+9", "Shortfall"):
            assert said in text, said
        assert text.index("Minneapolis store") < text.index("Fargo store")

    async def test_sends_only_the_rows_that_changed(self, house: House, world: World) -> None:
        await world.stock(LAMP={"S0001": 9, "S0002": 4})
        before = await ItemRegion(house, "LAMP").draw()
        await world.order(collect(quantity=3, at="S0002"))
        changed = (await ItemRegion(house, "LAMP").draw()).since(before)
        assert set(changed.pieces) == {"item-totals", "level-S0002-own-new"}
        assert changed.lists == {"item-levels": ["level-S0002-own-new", "level-S0001-own-new"]}

    async def test_is_found_by_a_word_of_its_name(self, desk: Client) -> None:
        assert "Desk lamp" in (await desk.get("/console/items?search=desk")).body.decode()
        assert "No item has" in (await desk.get("/console/items?search=%3Cb%3E")).body.decode()
        assert (await desk.get("/console/items?search=%20")).body == b""

    async def test_refuses_an_unknown_item(self, desk: Client) -> None:
        assert (await desk.get("/console/items/SOFA")).code == "item_not_found"


class TestRates:
    async def test_counts_the_last_minute_and_draws_the_last_thirty(self, house: House, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        world.later(minutes=-5)
        await world.order(ship())
        world.later(minutes=5, seconds=-1)
        await world.order(ship())
        region = RatesRegion(house)
        first = (await region.draw()).pieces["rate"]
        await world.order(ship())
        again = (await region.draw()).pieces["rate"]
        assert 'data-last="1"' in first
        assert 'data-last="2"' in again
        assert first.count(",") == 30

    def test_draws_nothing_as_a_flat_line(self) -> None:
        assert sparkline([0, 0]) == "0.0,26.0 120.0,26.0"
        assert sparkline([0, 4]) == "0.0,26.0 120.0,2.0"


class TestInvariants:
    async def test_says_that_the_books_agree(self, desk: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        await world.order(ship())
        reply = await desk.post("/console/verification")
        text = reply.body.decode()
        assert reply.status == 200
        assert 'data-verdict="sound"' in text
        assert "Books agree" in text

    async def test_shows_what_drifted(self, house: House, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        async with world.database.transaction() as tx:
            await tx.run("UPDATE inventory.stock SET on_hand = on_hand + 1")
        watch = Watch(house)
        assert "Checking the books" in watch.drawing().pieces["verdict"]
        await watch.check()
        drawing = watch.drawing()
        assert 'data-verdict="drift"' in drawing.pieces["verdict"]
        assert 'data-sound="no"' in drawing.pieces["checks"]

    async def test_leads_back_to_the_page_without_scripts(self, desk: Client) -> None:
        url, key = f"{desk.base}/console/verification", {"Authorization": f"Bearer {desk.key}"}
        async with desk.session.post(url, headers={**key, "Sec-Fetch-Mode": "navigate"}, allow_redirects=False) as got:
            assert (got.status, got.headers["Location"]) == (303, "/console#books")


class TestEventEntries:
    @pytest.mark.parametrize(
        ("type_", "facts", "said"),
        [
            ("orders.placed", {"channel": "web", "total_minor": 1999, "currency": "USD"}, "web · $19.99"),
            (
                "inventory.stock_changed",
                {"location": "S0001", "cause": "promised", "available": 4, "reserved": 1, "shortfall": 2},
                "S0001 promised: 4 available, 2 short",
            ),
            ("somewhere.unheard_of", {"word": SCRIPT, "rate": Decimal(1), "deep": {"a": 1}}, "&lt;script&gt;"),
        ],
    )
    def test_say_what_happened(self, type_: str, facts: dict[str, object], said: str) -> None:
        entry = draw_entry(an_event(type_, "item/LAMP", **facts))
        assert said in entry
        assert 'id="event-7"' in entry

    def test_link_the_order_that_they_tell_of(self) -> None:
        entry = draw_entry(an_event("orders.paid", f"order/{UUID(int=7)}"))
        assert f'data-order="{UUID(int=7)}"' in entry
