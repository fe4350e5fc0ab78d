"""Stock against PostgreSQL; every test is rolled back."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from psycopg import errors

from atrium.contexts import inventory
from atrium.contexts.inventory import Adjustment, Hold, Key, Level, NotEnoughOnHand, Reservation
from atrium.kit import events
from atrium.kit.db import LockOrderError, Tx
from atrium.kit.ids import new_id
from atrium.vocabulary.actor import EVERYTHING, Scope
from tests.builders import NOW, an_actor

ANA = an_actor()
LAMP = Key("LAMP", "S0001")
UNGUARDED = "ALTER TABLE inventory.stock DROP CONSTRAINT stock_is_not_oversold"
HOLD_STATES = "SELECT state FROM inventory.holds ORDER BY id"
RESERVED = "SELECT quantity FROM inventory.reservations ORDER BY id"


async def adjust(tx: Tx, *wanted: Adjustment) -> list[Level | NotEnoughOnHand]:
    return await inventory.adjust(tx, wanted, now=NOW, actor=ANA)


async def stock(tx: Tx, units: int = 10, *, at: str = "S0001", sku: str = "LAMP", **facts: Any) -> None:
    await adjust(tx, Adjustment(sku, at, units, "opening", kind="opening", **facts))


async def level(tx: Tx, at: str = "S0001", sku: str = "LAMP") -> Level:
    levels = await inventory.list_levels(tx, sku, visible_to=EVERYTHING)
    return next(one for one in levels if one.location == at)


async def figures(tx: Tx, at: str = "S0001") -> tuple[int, int, int, int]:
    """On hand, held, reserved, shortfall."""
    one = await level(tx, at)
    return one.on_hand, one.held, one.reserved, one.shortfall


async def reserve(tx: Tx, units: int, *, work: UUID | None = None, at: str = "S0001") -> UUID:
    """Reserves without asking the plan; answers for which fulfilment."""
    fulfilment = work or new_id()
    reservation = Reservation(new_id(), new_id(), 1, fulfilment, "LAMP", at, units)
    await inventory.apply_reservations(tx, [reservation], now=NOW)
    return fulfilment


async def hold(tx: Tx, units: int, *, until: timedelta = timedelta(minutes=15), order: UUID | None = None) -> UUID:
    """Holds without asking the plan; answers for which order."""
    order_id = order or new_id()
    kept = Hold(new_id(), order_id, 1, new_id(), "LAMP", "S0001", units, NOW + until)
    await inventory.apply_holds(tx, [kept], now=NOW)
    return order_id


async def ledger(tx: Tx) -> list[tuple[str, int]]:
    """Kinds and quantities of the item's movements, oldest first."""
    page = await inventory.list_movements(tx, "LAMP", visible_to=EVERYTHING)
    return [(movement.kind, movement.quantity) for movement in reversed(page.items)]


async def news(tx: Tx) -> list[tuple[str, dict[str, Any]]]:
    return [(event.type, event.facts) for event in await events.read_subject(tx, "item/LAMP")]


async def causes(tx: Tx) -> list[str]:
    return [facts["cause"] for type_, facts in await news(tx) if type_ == "inventory.stock_changed"]


async def shortfalls(tx: Tx) -> list[int]:
    return [facts["shortfall"] for type_, facts in await news(tx) if type_ == "inventory.shortfall_found"]


class TestAdjust:
    async def test_makes_the_row_and_the_movement(self, tx: Tx) -> None:
        answers = await adjust(tx, Adjustment("LAMP", "S0001", 10, "opening", kind="opening", safety=2))
        assert [type(answer) for answer in answers] == [Level]
        one = await level(tx)
        assert answers == [one]
        assert (one.on_hand, one.safety, one.available) == (10, 2, 8)
        assert await ledger(tx) == [("opening", 10)]
        assert await causes(tx) == ["adjusted"]

    async def test_answers_for_each_in_order_and_lets_the_good_through(self, tx: Tx) -> None:
        await stock(tx, 5)
        answers = await adjust(
            tx,
            Adjustment("LAMP", "S0001", -3, "damaged"),
            Adjustment("LAMP", "S0001", -3, "damaged"),
            Adjustment("LAMP", "S0001", -2, "damaged"),
        )
        refusal = answers[1]
        assert isinstance(refusal, NotEnoughOnHand)
        assert (refusal.sku, refusal.location, refusal.asked, refusal.on_hand) == ("LAMP", "S0001", -3, 2)
        assert refusal.message == "S0001 has 2 of LAMP on hand; 3 cannot leave."
        assert await figures(tx) == (0, 0, 0, 0)
        assert await ledger(tx) == [("opening", 5), ("adjustment", -3), ("adjustment", -2)]

    async def test_leaves_no_trace_of_a_refusal(self, tx: Tx) -> None:
        answers = await adjust(tx, Adjustment("LAMP", "S0001", -1, "damaged"))
        assert isinstance(answers[0], NotEnoughOnHand)
        assert await inventory.list_levels(tx, "LAMP", visible_to=EVERYTHING) == []
        assert await ledger(tx) == []
        assert await news(tx) == []

    async def test_lists_an_item_without_units_and_without_a_movement(self, tx: Tx) -> None:
        await stock(tx, 0, safety=3)
        assert await figures(tx) == (0, 0, 0, 0)
        assert await ledger(tx) == []

    async def test_moves_what_is_promised_past_the_stock_to_shortfall(self, tx: Tx) -> None:
        await stock(tx, 10)
        await reserve(tx, 8)
        answers = await adjust(tx, Adjustment("LAMP", "S0001", -5, "counted", kind="count"))
        assert isinstance(answers[0], Level)
        assert await figures(tx) == (5, 0, 8, 3)
        assert await shortfalls(tx) == [3]
        await adjust(tx, Adjustment("LAMP", "S0001", 1, "found"))
        assert await figures(tx) == (6, 0, 8, 2)
        assert await shortfalls(tx) == [3]

    async def test_keeps_the_cost_that_goods_came_with(self, tx: Tx) -> None:
        await stock(tx, 10, unit_cost=Decimal("4.5"))
        await adjust(tx, Adjustment("LAMP", "S0001", 2, "delivery", kind="receipt", unit_cost=Decimal(6)))
        await adjust(tx, Adjustment("LAMP", "S0001", -1, "damaged"))
        page = await inventory.list_movements(tx, "LAMP", visible_to=EVERYTHING)
        assert [movement.unit_cost for movement in page.items] == [Decimal("4.5"), Decimal(6), Decimal("4.5")]

    async def test_keeps_owners_conditions_and_lots_apart(self, tx: Tx) -> None:
        await stock(tx, 1)
        await stock(tx, 2, owner="vendor")
        await stock(tx, 4, condition="used")
        await stock(tx, 8, lot="L7")
        levels = await inventory.list_levels(tx, "LAMP", visible_to=EVERYTHING)
        assert sorted(one.on_hand for one in levels) == [1, 2, 4, 8]

    async def test_sends_as_many_statements_for_many_as_for_one(self, tx: Tx) -> None:
        await stock(tx)
        one = tx.statements.sent
        await adjust(tx, *(Adjustment(f"SKU-{n}", "S0001", 1, "opening") for n in range(300)))
        assert tx.statements.sent - one == one


class TestApplyReservations:
    async def test_takes_units_off_what_is_available(self, tx: Tx) -> None:
        await stock(tx, 10)
        await reserve(tx, 4)
        assert await figures(tx) == (10, 0, 4, 0)
        assert (await level(tx)).available == 6

    async def test_is_refused_by_the_table_when_the_plan_is_bypassed(self, tx: Tx) -> None:
        await stock(tx, 3)
        with pytest.raises(errors.CheckViolation, match="stock_is_not_oversold"):
            await reserve(tx, 4)

    async def test_oversells_where_the_tables_check_is_taken_out(self, tx: Tx) -> None:
        await tx.run(UNGUARDED)
        await stock(tx, 3)
        await reserve(tx, 4)
        assert await figures(tx) == (3, 0, 4, 0)

    async def test_is_refused_by_the_table_when_holds_took_the_rest(self, tx: Tx) -> None:
        await stock(tx, 3)
        await hold(tx, 2)
        with pytest.raises(errors.CheckViolation, match="stock_is_not_oversold"):
            await reserve(tx, 2)


class TestApplyHolds:
    async def test_is_refused_by_the_table_when_the_plan_is_bypassed(self, tx: Tx) -> None:
        await stock(tx, 3)
        with pytest.raises(errors.CheckViolation, match="stock_is_not_oversold"):
            await hold(tx, 4)


async def keep(tx: Tx, paid: UUID) -> frozenset[UUID]:
    kept = await inventory.keep_holds(tx, [paid], now=NOW, actor=ANA.signature)
    await events.append(tx, kept.news)
    return kept.orders


class TestKeepHolds:
    async def test_turns_what_was_held_into_reservations(self, tx: Tx) -> None:
        await stock(tx, 10)
        order = await hold(tx, 3)
        assert [one.quantity for one in await inventory.find_held(tx, order)] == [3]
        assert await keep(tx, order) == {order}
        assert await figures(tx) == (10, 0, 3, 0)
        assert await tx.values(HOLD_STATES) == ["kept"]
        assert await inventory.find_held(tx, order) == []
        assert await causes(tx) == ["adjusted", "reserved"]

    async def test_says_that_there_is_nothing_to_keep_the_second_time(self, tx: Tx) -> None:
        await stock(tx, 10)
        order = await hold(tx, 3)
        await keep(tx, order)
        assert await keep(tx, order) == frozenset()
        assert await figures(tx) == (10, 0, 3, 0)

    async def test_keeps_a_promise_though_the_goods_were_lost_meanwhile(self, tx: Tx) -> None:
        await stock(tx, 10)
        order = await hold(tx, 8)
        await adjust(tx, Adjustment("LAMP", "S0001", -5, "water damage"))
        assert await keep(tx, order) == {order}
        assert await figures(tx) == (5, 0, 8, 3)
        assert await shortfalls(tx) == [3]


class TestReleaseHolds:
    @pytest.mark.parametrize(("expired", "state"), [(False, "released"), (True, "expired")])
    async def test_makes_units_available_again_and_says_whose(self, tx: Tx, state: str, *, expired: bool) -> None:
        await stock(tx, 10)
        first, second = await hold(tx, 3), await hold(tx, 4)
        released = await inventory.release_holds(tx, [first, new_id()], now=NOW, actor=ANA, expired=expired)
        assert released == [first]
        assert await figures(tx) == (10, 4, 0, 0)
        assert await tx.values(HOLD_STATES) == [state, "open"]
        assert await inventory.release_holds(tx, [first], now=NOW, actor=ANA) == []
        assert len(await inventory.find_held(tx, second)) == 1

    async def test_lessens_a_shortfall(self, tx: Tx) -> None:
        await stock(tx, 10)
        order = await hold(tx, 8)
        await adjust(tx, Adjustment("LAMP", "S0001", -5, "water damage"))
        await inventory.release_holds(tx, [order], now=NOW, actor=ANA)
        assert await figures(tx) == (5, 0, 0, 0)


class TestListExpired:
    async def test_names_orders_whose_holds_ran_out(self, tx: Tx) -> None:
        await stock(tx, 10)
        late, _ = await hold(tx, 1, until=timedelta(0)), await hold(tx, 1, until=timedelta(seconds=1))
        assert await inventory.list_expired(tx, now=NOW) == [late]
        assert await inventory.list_expired(tx, now=NOW, most=0) == []
        await inventory.release_holds(tx, [late], now=NOW, actor=ANA, expired=True)
        assert await inventory.list_expired(tx, now=NOW) == []


def issue(work: UUID, units: int, line: int = 1) -> inventory.Issue:
    return inventory.Issue(work, line, units, "shipment", "7K2QF-93QXM")


class TestIssue:
    async def test_moves_reservation_stock_and_ledger_together(self, tx: Tx) -> None:
        await stock(tx, 10)
        work = await reserve(tx, 4)
        await inventory.issue(tx, [issue(work, 3)], now=NOW, actor=ANA)
        assert await figures(tx) == (7, 0, 1, 0)
        assert await tx.values(RESERVED) == [1]
        assert await ledger(tx) == [("opening", 10), ("shipment", -3)]
        assert await causes(tx) == ["adjusted", "issued"]

    async def test_counts_first_what_the_books_did_not_have(self, tx: Tx) -> None:
        await stock(tx, 4)
        work = await reserve(tx, 4)
        await adjust(tx, Adjustment("LAMP", "S0001", -3, "counted", kind="count"))
        assert await figures(tx) == (1, 0, 4, 3)
        await inventory.issue(tx, [issue(work, 4)], now=NOW, actor=ANA)
        assert await figures(tx) == (0, 0, 0, 0)
        assert await ledger(tx) == [("opening", 4), ("count", -3), ("count", 3), ("shipment", -4)]

    async def test_refuses_more_than_is_reserved_for_it(self, tx: Tx) -> None:
        await stock(tx, 10)
        work = await reserve(tx, 2)
        with pytest.raises(inventory.NothingToIssue) as refused:
            await inventory.issue(tx, [issue(work, 3)], now=NOW, actor=ANA)
        assert (refused.value.asked, refused.value.reserved) == (3, 2)
        with pytest.raises(inventory.NothingToIssue):
            await inventory.issue(tx, [issue(work, 1, line=2)], now=NOW, actor=ANA)
        assert await figures(tx) == (10, 0, 2, 0)
        assert await ledger(tx) == [("opening", 10)]

    async def test_keeps_the_ledger_and_the_stock_equal(self, tx: Tx) -> None:
        await stock(tx, 6)
        first, second = await reserve(tx, 2), await reserve(tx, 3)
        await adjust(tx, Adjustment("LAMP", "S0001", -5, "counted", kind="count"))
        await inventory.issue(tx, [issue(first, 2), issue(second, 3)], now=NOW, actor=ANA)
        assert (await level(tx)).on_hand == sum(quantity for _, quantity in await ledger(tx)) == 0


def short(work: UUID, units: int) -> inventory.Short:
    return inventory.Short(work, 1, units, "not on the shelf", "7K2QF-93QXM")


class TestRecordShorts:
    async def test_lets_the_promise_go_and_corrects_the_stock(self, tx: Tx) -> None:
        await stock(tx, 10)
        work = await reserve(tx, 4)
        await inventory.record_shorts(tx, [short(work, 3)], now=NOW, actor=ANA)
        assert await figures(tx) == (7, 0, 1, 0)
        assert await ledger(tx) == [("opening", 10), ("short_pick", -3)]

    async def test_finds_the_shortfall_of_others(self, tx: Tx) -> None:
        await stock(tx, 4)
        work, _ = await reserve(tx, 2), await reserve(tx, 2)
        await adjust(tx, Adjustment("LAMP", "S0001", -1, "counted", kind="count"))
        await inventory.record_shorts(tx, [short(work, 2)], now=NOW, actor=ANA)
        assert await figures(tx) == (1, 0, 2, 1)
        assert await shortfalls(tx) == [1]

    async def test_never_takes_the_books_below_nothing(self, tx: Tx) -> None:
        await stock(tx, 2)
        work = await reserve(tx, 2)
        await adjust(tx, Adjustment("LAMP", "S0001", -2, "counted", kind="count"))
        await inventory.record_shorts(tx, [short(work, 2)], now=NOW, actor=ANA)
        assert await figures(tx) == (0, 0, 0, 0)
        assert await ledger(tx) == [("opening", 2), ("count", -2)]


class TestReleaseReservations:
    async def test_makes_units_available_again(self, tx: Tx) -> None:
        await stock(tx, 10)
        work = await reserve(tx, 4)
        await reserve(tx, 2, work=work)
        await inventory.release_reservations(tx, [inventory.Release(work, 1, 5)], now=NOW, actor=ANA)
        assert await figures(tx) == (10, 0, 1, 0)
        assert sum(await tx.values(RESERVED)) == 1

    async def test_sends_nothing_for_nothing(self, tx: Tx) -> None:
        await inventory.release_reservations(tx, [], now=NOW, actor=ANA)
        assert tx.statements.sent == 0


class TestLockLevels:
    async def test_leaves_out_what_is_not_there(self, tx: Tx) -> None:
        await stock(tx)
        levels = await inventory.lock_levels(tx, [Key("SOFA", "S0001"), LAMP, LAMP])
        assert list(levels) == [LAMP]

    async def test_comes_after_every_other_context(self, tx: Tx) -> None:
        await inventory.lock_levels(tx, [])
        with pytest.raises(LockOrderError):
            tx.locks("payments")


class TestFindCandidates:
    async def test_names_who_has_some_in_the_order_of_the_ranking(self, tx: Tx) -> None:
        for place, units in (("S0001", 3), ("S0002", 0), ("S0003", 5)):
            await stock(tx, units, at=place)
        wants = [inventory.Want(1, "LAMP", 7), inventory.Want(2, "SOFA", 7)]
        found = await inventory.find_candidates(tx, wants, {7: ["S0003", "S0002", "S0001", "S0009"]})
        assert [(one.location, one.available) for one in found[1]] == [("S0003", 5), ("S0001", 3)]
        assert found[2] == []


class TestListAvailability:
    async def test_answers_for_each_item_in_the_order_asked(self, tx: Tx) -> None:
        await stock(tx, 3, at="S0001", safety=1)
        await stock(tx, 5, at="S0002")
        answers = await inventory.list_availability(tx, ["SOFA", "LAMP"], location="S0001")
        assert [(one.sku, one.network, one.here) for one in answers] == [("SOFA", 0, 0), ("LAMP", 7, 2)]


class TestListMovements:
    async def test_pages_from_the_newest_to_the_end(self, tx: Tx) -> None:
        await adjust(tx, *(Adjustment("LAMP", "S0001", units, "opening") for units in range(1, 6)))
        first = await inventory.list_movements(tx, "LAMP", visible_to=EVERYTHING, limit=3)
        second = await inventory.list_movements(tx, "LAMP", visible_to=EVERYTHING, cursor=first.next_cursor, limit=3)
        assert [movement.quantity for movement in [*first.items, *second.items]] == [5, 4, 3, 2, 1]
        assert second.next_cursor is None

    async def test_shows_only_what_may_be_seen(self, tx: Tx) -> None:
        await stock(tx, 3, at="S0001")
        await stock(tx, 5, at="S0002")
        seen = Scope(locations=("S0002",))
        assert [m.quantity for m in (await inventory.list_movements(tx, "LAMP", visible_to=seen)).items] == [5]
        assert [one.on_hand for one in await inventory.list_levels(tx, "LAMP", visible_to=seen)] == [5]
