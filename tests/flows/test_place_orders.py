"""Orders come in: all of their stock or a refusal, once, whatever else comes in beside them."""

import asyncio

import msgspec
import pytest

from atrium.contexts import catalog, inventory, locations, orders, pricing
from atrium.flows.place_orders import Placed, PlaceOrder
from atrium.kit import idempotency
from atrium.kit.idempotency import KeyReused
from atrium.kit.ids import new_id
from atrium.kit.refusals import Refusal
from atrium.vocabulary.contact import Address
from tests.story import HOLD, a_request, an_order, collect, ship, worth
from tests.world import NOW, World, id_of


def told(answers: list[Placed | Refusal]) -> list[str]:
    """Each answer in a word."""
    return [("replayed" if a.replayed else "placed") if isinstance(a, Placed) else a.code for a in answers]


class TestPaidOrder:
    async def test_is_reserved_and_routed_with_a_reason(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 5, "S0001": 5})
        order = await world.order(ship("LAMP", 2))
        assert (order.state, order.total_minor) == ("placed", worth(ship("LAMP", 2)))
        assert (order.net_minor, order.tax_minor) == (4998, 537)
        (work,) = await world.work(order.id)
        assert (work.location, work.state, work.mode) == ("DC-RENO", "queued", "ship")
        assert work.reason.startswith("Reno distribution centre has everything, 2023 km")
        assert work.reason.endswith(" from the shopper; 1 more was considered.")
        assert [seen["location"] for seen in work.decision] == ["DC-RENO", "S0001"]
        assert await world.shelf(at="DC-RENO") == (5, 0, 2)
        assert await world.shelf(at="S0001") == (5, 0, 0)

    async def test_is_told_of_in_its_story_and_its_items(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 5})
        order = await world.order(ship())
        assert await world.story(order.subject) == ["orders.placed", "fulfilment.routed", "payments.captured"]
        assert await world.story("item/LAMP") == ["inventory.stock_changed"] * 2

    async def test_keeps_the_doors_own_payment(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 5})
        order = await world.order(ship())
        (payment,) = await world.payments(order.id)
        assert (payment.method, payment.state, payment.captured_minor) == ("external", "captured", 2768)

    async def test_is_refused_when_the_door_took_another_amount(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 5})
        before = await world.contents()
        (refusal,) = await world.place(a_request(ship(), paid_minor=2767))
        assert isinstance(refusal, orders.PaymentDiffers)
        assert (refusal.asked_minor, refusal.total_minor) == (2767, 2768)
        assert await world.contents() == before

    async def test_comes_from_the_nearest_store_when_no_centre_has_it(self, world: World) -> None:
        await world.stock(LAMP={"S0002": 5, "S0001": 5})
        (work,) = await world.work((await world.order(ship())).id)
        assert (work.location, work.reason) == (
            "S0001",
            "Fargo store has everything, 0 km from the shopper; 1 more was considered.",
        )

    async def test_is_split_only_when_nobody_has_everything(self, world: World) -> None:
        await world.stock(LAMP={"DC-RENO": 2, "S0001": 3})
        order = await world.order(ship("LAMP", 4), ship("LAMP", 1))
        work = await world.work(order.id)
        assert sum(line.quantity for one in work for line in one.lines) == 5
        assert await world.shelf(at="DC-RENO") == (2, 0, 2)
        assert await world.shelf(at="S0001") == (3, 0, 3)

    async def test_takes_the_shoppers_store_first_and_ships_the_rest_from_elsewhere(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 1, "S0002": 1})
        order = await world.order(ship(), collect(at="S0001"))
        assert [(one.location, one.mode) for one in await world.work(order.id)] == [
            ("S0001", "pickup"),
            ("S0002", "ship"),
        ]

    async def test_is_refused_when_its_own_lines_want_the_same_unit(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 1})
        before = await world.contents()
        for lines in ((ship(), ship()), (ship(), collect()), (collect(), collect())):
            (refusal,) = await world.place(a_request(*lines))
            assert isinstance(refusal, inventory.InsufficientStock)
        assert await world.contents() == before


class TestUnpaidOrder:
    async def test_holds_its_stock_until_it_is_paid(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 5})
        (answer,) = await world.place(a_request(collect("LAMP", 2), paid=False))
        assert isinstance(answer, Placed)
        assert msgspec.json.decode(answer.answer)["held_until"] == "2026-11-20T12:15:00Z"
        order = await world.get(id_of(answer))
        assert order.state == "awaiting_payment"
        assert [work.state for work in await world.work(order.id)] == ["planned"]
        assert await world.shelf() == (5, 2, 0)
        assert await world.payments(order.id) == []
        async with world.database.reading() as tx:
            (hold,) = await inventory.find_held(tx, order.id)
        assert (hold.quantity, hold.expires_at) == (2, NOW + HOLD)
        assert await world.story(order.subject) == ["orders.awaits_payment", "fulfilment.routed"]


class TestRefusal:
    async def test_says_how_much_can_be_promised_and_changes_nothing(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 3}, VASE={"S0001": 9})
        before = await world.contents()
        (refusal,) = await world.place(a_request(ship("VASE"), collect("LAMP", 4)))
        assert isinstance(refusal, inventory.InsufficientStock)
        assert (refusal.asked, refusal.available, refusal.location, refusal.field) == (
            4,
            3,
            "S0001",
            "lines[1].quantity",
        )
        assert await world.contents() == before

    async def test_names_no_place_when_the_whole_network_was_looked_at(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 3, "DC-RENO": 1})
        (refusal,) = await world.place(a_request(ship("LAMP", 5)))
        assert isinstance(refusal, inventory.InsufficientStock)
        assert (refusal.available, refusal.location) == (4, None)

    @pytest.mark.parametrize(
        ("request_", "kind", "field"),
        [
            (a_request(ship("SOFA"), paid=False), catalog.NotSold, "lines[0].sku"),
            (a_request(ship(), paid=False, address=None), orders.AddressMissing, "address"),
            (
                a_request(ship(), collect(at="S0999"), paid=False),
                locations.PickupNotOffered,
                "lines[1].pickup_location",
            ),
            (a_request(collect(at="DC-RENO"), paid=False), locations.PickupNotOffered, "lines[0].pickup_location"),
        ],
    )
    async def test_names_the_field_at_fault(
        self, world: World, request_: PlaceOrder, kind: type[Refusal], field: str
    ) -> None:
        await world.stock(LAMP={"S0001": 3})
        before = await world.contents()
        (refusal,) = await world.place(request_)
        assert isinstance(refusal, kind)
        assert refusal.field == field
        assert await world.contents() == before

    async def test_comes_when_the_item_has_no_price_here(self, world: World) -> None:
        await world.database.commit(lambda tx: tx.run("DELETE FROM pricing.list_prices WHERE sku = 'LAMP'"))
        (refusal,) = await world.place(a_request(ship(), paid=False))
        assert isinstance(refusal, pricing.NotForSale)

    async def test_fails_none_of_its_neighbours(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 3})
        answers = await world.place(
            a_request(collect("LAMP", 2)),
            a_request(collect("LAMP", 2)),
            a_request(ship("SOFA"), paid=False),
            a_request(collect("LAMP", 1), paid=False),
            a_request(collect("LAMP", 1)),
        )
        assert told(answers) == ["placed", "insufficient_stock", "not_sold", "placed", "insufficient_stock"]
        assert await world.shelf() == (3, 1, 2)

    async def test_gives_the_last_one_to_whoever_came_first(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 1})
        requests = [a_request(collect()) for _ in range(10)]
        assert told(await world.place(*requests)) == ["placed"] + ["insufficient_stock"] * 9


class TestTwins:
    """The same thing twice, in one batch, one after the other, and at the same moment."""

    async def test_gets_the_same_answer_for_the_same_key_and_body(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        request = a_request(collect(), key="k1")
        answers = await world.place(request, request)
        assert told(answers) == ["placed", "replayed"]
        again = await world.place(request)
        assert told(again) == ["replayed"]
        assert len({a.answer for a in [*answers, *again] if isinstance(a, Placed)}) == 1
        assert await world.shelf() == (9, 0, 1)

    async def test_is_refused_for_the_same_key_and_another_body(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        first, other = a_request(collect(), key="k1"), a_request(collect("LAMP", 2), key="k1", body="other")
        assert told(await world.place(first, other)) == ["placed", "key_reused"]
        (refusal,) = await world.place(other)
        assert isinstance(refusal, KeyReused)
        assert await world.shelf() == (9, 0, 1)

    @pytest.mark.parametrize(
        ("body", "word"), [("body", "replayed"), ("other", "order_id_taken")], ids=["same content", "other content"]
    )
    async def test_is_known_by_its_id_under_another_key(self, world: World, body: str, word: str) -> None:
        await world.stock(LAMP={"S0001": 9})
        id_ = new_id()
        first, second = a_request(collect(), id_=id_, key="k1"), a_request(collect(), id_=id_, key="k2", body=body)
        assert told(await world.place(first, second)) == ["placed", word]
        assert told(await world.place(a_request(collect(), id_=id_, key="k3", body=body))) == [word]
        assert await world.shelf() == (9, 0, 1)

    async def test_is_refused_for_a_client_reference_that_is_taken(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        first, second = (a_request(collect(), reference="A-1") for _ in range(2))
        answers = await world.place(first, second, a_request(collect(), reference="A-1", channel="till"))
        assert told(answers) == ["placed", "client_reference_taken", "placed"]
        refusal = answers[1]
        assert isinstance(refusal, orders.ClientReferenceTaken)
        assert (refusal.client_reference, refusal.order_id) == ("A-1", first.id)
        assert told(await world.place(a_request(collect(), reference="A-1"))) == ["client_reference_taken"]

    async def test_lets_the_second_of_an_id_through_when_the_first_was_refused(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 1})
        id_ = new_id()
        first, second = a_request(collect("LAMP", 2), id_=id_, key="k1"), a_request(collect(), id_=id_, key="k2")
        assert told(await world.place(first, second)) == ["insufficient_stock", "placed"]

    async def test_shares_a_refusal_but_does_not_keep_it(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 1})
        request = a_request(collect("LAMP", 2), key="k1")
        assert told(await world.place(request, request)) == ["insufficient_stock"] * 2
        await world.stock(LAMP={"S0001": 1})
        assert told(await world.place(request)) == ["placed"]

    async def test_is_answered_as_a_repeat_when_the_first_commits_while_it_looks(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        again = a_request(ship(), key="k1", reference="cart 7")
        assert again.key is not None
        async with world.database.transaction() as tx:
            await orders.capture(tx, [an_order(reference="cart 7")])
            await idempotency.keep(tx, [(again.key, "the first answer")], now=NOW)
            await tx.run("LOCK TABLE orders.orders IN ACCESS EXCLUSIVE MODE")
            looking = asyncio.create_task(world.place(again))
            await asyncio.sleep(0.5)
        assert await looking == [Placed("the first answer", replayed=True)]

    @pytest.mark.parametrize(
        ("key", "body", "word"),
        [("k1", "body", "replayed"), ("k2", "body", "replayed"), ("k2", "other", "order_id_taken")],
        ids=["same request", "other key", "other content"],
    )
    async def test_has_one_effect_when_two_processes_write_it_at_once(
        self, world: World, key: str, body: str, word: str
    ) -> None:
        await world.stock(LAMP={"S0001": 9, "S0002": 9})
        for number in range(8):
            id_ = new_id()
            # Other shelves, so that nothing but the id or the key brings the two together.
            first = a_request(collect(at="S0001"), id_=id_, key=f"k1 {number}")
            second = a_request(collect(at="S0002"), id_=id_, key=f"{key} {number}", body=body)
            answers = await asyncio.gather(world.place(first), world.place(second))
            assert sorted(told([*answers[0], *answers[1]])) == sorted(["placed", word])
        taken = [await world.shelf(at=place) for place in ("S0001", "S0002")]
        assert sum(reserved for _, _, reserved in taken) == 8


class TestBatch:
    async def test_sends_few_statements_and_as_many_for_fifty_as_for_one(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 200, "DC-RENO": 200}, VASE={"S0001": 200})

        async def sent(count: int, *, paid: bool) -> int:
            before = world.database.statements.sent
            requests = [
                a_request(ship(), collect("VASE"), paid=paid, id_=new_id(), reference=str(new_id()))
                for _ in range(count)
            ]
            assert told(await world.place(*requests)) == ["placed"] * count
            return world.database.statements.sent - before

        for paid in (True, False):
            one = await sent(1, paid=paid)
            assert one <= 12
            assert await sent(50, paid=paid) == one

    async def test_uses_one_transaction(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 50})
        before = world.database.statements.transactions
        await world.place(*(a_request(collect()) for _ in range(50)))
        assert world.database.statements.transactions - before == 1

    async def test_never_oversells_however_many_batches_run_at_once(self, world: World) -> None:
        await world.stock(LAMP={"S0001": 30, "DC-RENO": 10})
        batches = [[a_request(ship() if n % 2 else collect(), paid=n % 3 == 0) for n in range(8)] for _ in range(10)]
        answers = await asyncio.gather(*(world.place(*batch) for batch in batches))
        words = told([answer for batch in answers for answer in batch])
        assert set(words) == {"placed", "insufficient_stock"}
        shelves = [await world.level(at=place) for place in ("S0001", "DC-RENO")]
        assert sum(level.held + level.reserved for level in shelves) == words.count("placed")
        assert all(level.shortfall == 0 for level in shelves)
        assert shelves[0].available == 0

    async def test_looks_past_the_nearest_when_they_have_nothing(self, world: World) -> None:
        await world.stock(LAMP={"S0002": 1})
        far = Address("1 Main St", "Nowhere", "XX", "00000", "US")
        order = await world.order(ship(), address=far)
        (work,) = await world.work(order.id)
        assert work.reason == "Minneapolis store has everything."

    async def test_answers_nothing_for_nothing(self, world: World) -> None:
        assert await world.place() == []
