"""The steps of a fulfilment, and the choice of where it is worked on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrium.contexts.fulfilment import (
    Candidate,
    CodeLocked,
    Decision,
    Fulfilment,
    Need,
    Pick,
    PickDoesNotAddUp,
    State,
    WrongCode,
    WrongStep,
    choose_sources,
)
from tests.story import a_fulfilment

CODE = "482913"
FULL_WIDTH = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
SHIP_STATES: tuple[State, ...] = ("planned", "queued", "picked", "packed", "shipped", "cancelled")
PICKUP_STATES: tuple[State, ...] = ("planned", "queued", "picked", "ready", "handed_over", "cancelled")
STEPS: Mapping[str, Callable[[Fulfilment], Fulfilment | None]] = {
    "pick": lambda work: work.picked_with([Pick(1, 1)]),
    "pack": lambda work: work.packed(),
    "ship": lambda work: work.shipped("1Z999"),
    "make ready": lambda work: work.ready(CODE),
    "hand over": lambda work: work.handed_over(),
    "check code": lambda work: work.check_code(CODE),
    "cancel": lambda work: work.without({1: 1}),
}
ALLOWED: Mapping[str, Mapping[str, dict[str, State | None]]] = {
    "ship": {
        "planned": {"cancel": "cancelled"},
        "queued": {"pick": "picked", "cancel": "cancelled"},
        "picked": {"pack": "packed"},
        "packed": {"ship": "shipped"},
    },
    "pickup": {
        "planned": {"cancel": "cancelled"},
        "queued": {"pick": "picked", "cancel": "cancelled"},
        "picked": {"make ready": "ready"},
        "ready": {"make ready": "ready", "hand over": "handed_over", "check code": None},
    },
}


class TestSteps:
    @pytest.mark.parametrize("step", STEPS)
    @pytest.mark.parametrize(
        ("mode", "state"), [*(("ship", s) for s in SHIP_STATES), *(("pickup", s) for s in PICKUP_STATES)]
    )
    def test_are_taken_only_where_they_belong(self, mode: str, state: State, step: str) -> None:
        work = a_fulfilment(1, state=state, mode="pickup" if mode == "pickup" else "ship", code=CODE)
        allowed = ALLOWED[mode].get(state, {})
        if step not in allowed:
            with pytest.raises(WrongStep):
                STEPS[step](work)
            return
        after = STEPS[step](work)
        assert (after.state if after else None) == allowed[step]

    def test_say_in_which_state_the_fulfilment_is(self) -> None:
        with pytest.raises(WrongStep, match="The fulfilment is handed over"):
            a_fulfilment(1, state="handed_over", mode="pickup").picked_with([Pick(1, 1)])

    def test_keep_the_carriers_number(self) -> None:
        assert a_fulfilment(1, state="packed").shipped("1Z999").tracking == "1Z999"

    def test_take_units_off_before_they_are_picked(self) -> None:
        after = a_fulfilment(3, 2).without({1: 2})
        assert (after.state, after.unfinished) == ("queued", {1: 1, 2: 2})
        assert after.without({1: 1, 2: 2}).state == "cancelled"


class TestPickedWith:
    def test_sets_aside_what_was_found_and_says_what_was_not(self) -> None:
        after = a_fulfilment(3, 2).picked_with([Pick(2, 2), Pick(1, 1, "damaged")])
        assert after.state == "picked"
        assert [(line.picked, line.short) for line in after.lines] == [(1, 2), (2, 0)]
        assert after.picked == {1: 1, 2: 2}

    def test_ends_a_fulfilment_of_which_nothing_was_found(self) -> None:
        after = a_fulfilment(3).picked_with([Pick(1, 0, "not on the shelf")])
        assert (after.state, after.picked, after.unfinished) == ("cancelled", {}, {})

    def test_wants_no_more_than_what_was_left_after_a_cancellation(self) -> None:
        work = a_fulfilment(3).without({1: 1})
        with pytest.raises(PickDoesNotAddUp, match="Line 1 wants 2, not 3"):
            work.picked_with([Pick(1, 3)])
        assert work.picked_with([Pick(1, 2)]).picked == {1: 2}

    @pytest.mark.parametrize(
        ("picks", "message", "field"),
        [
            ([Pick(1, 3)], "Line 2 is left out.", "lines"),
            ([Pick(1, 3), Pick(2, 2), Pick(9, 1)], "Line 9 is not in this fulfilment.", "lines[2].line_number"),
            ([Pick(1, 4), Pick(2, 2)], "Line 1 wants 3, not 4.", "lines[0].picked"),
            ([Pick(2, 2), Pick(1, -1)], "Line 1 wants 3, not -1.", "lines[1].picked"),
            ([Pick(1, 2), Pick(2, 2)], "Line 1 is short without a reason.", "lines[0].short_reason"),
            ([Pick(1, 2, ""), Pick(2, 2)], "Line 1 is short without a reason.", "lines[0].short_reason"),
            ([Pick(1, 3), Pick(1, 3), Pick(2, 2)], "Line 1 is named twice.", "lines[1].line_number"),
            ([Pick(2, 2), Pick(1, 3), Pick(1, 3)], "Line 1 is named twice.", "lines[2].line_number"),
            ([], "Line 1 is left out.", "lines"),
        ],
    )
    def test_refuses_a_pick_that_does_not_add_up(self, picks: list[Pick], message: str, field: str) -> None:
        work = a_fulfilment(3, 2)
        with pytest.raises(PickDoesNotAddUp) as refused:
            work.picked_with(picks)
        assert (refused.value.message, refused.value.field) == (message, field)

    @given(wanted=st.lists(st.integers(1, 9), min_size=1, max_size=5), data=st.data())
    def test_finds_or_misses_every_unit(self, wanted: list[int], data: st.DataObject) -> None:
        found = [data.draw(st.integers(0, quantity)) for quantity in wanted]
        picks = [Pick(number, units, "missing") for number, units in enumerate(found, start=1)]
        after = a_fulfilment(*wanted).picked_with(picks)
        assert [line.picked for line in after.lines] == found
        assert all(line.picked + line.short == line.quantity for line in after.lines)
        assert after.state == ("picked" if any(found) else "cancelled")


class TestCheckCode:
    def test_opens_with_the_right_code_alone(self) -> None:
        work = a_fulfilment(mode="pickup", state="ready", code=CODE)
        work.check_code(CODE)
        for wrong in ("482914", "", "48291", "4829133", CODE.translate(FULL_WIDTH)):
            with pytest.raises(WrongCode):
                work.check_code(wrong)

    @pytest.mark.parametrize("tries", range(5))
    def test_says_how_many_tries_are_left(self, tries: int) -> None:
        work = replace(a_fulfilment(mode="pickup", state="ready", code=CODE), wrong_codes=tries)
        with pytest.raises(WrongCode) as refused:
            work.check_code("000000")
        assert refused.value.tries_left == 4 - tries

    def test_is_locked_after_five_even_for_the_right_code(self) -> None:
        work = replace(a_fulfilment(mode="pickup", state="ready", code=CODE), wrong_codes=5)
        with pytest.raises(CodeLocked):
            work.check_code(CODE)

    def test_opens_again_when_the_goods_are_made_ready_anew(self) -> None:
        locked = replace(a_fulfilment(mode="pickup", state="ready", code=CODE), wrong_codes=5)
        again = locked.ready("111111")
        again.check_code("111111")
        with pytest.raises(WrongCode):
            again.check_code(CODE)


def at(location: str, available: int, *, km: float | None = None) -> Candidate:
    return Candidate(location, f"{location} place", available, km)


def choose(
    needs: Sequence[Need], candidates: Mapping[int, Sequence[Candidate]], *, chosen: bool = False
) -> tuple[list[Decision], list[Need]]:
    return choose_sources(needs, candidates, chosen_by_shopper=chosen)


def places(decisions: Sequence[Decision]) -> list[tuple[str, dict[int, int]]]:
    """Where what comes from, by line number."""
    return [(d.location, {part.line_number: part.quantity for part in d.parts}) for d in decisions]


SKUS = ("LAMP", "SOFA", "VASE")
LOCATIONS = ("DC-RENO", "S0001", "S0002", "S0003")
stocks = st.fixed_dictionaries(
    {place: st.fixed_dictionaries({s: st.integers(0, 6) for s in SKUS}) for place in LOCATIONS}
)
orders = st.lists(st.tuples(st.sampled_from(SKUS), st.integers(1, 6)), min_size=1, max_size=5)


def drawn(
    order: list[tuple[str, int]], stock: dict[str, dict[str, int]]
) -> tuple[list[Need], dict[int, list[Candidate]]]:
    """Needs and the candidates that a database would name for them, in the order of rank."""
    needs = [Need(number, sku, quantity) for number, (sku, quantity) in enumerate(order, start=1)]
    ranked = {need.line_number: [at(p, stock[p][need.sku]) for p in LOCATIONS if stock[p][need.sku]] for need in needs}
    return needs, ranked


class TestChooseSources:
    @given(order=orders, stock=stocks)
    def test_allocates_every_unit_or_says_that_it_is_missing(
        self, order: list[tuple[str, int]], stock: dict[str, dict[str, int]]
    ) -> None:
        needs, candidates = drawn(order, stock)
        decisions, missing = choose(needs, candidates)
        given_ = {need.line_number: 0 for need in needs}
        for part in (part for decision in decisions for part in decision.parts):
            assert part.quantity > 0
            given_[part.line_number] += part.quantity
        lacking = {need.line_number: need.quantity for need in missing}
        for need in needs:
            assert given_[need.line_number] + lacking.get(need.line_number, 0) == need.quantity

    @given(order=orders, stock=stocks)
    def test_never_allocates_more_than_is_available(
        self, order: list[tuple[str, int]], stock: dict[str, dict[str, int]]
    ) -> None:
        decisions, _ = choose(*drawn(order, stock))
        for decision in decisions:
            for sku in SKUS:
                taken = sum(part.quantity for part in decision.parts if part.sku == sku)
                assert taken <= stock[decision.location][sku]

    @given(order=orders, stock=stocks)
    def test_misses_nothing_that_the_network_has(
        self, order: list[tuple[str, int]], stock: dict[str, dict[str, int]]
    ) -> None:
        _, missing = choose(*drawn(order, stock))
        for sku in SKUS:
            wanted = sum(quantity for wanted_sku, quantity in order if wanted_sku == sku)
            there = sum(stock[place][sku] for place in LOCATIONS)
            assert sum(need.quantity for need in missing if need.sku == sku) == max(wanted - there, 0)

    @given(order=orders, stock=stocks)
    def test_sends_one_parcel_where_one_place_has_everything(
        self, order: list[tuple[str, int]], stock: dict[str, dict[str, int]]
    ) -> None:
        decisions, _ = choose(*drawn(order, stock))
        wanted = {sku: sum(quantity for s, quantity in order if s == sku) for sku in SKUS}
        able = [place for place in LOCATIONS if all(stock[place][sku] >= wanted[sku] for sku in SKUS)]
        if able:
            assert [decision.location for decision in decisions] == able[:1]

    @given(order=orders, stock=stocks)
    def test_names_each_location_once_and_always_the_same(
        self, order: list[tuple[str, int]], stock: dict[str, dict[str, int]]
    ) -> None:
        needs, candidates = drawn(order, stock)
        answer = choose(needs, candidates)
        locations = [decision.location for decision in answer[0]]
        assert len(locations) == len(set(locations))
        assert choose(needs, dict(reversed(list(candidates.items())))) == answer

    @given(order=orders, stock=stocks)
    def test_says_has_everything_only_of_a_place_that_has(
        self, order: list[tuple[str, int]], stock: dict[str, dict[str, int]]
    ) -> None:
        needs, candidates = drawn(order, stock)
        for decision in choose(needs, candidates)[0]:
            whole = {part.line_number: part.quantity for part in decision.parts} == {
                need.line_number: need.quantity for need in needs
            }
            assert ("has everything" in decision.reason) == whole

    def test_prefers_the_better_rank_where_both_have_everything(self) -> None:
        decisions, _ = choose([Need(1, "LAMP", 2)], {1: [at("DC-RENO", 2, km=2100), at("S0001", 9, km=3)]})
        assert places(decisions) == [("DC-RENO", {1: 2})]
        assert decisions[0].reason == ("DC-RENO place has everything, 2100 km from the shopper; 1 more was considered.")

    def test_prefers_one_parcel_to_the_better_rank(self) -> None:
        needs = [Need(1, "LAMP", 1), Need(2, "SOFA", 1)]
        decisions, _ = choose(needs, {1: [at("DC-RENO", 5), at("S0001", 5)], 2: [at("S0001", 5)]})
        assert places(decisions) == [("S0001", {1: 1, 2: 1})]

    def test_keeps_a_line_whole_rather_than_take_what_is_near(self) -> None:
        decisions, _ = choose([Need(1, "LAMP", 4)], {1: [at("S0001", 3), at("S0002", 4)]})
        assert places(decisions) == [("S0002", {1: 4})]

    def test_splits_a_line_only_when_nobody_has_it_whole(self) -> None:
        decisions, missing = choose([Need(1, "LAMP", 5)], {1: [at("S0001", 2), at("S0002", 4)]})
        assert places(decisions) == [("S0002", {1: 4}), ("S0001", {1: 1})]
        assert missing == []
        assert [decision.reason for decision in decisions] == [
            "S0002 place has a part of it; 1 more was considered.",
            "S0001 place has a part of it; 1 more was considered.",
        ]

    def test_offers_the_rest_of_a_place_that_serves_another_line_whole(self) -> None:
        needs = [Need(1, "LAMP", 1), Need(2, "SOFA", 5)]
        decisions, missing = choose(needs, {1: [at("S0001", 1)], 2: [at("S0001", 3), at("S0002", 2)]})
        assert places(decisions) == [("S0001", {1: 1, 2: 3}), ("S0002", {2: 2})]
        assert missing == []

    def test_prefers_a_place_that_sends_a_parcel_anyway_for_a_part(self) -> None:
        needs = [Need(1, "LAMP", 1), Need(2, "SOFA", 3)]
        candidates = {1: [at("S0002", 1)], 2: [at("S0001", 2), at("S0002", 2)]}
        assert places(choose(needs, candidates)[0]) == [("S0002", {1: 1, 2: 2}), ("S0001", {2: 1})]

    def test_reports_what_nobody_has(self) -> None:
        decisions, missing = choose([Need(1, "LAMP", 5), Need(2, "SOFA", 1)], {1: [at("S0001", 2)], 2: []})
        assert places(decisions) == [("S0001", {1: 2})]
        assert missing == [Need(1, "LAMP", 3), Need(2, "SOFA", 1)]

    def test_shares_one_shelf_between_two_lines_of_one_item(self) -> None:
        needs = [Need(1, "LAMP", 2), Need(2, "LAMP", 2)]
        decisions, missing = choose(needs, {1: [at("S0001", 3)], 2: [at("S0001", 3)]})
        assert places(decisions) == [("S0001", {1: 2, 2: 1})]
        assert missing == [Need(2, "LAMP", 1)]

    def test_names_the_shoppers_choice_as_the_reason(self) -> None:
        decisions, _ = choose([Need(1, "LAMP", 1)], {1: [at("S0001", 3)]}, chosen=True)
        assert decisions[0].reason == "S0001 place was chosen by the shopper."

    def test_keeps_the_facts_that_were_weighed(self) -> None:
        decisions, _ = choose([Need(1, "LAMP", 1)], {1: [at("S0001", 3, km=2.6), at("S0002", 1)]})
        assert decisions[0].considered == (
            {"location": "S0001", "available": 3, "distance_km": 3},
            {"location": "S0002", "available": 1, "distance_km": None},
        )

    def test_decides_nothing_for_nothing(self) -> None:
        assert choose([], {}) == ([], [])
