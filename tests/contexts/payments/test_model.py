"""How the sums of a payment move, and how money goes back."""

from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrium.contexts.payments import Operation, OperationKind, Payment, RefundTooLarge, taken_minor
from atrium.contexts.payments.model import LONGEST_PAUSE, OperationState, plan_give_back, plan_refund
from atrium.kit.ids import new_id
from tests.builders import NOW
from tests.story import a_payment

KINDS: tuple[OperationKind, ...] = get_args(OperationKind)


def an_operation(
    kind: OperationKind = "capture", amount: int = 100, *, state: OperationState = "due", tries: int = 0
) -> Operation:
    return Operation(new_id(), new_id(), kind, amount, state, "shipment", tries, NOW, None, NOW, None)


@st.composite
def payments_with_work(draw: st.DrawFn) -> tuple[Payment, list[Operation]]:
    """A payment at any point of its life, with operations that fit what is left of it."""
    asked = draw(st.integers(1, 10_000))
    captured = draw(st.integers(0, asked))
    voided = draw(st.integers(0, asked - captured))
    refunded = draw(st.integers(0, captured))
    due_capture = draw(st.integers(0, asked - captured - voided))
    due_refund = draw(st.integers(0, captured + due_capture - refunded))
    payment = a_payment(asked, state="captured", captured=captured, refunded=refunded, voided=voided)
    operations = [an_operation("capture", 7, state="done"), an_operation("refund", 7, state="refused")]
    operations += [an_operation("capture", due_capture)] if due_capture else []
    operations += [an_operation("refund", due_refund)] if due_refund else []
    return payment, operations


def set_aside(payment: Payment, operations: list[Operation]) -> int:
    due = sum(o.amount_minor for o in operations if o.state == "due" and o.kind in ("capture", "void"))
    return payment.authorised_minor - payment.captured_minor - payment.voided_minor - due


class TestPlanGiveBack:
    @given(known=payments_with_work(), amount=st.integers(0, 12_000))
    def test_gives_back_all_that_is_asked_while_there_is_any(
        self, known: tuple[Payment, list[Operation]], amount: int
    ) -> None:
        payment, operations = known
        plan = plan_give_back(payment, operations, amount)
        there = set_aside(payment, operations) + taken_minor(payment, operations)
        assert plan.void_minor + plan.refund_minor == min(amount, there)
        assert plan.void_minor >= 0
        assert plan.refund_minor >= 0

    @given(known=payments_with_work(), amount=st.integers(0, 12_000))
    def test_refunds_only_once_nothing_is_set_aside(self, known: tuple[Payment, list[Operation]], amount: int) -> None:
        payment, operations = known
        plan = plan_give_back(payment, operations, amount)
        assert plan.refund_minor == 0 or plan.leaves_nothing
        assert plan.leaves_nothing == (plan.void_minor == set_aside(payment, operations))

    @given(known=payments_with_work(), parts=st.lists(st.integers(0, 4_000), max_size=6))
    def test_gives_back_in_parts_what_it_gives_back_at_once(
        self, known: tuple[Payment, list[Operation]], parts: list[int]
    ) -> None:
        payment, operations = known
        at_once = plan_give_back(payment, operations, sum(parts))
        void, refund = 0, 0
        for part in parts:
            plan = plan_give_back(payment, operations, part)
            void, refund = void + plan.void_minor, refund + plan.refund_minor
            operations = [
                *operations,
                *([an_operation("void", plan.void_minor)] if plan.void_minor else []),
                *([an_operation("refund", plan.refund_minor)] if plan.refund_minor else []),
            ]
        assert (void, refund) == (at_once.void_minor, at_once.refund_minor)

    @pytest.mark.parametrize(
        ("captured", "due", "amount", "void", "refund", "leaves_nothing"),
        [
            (0, 0, 1000, 1000, 0, True),
            (0, 0, 400, 400, 0, False),
            (600, 0, 400, 400, 0, True),
            (600, 0, 700, 400, 300, True),
            (0, 600, 700, 400, 300, True),
            (1000, 0, 250, 0, 250, True),
            (1000, 0, 9999, 0, 1000, True),
        ],
    )
    def test_lets_go_first_and_refunds_the_rest(
        self, captured: int, due: int, amount: int, void: int, refund: int, *, leaves_nothing: bool
    ) -> None:
        operations = [an_operation("capture", due)] if due else []
        plan = plan_give_back(a_payment(1000, captured=captured), operations, amount)
        assert (plan.void_minor, plan.refund_minor, plan.leaves_nothing) == (void, refund, leaves_nothing)


class TestTakenMinor:
    def test_counts_what_is_due_as_done_and_what_was_refused_as_nothing(self) -> None:
        operations = [
            an_operation("capture", 300),
            an_operation("refund", 50),
            an_operation("capture", 200, state="done"),
            an_operation("capture", 70, state="refused"),
            an_operation("void", 100),
        ]
        assert taken_minor(a_payment(1000, captured=200, refunded=20), operations) == 200 + 300 - 20 - 50


class TestMoved:
    @pytest.mark.parametrize(
        ("kind", "amount", "state"),
        [
            ("capture", 1000, "captured"),
            ("capture", 400, "captured"),
            ("void", 1000, "voided"),
            ("void", 400, "authorised"),
        ],
    )
    def test_follows_what_was_done(self, kind: OperationKind, amount: int, state: str) -> None:
        after = a_payment(1000).moved(kind, amount)
        assert after.state == state
        sums = {"capture": after.captured_minor, "void": after.voided_minor, "refund": after.refunded_minor}
        assert sums == dict.fromkeys(KINDS, 0) | {kind: amount}

    def test_is_refunded_once_all_that_was_taken_went_back(self) -> None:
        taken = a_payment(1000).moved("capture", 1000)
        assert taken.moved("refund", 999).state == "captured"
        assert taken.moved("refund", 999).moved("refund", 1).state == "refunded"

    def test_is_captured_when_the_rest_was_let_go(self) -> None:
        assert a_payment(1000).moved("void", 400).moved("capture", 600).state == "captured"

    def test_stays_captured_while_more_is_set_aside_than_went_back(self) -> None:
        after = a_payment(1000).moved("capture", 600).moved("refund", 600)
        assert after.state == "captured"

    def test_authorises_all_that_was_asked(self) -> None:
        after = a_payment(1000, state="started").authorised("pay_7")
        assert (after.state, after.authorised_minor, after.reference) == ("authorised", 1000, "pay_7")


class TestLater:
    @given(st.integers(0, 40))
    def test_waits_twice_as_long_each_time_up_to_an_hour(self, tries: int) -> None:
        after = an_operation(tries=tries).later(NOW, "timeout")
        assert after.next_try_at == NOW + min(timedelta(seconds=2 ** (tries + 1)), LONGEST_PAUSE)
        assert (after.tries, after.fault, after.state) == (tries + 1, "timeout", "due")

    def test_never_gives_up(self) -> None:
        assert an_operation(tries=5000).later(NOW, "timeout").next_try_at == NOW + LONGEST_PAUSE


class TestPlanRefund:
    def test_takes_from_the_oldest_first(self) -> None:
        one, two = new_id(), new_id()
        assert plan_refund({one: 300, two: 500}, 400, currency="USD") == {one: 300, two: 100}

    def test_takes_everything_without_an_amount(self) -> None:
        one, two, empty = new_id(), new_id(), new_id()
        assert plan_refund({one: 300, empty: 0, two: 500}, None, currency="USD") == {one: 300, two: 500}

    @pytest.mark.parametrize(("there", "asked"), [(300, 301), (0, None), (0, 1), (300, 0), (300, -5)])
    def test_refuses_more_than_there_is_or_nothing(self, there: int, asked: int | None) -> None:
        plan = plan_refund({new_id(): there}, asked, currency="USD")
        assert isinstance(plan, RefundTooLarge)
        assert (plan.asked_minor, plan.refundable_minor) == (there if asked is None else asked, there)

    @given(st.lists(st.integers(0, 1000), min_size=1, max_size=5), st.none() | st.integers(-5, 6000))
    def test_gives_exactly_what_was_asked_and_never_more_than_anybody_has(
        self, there: list[int], asked: int | None
    ) -> None:
        refundable = {new_id(): most for most in there}
        plan = plan_refund(refundable, asked, currency="USD")
        if isinstance(plan, dict):
            assert sum(plan.values()) == (sum(there) if asked is None else asked)
            assert all(0 < part <= refundable[id_] for id_, part in plan.items())
        else:
            assert asked is None or not 0 < asked <= sum(there) or not sum(there)
