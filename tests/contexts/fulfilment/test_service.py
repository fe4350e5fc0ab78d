"""Fulfilments against PostgreSQL; every test is rolled back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from psycopg import errors

from atrium.contexts import fulfilment
from atrium.contexts.fulfilment import Fulfilment, Pick
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.vocabulary.actor import EVERYTHING, Scope
from tests.builders import NOW
from tests.story import ANA, CODE, a_fulfilment

LATER = NOW + timedelta(minutes=5)


async def create(tx: Tx, *work: Fulfilment) -> Fulfilment:
    """Writes fulfilments; answers the first."""
    await fulfilment.create(tx, work)
    return work[0]


async def saved(tx: Tx, work: Fulfilment) -> Fulfilment:
    return await fulfilment.get_fulfilment(tx, work.id, visible_to=EVERYTHING)


async def news(tx: Tx, work: Fulfilment) -> list[tuple[str, str | None]]:
    """Types and reasons of its order's events."""
    return [(event.type, event.reason) for event in await events.read_subject(tx, f"order/{work.order_id}")]


class TestCreate:
    async def test_keeps_a_fulfilment_to_the_letter(self, tx: Tx) -> None:
        work = await create(tx, a_fulfilment(3, 2))
        assert await saved(tx, work) == work

    async def test_sends_one_statement_for_many_and_none_for_none(self, tx: Tx) -> None:
        await create(tx, *(a_fulfilment(1, 2) for _ in range(100)))
        assert tx.statements.sent == 1
        await fulfilment.create(tx, [])
        assert tx.statements.sent == 1

    async def test_tells_why_the_location_was_chosen(self, tx: Tx) -> None:
        work = a_fulfilment(3, 2)
        await events.append(tx, [fulfilment.created_event(work, actor=ANA.signature)])
        (event,) = await events.read_subject(tx, f"order/{work.order_id}")
        assert (event.type, event.reason) == ("fulfilment.routed", "Fargo store has everything.")
        assert event.facts["quantities"] == {"1": 3, "2": 2}


class TestSteps:
    async def test_of_a_parcel_are_written_down(self, tx: Tx) -> None:
        work = await create(tx, a_fulfilment(3, 2, state="planned"))
        planned = await fulfilment.lock_planned(tx, [work.order_id])
        told = await fulfilment.queue_planned(tx, planned, now=LATER, actors={work.order_id: ANA})
        await events.append(tx, told)
        work = await saved(tx, work)
        work = await fulfilment.pick(tx, work, [Pick(1, 1, "damaged"), Pick(2, 2)], now=LATER, actor=ANA)
        work = await fulfilment.pack(tx, work, now=LATER, actor=ANA)
        work = await fulfilment.ship(tx, work, tracking="1Z999", now=LATER, actor=ANA)
        assert await saved(tx, work) == replace(work, changed_at=LATER)
        assert (work.state, work.tracking, work.picked) == ("shipped", "1Z999", {1: 1, 2: 2})
        assert await news(tx, work) == [
            ("fulfilment.queued", None),
            ("fulfilment.picked", "damaged"),
            ("fulfilment.packed", None),
            ("fulfilment.shipped", None),
        ]

    async def test_of_a_collection_are_written_down(self, tx: Tx) -> None:
        work = await create(tx, a_fulfilment(1, mode="pickup"))
        work = await fulfilment.pick(tx, work, [Pick(1, 1)], now=LATER, actor=ANA)
        work = await fulfilment.make_ready(tx, work, code=CODE, now=LATER, actor=ANA)
        work = await fulfilment.refuse_code(tx, work, now=LATER, actor=ANA)
        assert (await saved(tx, work)).wrong_codes == 1
        work = await fulfilment.hand_over(tx, work, now=LATER, actor=ANA)
        assert await saved(tx, work) == replace(work, changed_at=LATER)
        assert [type_ for type_, _ in await news(tx, work)] == [
            "fulfilment.picked",
            "fulfilment.ready",
            "fulfilment.wrong_code_shown",
            "fulfilment.handed_over",
        ]

    async def test_never_tell_the_code(self, tx: Tx) -> None:
        work = await create(tx, a_fulfilment(1, mode="pickup", state="picked"))
        await fulfilment.make_ready(tx, work, code=CODE, now=LATER, actor=ANA)
        assert CODE not in str(await events.read_subject(tx, f"order/{work.order_id}"))

    async def test_change_nothing_when_they_are_refused(self, tx: Tx) -> None:
        work = await create(tx, a_fulfilment(1))
        with pytest.raises(fulfilment.WrongStep):
            await fulfilment.ship(tx, work, tracking=None, now=LATER, actor=ANA)
        assert await saved(tx, work) == work
        assert await news(tx, work) == []

    async def test_are_refused_by_the_table_when_they_do_not_fit_the_mode(self, tx: Tx) -> None:
        with pytest.raises(errors.CheckViolation, match="state_fits_mode"):
            await create(tx, a_fulfilment(1, mode="pickup", state="packed"))


class TestCancel:
    async def test_takes_units_off_and_says_why(self, tx: Tx) -> None:
        work = await create(tx, a_fulfilment(3))
        work = await fulfilment.cancel_lines(tx, work, {1: 2}, now=LATER, actor=ANA, reason="no thanks")
        assert (await saved(tx, work)).unfinished == {1: 1}
        work = await fulfilment.cancel_lines(tx, work, {1: 1}, now=LATER, actor=ANA, reason="no thanks")
        assert (await saved(tx, work)).state == "cancelled"
        assert await news(tx, work) == [("fulfilment.cancelled", "no thanks")] * 2

    async def test_ends_only_what_is_planned(self, tx: Tx) -> None:
        order = new_id()
        planned = a_fulfilment(1, state="planned", order_id=order)
        queued = a_fulfilment(1, order_id=order)
        await create(tx, planned, queued)
        await fulfilment.cancel_planned(tx, [order], now=LATER, actor=ANA)
        assert [work.state for work in await fulfilment.lock_of_order(tx, order)] == ["cancelled", "queued"]
        assert [type_ for type_, _ in await news(tx, planned)] == ["fulfilment.cancelled"]


class TestGetFulfilment:
    async def test_hides_other_locations(self, tx: Tx) -> None:
        work = await create(tx, a_fulfilment(1))
        assert (await fulfilment.get_fulfilment(tx, work.id, visible_to=Scope(locations=("S0001",)))).id == work.id
        for scope in (Scope(locations=("S0002",)), Scope(locations=())):
            with pytest.raises(fulfilment.FulfilmentNotFound):
                await fulfilment.get_fulfilment(tx, work.id, visible_to=scope)
            with pytest.raises(fulfilment.FulfilmentNotFound):
                await fulfilment.lock_fulfilment(tx, work.id, visible_to=scope)
            assert await fulfilment.list_of_order(tx, work.order_id, visible_to=scope) == []


class TestListQueue:
    async def test_pages_from_the_oldest_to_the_end(self, tx: Tx) -> None:
        queue = [replace(a_fulfilment(n), created_at=NOW + timedelta(seconds=n // 2)) for n in range(1, 6)]
        await create(tx, *queue)
        units: list[int] = []
        cursor = None
        for _ in range(3):
            page = await fulfilment.list_queue(tx, visible_to=EVERYTHING, cursor=cursor, limit=2)
            units += [entry.units for entry in page.items]
            cursor = page.next_cursor
        assert units == [1, 2, 3, 4, 5]
        assert cursor is None

    async def test_shows_open_work_of_the_place_the_state_and_the_mode(self, tx: Tx) -> None:
        here, done = a_fulfilment(1), a_fulfilment(2, state="shipped")
        ready, there = a_fulfilment(3, mode="pickup", state="ready"), a_fulfilment(4, at="S0002")
        await create(tx, here, done, ready, there)

        async def units(visible_to: Scope = EVERYTHING, **wanted: str) -> list[int]:
            page = await fulfilment.list_queue(tx, visible_to=visible_to, **wanted)  # pyright: ignore[reportArgumentType]
            return sorted(entry.units for entry in page.items)

        assert await units() == [1, 3, 4]
        assert await units(location="S0001") == [1, 3]
        assert await units(state="shipped") == [2]
        assert await units(mode="pickup") == [3]
        assert await units(Scope(locations=("S0002",))) == [4]
        assert await units(Scope(locations=("S0002",)), location="S0001") == []
