"""What may be promised, as a pure decision."""

from hypothesis import given
from hypothesis import strategies as st

from atrium.contexts.inventory import Ask, InsufficientStock, Key, Level, Promise, available, plan_promises
from tests.builders import NOW

LAMP, SOFA = Key("LAMP", "S0001"), Key("SOFA", "S0001")
counts = st.integers(0, 50)
keys = st.sampled_from([Key(sku, place) for sku in ("LAMP", "SOFA") for place in ("S0001", "S0002")])
promise_lists = st.lists(
    st.builds(Promise, st.lists(st.builds(Ask, keys, st.integers(1, 20)), min_size=1, max_size=4), st.booleans()),
    max_size=12,
)


def a_level(key: Key = LAMP, *, on_hand: int = 10, held: int = 0, reserved: int = 0, safety: int = 0) -> Level:
    shortfall = max(held + reserved - on_hand, 0)
    return Level(
        *key, on_hand=on_hand, held=held, reserved=reserved, safety=safety, shortfall=shortfall, changed_at=NOW
    )


levels = st.builds(a_level, st.just(LAMP), on_hand=counts, held=counts, reserved=counts, safety=counts)


def some_levels(units: list[int]) -> dict[Key, Level]:
    places = [Key(sku, place) for sku in ("LAMP", "SOFA") for place in ("S0001", "S0002")]
    return {key: a_level(key, on_hand=count) for key, count in zip(places, units, strict=True)}


stocks = st.lists(counts, min_size=4, max_size=4).map(some_levels)


class TestAvailable:
    @given(on_hand=counts, held=counts, reserved=counts, safety=counts)
    def test_is_never_negative_and_never_more_than_is_free(
        self, on_hand: int, held: int, reserved: int, safety: int
    ) -> None:
        free = on_hand - held - reserved - safety
        assert available(on_hand=on_hand, held=held, reserved=reserved, safety=safety) == (max(0, free))


class TestMoved:
    @given(level=levels, on_hand=st.integers(-50, 50))
    def test_turns_what_is_promised_past_the_stock_into_shortfall(self, level: Level, on_hand: int) -> None:
        after = level.moved(on_hand=on_hand)
        assert after.shortfall == max(level.held + level.reserved - level.on_hand - on_hand, 0)
        assert (after.held, after.reserved, after.safety) == (level.held, level.reserved, level.safety)


class TestPlanPromises:
    @given(levels=stocks, promises=promise_lists)
    def test_never_promises_past_what_is_available(self, levels: dict[Key, Level], promises: list[Promise]) -> None:
        plan = plan_promises(levels, promises)
        for key, after in plan.after.items():
            promised = after.held + after.reserved - levels[key].held - levels[key].reserved
            assert 0 < promised <= levels[key].available
            assert after.shortfall == 0

    @given(levels=stocks, promises=promise_lists)
    def test_gives_each_promise_all_of_its_units_or_none(
        self, levels: dict[Key, Level], promises: list[Promise]
    ) -> None:
        plan = plan_promises(levels, promises)
        given_ = [p for p, refusal in zip(promises, plan.answers, strict=True) if refusal is None]
        for key, before in levels.items():
            after = plan.after.get(key, before)
            for as_hold, kept in ((True, after.held), (False, after.reserved)):
                asked = sum(a.quantity for p in given_ if p.as_hold is as_hold for a in p.asks if a.key == key)
                assert kept == asked

    @given(levels=stocks, promises=promise_lists)
    def test_decides_the_earlier_without_regard_to_the_later(
        self, levels: dict[Key, Level], promises: list[Promise]
    ) -> None:
        told = [refusal is None for refusal in plan_promises(levels, promises).answers]
        for end in range(len(promises)):
            first = plan_promises(levels, promises[:end]).answers
            assert [refusal is None for refusal in first] == told[:end]

    @given(levels=stocks, promises=promise_lists)
    def test_refuses_only_what_really_does_not_fit(self, levels: dict[Key, Level], promises: list[Promise]) -> None:
        left = {key: level.available for key, level in levels.items()}
        for promise, refusal in zip(promises, plan_promises(levels, promises).answers, strict=True):
            asked = {key: sum(a.quantity for a in promise.asks if a.key == key) for key in levels}
            fits = all(asked[key] <= left[key] for key in levels)
            assert fits == (refusal is None)
            if fits:
                left = {key: left[key] - asked[key] for key in levels}

    def test_changes_nothing_that_it_was_given(self) -> None:
        levels = {LAMP: a_level()}
        plan_promises(levels, [Promise([Ask(LAMP, 4)])])
        assert levels == {LAMP: a_level()}

    def test_gives_the_last_one_to_the_first_who_asks(self) -> None:
        plan = plan_promises({LAMP: a_level(on_hand=1)}, [Promise([Ask(LAMP, 1)])] * 2)
        assert plan.answers[0] is None
        refusal = plan.answers[1]
        assert isinstance(refusal, InsufficientStock)
        assert (refusal.sku, refusal.asked, refusal.available, refusal.location) == ("LAMP", 1, 0, "S0001")

    def test_frees_the_lamp_of_a_group_whose_sofa_is_missing(self) -> None:
        levels = {LAMP: a_level(on_hand=1), SOFA: a_level(SOFA, on_hand=0)}
        both, lamp = Promise([Ask(LAMP, 1), Ask(SOFA, 1)]), Promise([Ask(LAMP, 1)])
        plan = plan_promises(levels, [both, lamp])
        assert [refusal is None for refusal in plan.answers] == [False, True]
        assert list(plan.after) == [LAMP]

    def test_counts_two_asks_of_one_promise_together(self) -> None:
        plan = plan_promises({LAMP: a_level(on_hand=3)}, [Promise([Ask(LAMP, 2), Ask(LAMP, 2)])])
        assert plan.answers[0] is not None
        assert plan.after == {}

    def test_keeps_a_hold_apart_from_a_reservation(self) -> None:
        plan = plan_promises({LAMP: a_level()}, [Promise([Ask(LAMP, 2)], as_hold=True), Promise([Ask(LAMP, 3)])])
        after = plan.after[LAMP]
        assert (after.held, after.reserved, after.available) == (2, 3, 5)

    def test_knows_nothing_of_stock_that_is_not_there(self) -> None:
        plan = plan_promises({}, [Promise([Ask(LAMP, 1)])])
        assert isinstance(plan.answers[0], InsufficientStock)

    def test_leaves_the_safety_alone(self) -> None:
        plan = plan_promises({LAMP: a_level(on_hand=5, safety=3)}, [Promise([Ask(LAMP, 3)]), Promise([Ask(LAMP, 2)])])
        assert [refusal is None for refusal in plan.answers] == [False, True]
