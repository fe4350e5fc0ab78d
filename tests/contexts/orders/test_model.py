"""Every unit of an order is somewhere, and its money with it."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from atrium.contexts.orders import Line, NothingWaiting, Order, OrderClosed, State, WaitingFor, value_between
from atrium.contexts.orders.model import OPEN_STATES
from tests.story import a_line, an_order

CAUSES: tuple[WaitingFor, ...] = ("stock", "consent")
ALL_STATES: tuple[State, ...] = ("awaiting_payment", "placed", "in_progress", "fulfilled", "cancelled", "expired")
lines = st.builds(
    a_line,
    st.just(1),
    quantity=st.integers(1, 60),
    net_minor=st.integers(0, 10**7),
    tax_minor=st.integers(0, 10**6),
)


class TestValueBetween:
    @given(line=lines, cuts=st.lists(st.integers(0, 60), max_size=8))
    def test_adds_up_to_the_line_however_it_is_parted(self, line: Line, cuts: list[int]) -> None:
        edges = sorted({0, line.quantity, *(cut for cut in cuts if cut <= line.quantity)})
        parts = [value_between(line, before, after) for before, after in pairwise(edges)]
        assert sum(parts) == line.total_minor
        assert min(parts) >= 0

    @given(line=lines, steps=st.lists(st.tuples(st.booleans(), st.integers(1, 9)), max_size=40))
    def test_adds_up_when_units_go_from_both_ends(self, line: Line, steps: list[tuple[bool, int]]) -> None:
        """Fulfilled units are counted from the start, cancelled ones from the end; the flows do the same."""
        paid = 0
        for is_fulfilled, wanted in [*steps, (True, line.quantity)]:
            part = min(wanted, line.quantity - line.fulfilled - line.cancelled)
            last = line.quantity - line.cancelled
            if is_fulfilled:
                paid += value_between(line, line.fulfilled, line.fulfilled + part)
                line = replace(line, fulfilled=line.fulfilled + part)
            else:
                paid += value_between(line, last - part, last)
                line = replace(line, cancelled=line.cancelled + part)
        assert line.closed
        assert paid == line.total_minor

    @pytest.mark.parametrize(("before", "after", "minor"), [(0, 1, 333), (1, 2, 334), (2, 3, 333), (0, 3, 1000)])
    def test_spreads_what_cannot_be_divided(self, before: int, after: int, minor: int) -> None:
        assert value_between(a_line(quantity=3, net_minor=1000, tax_minor=0), before, after) == minor

    def test_is_nothing_for_no_units(self) -> None:
        assert value_between(a_line(quantity=3), 2, 2) == 0


class Accounting(RuleBasedStateMachine):
    """An order of one line whose units are moved about by whatever can happen to them."""

    def __init__(self) -> None:
        super().__init__()
        self.order: Order = an_order(a_line(quantity=12))

    @property
    def line(self) -> Line:
        return self.order.lines[0]

    @property
    def open_units(self) -> int:
        return self.line.quantity - self.line.fulfilled - self.line.cancelled - self.line.waiting

    @precondition(lambda self: self.order.state in OPEN_STATES)
    @rule(units=st.integers(1, 12))
    def fulfil(self, units: int) -> None:
        self.order = self.order.fulfilled({1: min(units, self.open_units)})

    @precondition(lambda self: self.order.state in OPEN_STATES)
    @rule(units=st.integers(1, 12), cause=st.sampled_from(CAUSES))
    def fall_short(self, units: int, cause: WaitingFor) -> None:
        self.order = self.order.short({1: min(units, self.open_units)}, {1: cause})

    @precondition(lambda self: self.order.state in OPEN_STATES)
    @rule(units=st.integers(1, 12))
    def resume(self, units: int) -> None:
        self.order = self.order.resumed({1: min(units, self.line.waiting)}, at=["S0002"])

    @precondition(lambda self: self.order.state in OPEN_STATES)
    @rule(units=st.integers(1, 12))
    def cancel(self, units: int) -> None:
        before = self.line
        gone = min(units, self.open_units + before.waiting)
        self.order = self.order.cancelled({1: gone})
        assert self.line.waiting == max(before.waiting - gone, 0)

    @precondition(lambda self: self.order.state not in OPEN_STATES)
    @rule()
    def take_no_more(self) -> None:
        with pytest.raises(OrderClosed):
            self.order.fulfilled({1: 1})

    @invariant()
    def accounts_for_every_unit(self) -> None:
        line = self.line
        parts = (line.fulfilled, line.cancelled, line.waiting, self.open_units)
        assert min(parts) >= 0
        assert sum(parts) == line.quantity
        assert (line.waiting_for is not None) == (line.waiting > 0)

    @invariant()
    def ends_with_its_last_unit(self) -> None:
        assert (self.order.state not in OPEN_STATES) == self.line.closed
        if self.line.closed:
            assert self.order.state == ("fulfilled" if self.line.fulfilled else "cancelled")


TestAccounting = Accounting.TestCase
TestAccounting.settings = settings(max_examples=50, stateful_step_count=20)


class TestSteps:
    @pytest.mark.parametrize("state", ALL_STATES)
    @pytest.mark.parametrize("step", ["started", "fulfilled", "short", "resumed", "cancelled"])
    def test_are_taken_only_where_they_belong(self, state: State, step: str) -> None:
        order = an_order(a_line(quantity=2), state=state)
        allowed = {"cancelled": {"awaiting_payment", *OPEN_STATES}}.get(step, OPEN_STATES)
        if state in allowed:
            assert take(order, step).id == order.id
            return
        with pytest.raises(OrderClosed) as refused:
            take(order, step)
        assert refused.value.state == state

    def test_end_an_unpaid_order_that_is_cancelled(self) -> None:
        order = an_order(a_line(quantity=2), state="awaiting_payment").cancelled({1: 2})
        assert (order.state, order.lines[0].cancelled) == ("cancelled", 2)

    def test_end_an_order_as_fulfilled_when_any_unit_arrived(self) -> None:
        order = an_order(a_line(1, quantity=1), a_line(2, quantity=1))
        assert order.fulfilled({1: 1}).state == "placed"
        assert order.fulfilled({1: 1}).cancelled({2: 1}).state == "fulfilled"
        assert order.cancelled({1: 1, 2: 1}).state == "cancelled"


class TestResumed:
    def test_lets_the_new_locations_see_the_order_and_keeps_the_old(self) -> None:
        order = an_order(a_line(quantity=3)).short({1: 2}, {1: "stock"})
        order = order.resumed({1: 1}, at=["S0002"]).resumed({1: 1}, at=["S0003", "S0002"])
        assert order.locations == ("S0002", "S0003")


class TestWaitingForConsent:
    def test_names_only_the_lines_that_wait_for_the_shopper(self) -> None:
        order = an_order(a_line(1, quantity=2), a_line(2, quantity=2), a_line(3, quantity=2))
        order = order.short({1: 1, 2: 1}, {1: "consent", 2: "stock"})
        assert [line.number for line in order.waiting_for_consent()] == [1]

    def test_refuses_when_nobody_waits(self) -> None:
        with pytest.raises(NothingWaiting):
            an_order().waiting_for_consent()


class TestLine:
    def test_comes_to_net_and_tax(self) -> None:
        assert a_line(net_minor=2499, tax_minor=269).total_minor == 2768
        assert a_line().unit_price == Decimal("24.99")


def take(order: Order, step: str) -> Order:
    """Takes one step that moves no unit."""
    match step:
        case "short":
            return order.short({}, {})
        case "resumed":
            return order.resumed({}, at=["S0002"])
        case "fulfilled":
            return order.fulfilled({})
        case "cancelled":
            return order.cancelled({})
        case _:
            return order.started()
