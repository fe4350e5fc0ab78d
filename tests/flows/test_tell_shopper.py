"""The shopper hears of what happened to an order: once, in words that are true at the moment."""

from dataclasses import replace
from datetime import timedelta

import pytest

from atrium.contexts import messaging, orders
from atrium.flows.reactions import reactions
from atrium.flows.tell_shopper import Telling, tell_shopper
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.readmodels.source_map import SourceMaps
from atrium.vocabulary.actor import EVERYTHING
from atrium.vocabulary.contact import Contact
from atrium.vocabulary.market import Market
from tests.story import CODE, SHOPPER, TELLING, a_request, collect, ship
from tests.world import World, id_of

REWIND = "UPDATE kit.subscriptions SET position = 0"


async def tell(world: World, *, telling: Telling = TELLING) -> list[messaging.Message]:
    """Lets the house react to everything in the log; answers all messages, oldest first."""
    async with world.database.transaction() as tx:
        while await events.sequence(tx):
            pass
    maps = SourceMaps(world.database, world.clock)
    for subscription in reactions(maps, telling, world.clock):
        while await events.catch_up(world.database, subscription):
            pass
    return await messages(world)


async def messages(world: World) -> list[messaging.Message]:
    async with world.database.reading() as tx:
        page = await messaging.list_messages(tx, visible_to=EVERYTHING, limit=200)
        found = [await messaging.get_message(tx, one.id, visible_to=EVERYTHING) for one in page.items]
    return sorted(found, key=lambda message: message.id)


async def kinds(world: World) -> list[str]:
    return [message.kind for message in await tell(world)]


async def last(world: World) -> messaging.Message:
    return (await tell(world))[-1]


async def a_pickup(world: World) -> orders.Order:
    """A paid order of three lamps to be collected in Fargo."""
    await world.stock(LAMP={"S0001": 10, "S0002": 10}, VASE={"S0001": 10})
    return await world.order(collect("LAMP", 3))


class TestAnOrderIsReceived:
    async def test_when_it_is_placed_and_paid(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5}, VASE={"DC-RENO": 5})
        order = await world.order(collect("LAMP", 2), ship("VASE"))
        (told,) = await tell(world)
        assert (told.kind, told.recipient, told.language) == ("order_received", "kim@example.com", "en")
        assert (told.order_id, told.order_number, told.state) == (order.id, order.number, "due")
        assert told.text == (
            f"Hello Kim Otieno,\n\nThank you for your order {order.number}. We will write again as soon as it is ready"
            " or on its way.\n\nTo collect at:\n  Fargo store\n  1615 38th St S\n  Fargo, ND 58103\n"
            "  Mon\u2013Sun: 10:00\u202fAM\u20139:00\u202fPM\n\n  2 x Desk lamp  $55.35\n\n"
            "To be sent to:\n  Kim Otieno\n  101 Broadway N\n  Fargo, ND 58103\n\n  1 x Desk lamp  $7.13\n\n"
            "Without tax: $56.42\nTax: $6.06\nTotal: $62.48\n\n"
            f"See how far it is:\nhttps://shop.example/o/{order.id}\n\n--\nWrenfield Inc. - order {order.number}\n"
        )

    async def test_not_before_it_is_paid_and_once_it_is(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        order = await world.order(collect("LAMP"), paid=False)
        assert await kinds(world) == []
        await world.pay(order)
        assert await kinds(world) == ["order_received"]

    async def test_but_not_when_nobody_pays(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        order = await world.order(collect("LAMP"), paid=False)
        with pytest.raises(Exception, match="declined"):
            await world.pay(order, "tok_declined")
        assert await kinds(world) == []

    async def test_in_the_language_of_its_market(self, world: World) -> None:
        await a_pickup(world)
        spanish = Market("US", "US", "USD", "es", "no tax", "Wrenfield Inc.")
        (told,) = await tell(world, telling=replace(TELLING, markets={"US": spanish}))
        assert (told.language, told.subject.partition(" pedido")[0]) == ("es", "Hemos recibido su")


class TestGoodsAreReady:
    async def test_and_the_code_is_in_the_message(self, world: World) -> None:
        order = await a_pickup(world)
        (work,) = await world.work(order.id)
        await world.pick(work)
        await world.make_ready(work)
        told = await last(world)
        assert (told.kind, told.subject) == (
            "ready_for_pickup",
            f"Ready to collect at Fargo store: order {order.number}",
        )
        assert f"Show this code at the counter:\n\n  {CODE}\n\n" in told.text
        assert "\n  3 x Desk lamp\n" in told.text
        assert CODE in told.html

    async def test_again_with_the_new_code(self, world: World) -> None:
        order = await a_pickup(world)
        (work,) = await world.work(order.id)
        await world.pick(work)
        await world.make_ready(work)
        await tell(world)
        await world.make_ready(work, code="111222")
        told = await last(world)
        assert (told.kind, "  111222\n" in told.text) == ("ready_for_pickup", True)

    async def test_in_part_while_some_was_not_found_there(self, world: World) -> None:
        order = await a_pickup(world)
        (work,) = await world.work(order.id)
        await world.pick(work, 2)
        await world.make_ready(work)
        told = await last(world)
        assert told.kind == "partly_ready"
        assert "What is ready:\n  2 x Desk lamp\n" in told.text
        assert "what you would like instead:\n  1 x Desk lamp\n" in told.text

    async def test_in_part_while_the_rest_is_on_its_way_to_the_same_counter(self, world: World) -> None:
        order = await a_pickup(world)
        (work,) = await world.work(order.id)
        await world.pick(work, 2)
        # What was not found lies there after all: a second part at the same store.
        await world.stock(LAMP={"S0001": 1})
        await world.answer(order, "collect", "S0001")
        await world.make_ready(work)
        told = await last(world)
        assert told.kind == "partly_ready"
        assert "What is still to come, with a message of its own:\n  1 x Desk lamp\n" in told.text
        second = (await world.work(order.id))[-1]
        await world.pick(second)
        await world.make_ready(second, code="333444")
        assert (await last(world)).kind == "ready_for_pickup"

    async def test_wholly_although_another_store_has_something_too(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5, "S0002": 5})
        order = await world.order(collect("LAMP"), collect("LAMP", at="S0002"))
        first = next(work for work in await world.work(order.id) if work.location == "S0001")
        await world.pick(first)
        await world.make_ready(first)
        assert (await last(world)).kind == "ready_for_pickup"

    async def test_is_not_told_any_more_once_they_are_handed_over(self, world: World) -> None:
        order = await a_pickup(world)
        (work,) = await world.work(order.id)
        await world.pick(work)
        await world.make_ready(work)
        await world.hand_over(work)
        assert await kinds(world) == ["order_received"]


class TestAParcelLeaves:
    async def test_with_its_tracking_number(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 5})
        order = await world.order(ship("LAMP", 2))
        await world.ship_all(order)
        told = await last(world)
        assert (told.kind, told.subject) == ("shipped", f"On its way: order {order.number}")
        assert "Tracking number: 1Z999\n" in told.text
        assert "What is in the parcel:\n  2 x Desk lamp\n" in told.text
        assert "another parcel" not in told.text

    async def test_and_the_rest_follows(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 2}, VASE={"S0001": 1})
        order = await world.order(ship("LAMP", 2), ship("VASE"))
        work = next(one for one in await world.work(order.id) if one.location == "DC-RENO")
        await world.pick(work)
        await world.pack(work)
        await world.ship(work)
        assert "What follows in another parcel:\n  1 x Desk lamp\n" in (await last(world)).text


class TestUnitsAreCancelled:
    async def test_of_a_whole_order(self, world: World) -> None:
        order = await a_pickup(world)
        await world.cancel(order)
        told = [message for message in await tell(world) if message.kind == "cancelled"]
        assert [message.subject for message in told] == [f"Cancelled: order {order.number}"]
        assert "This will not come:\n\n  3 x Desk lamp\n" in told[0].text

    async def test_of_a_part(self, world: World) -> None:
        order = await a_pickup(world)
        (work,) = await world.work(order.id)
        await world.pick(work, 1)
        await world.answer(order, "cancel")
        told = next(message for message in await tell(world) if message.kind == "cancelled")
        assert told.subject == f"Partly cancelled: order {order.number}"
        assert "  2 x Desk lamp\n" in told.text


class TestMoneyGoesBack:
    async def test_is_told_with_the_amount(self, world: World) -> None:
        order = await a_pickup(world)
        await world.cancel(order)
        told = next(message for message in await tell(world) if message.kind == "refunded")
        assert told.subject == f"$83.03 given back: order {order.number}"
        assert "given back $83.03 the way you paid." in told.text


class TestAStoreDoesNotHaveIt:
    async def test_and_the_shopper_is_asked(self, world: World) -> None:
        order = await a_pickup(world)
        (work,) = await world.work(order.id)
        await world.pick(work, 1)
        told = next(message for message in await tell(world) if message.kind == "shortage_question")
        assert "Fargo store does not have this after all" in told.text
        assert "\n  2 x Desk lamp\n\nWhat shall we do?" in told.text
        assert f"https://shop.example/o/{order.id}\n" in told.text

    async def test_but_not_when_the_answer_came_first(self, world: World) -> None:
        order = await a_pickup(world)
        (work,) = await world.work(order.id)
        await world.pick(work, 1)
        await world.answer(order, "ship")
        assert await kinds(world) == ["order_received"]

    async def test_but_not_about_parcels(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 2})
        order = await world.order(ship("LAMP", 2))
        (work,) = await world.work(order.id)
        await world.pick(work, 1)
        assert await kinds(world) == ["order_received"]


class TestTelling:
    async def test_writes_nothing_when_the_log_is_read_again(self, world: World) -> None:
        order = await a_pickup(world)
        (work,) = await world.work(order.id)
        await world.pick(work)
        await world.make_ready(work)
        before = await tell(world)
        async with world.database.transaction() as tx:
            await tx.run(REWIND)
        assert await tell(world) == before
        assert len(before) == 2

    async def test_leaves_shoppers_of_other_doors_to_them(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        order = await world.order(collect("LAMP"), channel="till")
        (work,) = await world.work(order.id)
        await world.pick(work)
        await world.make_ready(work)
        assert await kinds(world) == []

    async def test_leaves_those_in_peace_who_gave_no_address(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        await world.order(collect("LAMP"), contact=Contact(SHOPPER.name, ""))
        assert await kinds(world) == []

    async def test_takes_as_many_statements_for_many_events_as_for_one(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 200})
        assert await statements_of(world, orders_=1) == await statements_of(world, orders_=60) == 4

    async def test_takes_none_for_the_orders_of_other_doors(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 200})
        assert await statements_of(world, orders_=20, channel="marketplace") == 0


async def statements_of(world: World, *, orders_: int, channel: str = "web") -> int:
    """How many statements it takes to tell of so many new orders at once."""
    placed = [
        id_of(answer) for answer in await world.place(*(a_request(collect(), channel=channel) for _ in range(orders_)))
    ]
    async with world.database.transaction() as tx:
        while await events.sequence(tx):
            pass
        news = [event for order in placed for event in await events.read_subject(tx, f"order/{order}")]
        before = tx.statements.sent
        told = await _tell_at_once(tx, world, news)
        sent = tx.statements.sent - before
    assert len(told) == (orders_ if channel == "web" else 0)
    return sent


async def _tell_at_once(tx: Tx, world: World, news: list[events.Recorded]) -> list[messaging.Message]:
    now = world.now + timedelta(seconds=1)
    return await tell_shopper(tx, news, network=world.source_map.network, telling=TELLING, now=now)
