"""A pick on its way, without a database."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrium.contexts.fulfilment import (
    Fulfilment,
    NoMoreWanted,
    NoSuchLine,
    NotOnTheList,
    Pick,
    PickedByAnother,
    Picking,
    PickUnfinished,
    WrongStep,
    picking,
)
from tests.builders import NOW
from tests.story import a_fulfilment

ANA = Picking(UUID(int=7), "Ana Lima", NOW)
BEN = Picking(UUID(int=8), "Ben Okafor", NOW)


def counts(work: Fulfilment) -> list[tuple[int, str | None]]:
    return [(line.counted, line.missing) for line in work.lines]


class TestBegun:
    def test_belongs_to_whoever_was_first(self) -> None:
        work = picking.begun(a_fulfilment(2), ANA, take_over=False)
        assert work.picking == ANA
        assert picking.begun(work, replace(ANA, since=NOW.replace(hour=13)), take_over=False) is work
        with pytest.raises(PickedByAnother, match="Ana Lima is picking this"):
            picking.begun(work, BEN, take_over=False)

    def test_is_taken_over_with_what_was_counted(self) -> None:
        work = picking.counted(picking.begun(a_fulfilment(2), ANA, take_over=False), 1, 1)
        after = picking.begun(work, BEN, take_over=True)
        assert (after.picking, counts(after)) == (BEN, [(1, None)])
        with pytest.raises(PickedByAnother, match="Ben Okafor"):
            picking.check_picker(after, by=ANA.picker_id)

    def test_is_only_of_what_is_queued(self) -> None:
        with pytest.raises(WrongStep, match="The fulfilment is cancelled"):
            picking.begun(a_fulfilment(2, state="cancelled"), ANA, take_over=False)


class TestLeft:
    def test_forgets_what_was_counted(self) -> None:
        work = picking.missed(picking.counted(replace(a_fulfilment(2, 3), picking=ANA), 1, 2), 2, "damaged")
        after = picking.left(work, by=ANA.picker_id)
        assert (after.picking, counts(after)) == (None, [(0, None), (0, None)])

    def test_is_the_pickers_own_choice(self) -> None:
        with pytest.raises(PickedByAnother):
            picking.left(replace(a_fulfilment(2), picking=ANA), by=BEN.picker_id)

    def test_of_nobodys_pick_is_nothing(self) -> None:
        work = a_fulfilment(2)
        assert picking.left(work, by=ANA.picker_id) is work


class TestScanned:
    def test_fills_the_lines_of_an_item_one_after_the_other(self) -> None:
        work = a_fulfilment(1, 2)
        for expected in ([(1, None), (0, None)], [(1, None), (1, None)], [(1, None), (2, None)]):
            work = picking.scanned(work, "LAMP", "Desk lamp")
            assert counts(work) == expected
        with pytest.raises(NoMoreWanted, match="are picked already"):
            picking.scanned(work, "LAMP", "Desk lamp")

    def test_refuses_what_is_not_on_the_list(self) -> None:
        with pytest.raises(NotOnTheList, match=r"Vase \(VASE\) is not on this list."):
            picking.scanned(a_fulfilment(2), "VASE", "Vase")

    def test_refuses_what_was_cancelled(self) -> None:
        with pytest.raises(NotOnTheList):
            picking.scanned(a_fulfilment(2, 1).without({1: 2, 2: 1}), "LAMP", "Desk lamp")


class TestCounted:
    @given(wanted=st.integers(1, 9), steps=st.lists(st.integers(-9, 9), max_size=20))
    def test_stays_between_nothing_and_what_is_wanted(self, wanted: int, steps: list[int]) -> None:
        work, total = a_fulfilment(wanted), 0
        for step in steps:
            try:
                work = picking.counted(work, 1, step)
                total += step
            except NoMoreWanted:
                assert not 0 <= total + step <= wanted
            assert counts(work) == [(total, None)]
            assert 0 <= total <= wanted

    def test_ends_what_was_missing_with_the_last_unit(self) -> None:
        work = picking.missed(a_fulfilment(2), 1, "damaged")
        assert counts(picking.counted(work, 1, 1)) == [(1, "damaged")]
        assert counts(picking.counted(work, 1, 2)) == [(2, None)]

    def test_refuses_a_line_that_is_not_here(self) -> None:
        with pytest.raises(NoSuchLine, match="There is no line 9 here"):
            picking.counted(a_fulfilment(2), 9, 1)

    def test_follows_a_cancellation_down(self) -> None:
        work = picking.counted(a_fulfilment(3), 1, 3).without({1: 2})
        assert counts(work) == [(1, None)]


class TestMissed:
    def test_is_taken_back(self) -> None:
        work = picking.missed(a_fulfilment(2), 1, "not on the shelf")
        assert counts(work) == [(0, "not on the shelf")]
        assert counts(picking.missed(work, 1, None)) == [(0, None)]

    def test_is_nothing_where_all_was_found(self) -> None:
        with pytest.raises(NoMoreWanted):
            picking.missed(picking.counted(a_fulfilment(2), 1, 2), 1, "damaged")


class TestPicks:
    def test_are_what_was_counted(self) -> None:
        work = picking.missed(picking.counted(a_fulfilment(3, 1, 2), 1, 3), 2, "damaged").without({3: 2})
        assert picking.picks(work) == [Pick(1, 3, None), Pick(2, 0, "damaged"), Pick(3, 0, None)]
        after = work.picked_with(picking.picks(work))
        assert [(line.picked, line.short) for line in after.lines] == [(3, 0), (0, 1), (0, 2)]

    def test_name_what_is_open(self) -> None:
        with pytest.raises(PickUnfinished, match="Not all of Desk lamp was found"):
            picking.picks(picking.counted(a_fulfilment(3), 1, 2))
