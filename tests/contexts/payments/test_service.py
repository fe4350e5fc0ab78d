"""Payments against PostgreSQL; every test is rolled back."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from psycopg import errors

from atrium.contexts import payments
from atrium.contexts.payments import Authorised, Declined, Done, Operation, Payment, Refused, Unknown, Verdict, store
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from tests.builders import NOW
from tests.story import ANA, a_payment

LEASE = timedelta(seconds=30)
OPERATIONS = "SELECT kind || ' ' || amount_minor || ' ' || state FROM payments.operations ORDER BY created_at, id"


async def kept(tx: Tx, payment: Payment) -> Payment:
    """Writes a payment as it is."""
    await payments.record(tx, [payment])
    return payment


async def saved(tx: Tx, payment: Payment) -> Payment:
    return await payments.get_payment(tx, payment.id)


async def operations(tx: Tx) -> list[str]:
    return await tx.values(OPERATIONS)


async def news(tx: Tx, payment: Payment) -> list[tuple[str, int]]:
    """Types and amounts of its order's events."""
    story = await events.read_subject(tx, f"order/{payment.order_id}")
    return [(event.type, event.facts["amount_minor"]) for event in story]


async def owe(tx: Tx, payment: Payment, amount: int) -> None:
    await payments.owe_capture(tx, payment, amount_minor=amount, reason="shipment", now=NOW)


async def give_back(tx: Tx, payment: Payment, amount: int) -> None:
    await payments.give_back(tx, payment, amount_minor=amount, reason="cancelled", now=NOW, actor=ANA)


async def due(tx: Tx, *, after: timedelta = timedelta(0)) -> list[Operation]:
    return await payments.list_due(tx, now=NOW + after, lease_until=NOW + after + LEASE)


async def settle(tx: Tx, payment: Payment, answer: Done | Refused | Unknown) -> Operation:
    """Gives the gateway's answer to the one operation that is due."""
    (operation,) = await due(tx)
    present = await payments.lock_payment(tx, payment.id)
    assert present is not None
    await payments.settle(tx, present, operation, answer=answer, now=NOW, actor=ANA)
    return await payments.get_operation(tx, operation.id)


def a_card_payment(order: UUID) -> Payment:
    return payments.new_card_payment(payment_id=new_id(), order_id=order, amount_minor=1000, currency="USD", now=NOW)


class TestStartCard:
    async def test_is_answered_by_a_verdict_or_fails(self, tx: Tx) -> None:
        order = new_id()
        started = [a_card_payment(order) for _ in range(3)]
        for payment in started:
            await payments.start_card(tx, payment, actor=ANA)
        said = [Authorised("pay_1", 1000, "USD"), Declined("card_declined")]
        verdicts = [Verdict(payment, answer, ANA) for payment, answer in zip(started, said, strict=False)]
        before = tx.statements.sent
        told = await payments.judge(tx, verdicts, now=NOW)
        assert tx.statements.sent - before == 1
        await events.append(tx, told)
        await payments.fail(tx, started[2], now=NOW, actor=ANA)
        after = [await saved(tx, payment) for payment in started]
        assert [(one.state, one.authorised_minor, one.reference, one.decline_code) for one in after] == [
            ("authorised", 1000, "pay_1", None),
            ("declined", 0, None, "card_declined"),
            ("failed", 0, None, None),
        ]
        assert [type_ for type_, _ in await news(tx, started[0])] == [
            "payments.started",
            "payments.started",
            "payments.started",
            "payments.authorised",
            "payments.declined",
            "payments.failed",
        ]


class TestOweCapture:
    async def test_is_done_when_the_gateway_says_so(self, tx: Tx) -> None:
        payment = await kept(tx, a_payment(1000))
        await owe(tx, payment, 600)
        assert (await saved(tx, payment)).captured_minor == 0
        operation = await settle(tx, payment, Done("cap_1", 600))
        assert (operation.state, operation.done_at) == ("done", NOW)
        after = await saved(tx, payment)
        assert (after.state, after.captured_minor) == ("captured", 600)
        assert await news(tx, payment) == [("payments.captured", 600)]

    async def test_is_tried_again_when_nobody_knows(self, tx: Tx) -> None:
        payment = await kept(tx, a_payment(1000))
        await owe(tx, payment, 600)
        operation = await settle(tx, payment, Unknown("timeout"))
        assert (operation.state, operation.tries, operation.fault) == ("due", 1, "timeout")
        assert operation.next_try_at == NOW + timedelta(seconds=2)
        assert await saved(tx, payment) == payment
        assert await news(tx, payment) == []

    async def test_is_told_of_when_the_gateway_refuses(self, tx: Tx) -> None:
        payment = await kept(tx, a_payment(1000))
        await owe(tx, payment, 600)
        operation = await settle(tx, payment, Refused("already_voided", "The payment was voided."))
        assert (operation.state, operation.fault) == ("refused", "The payment was voided.")
        assert await saved(tx, payment) == payment
        assert await news(tx, payment) == [("payments.operation_refused", 600)]
        assert await due(tx, after=timedelta(days=1)) == []

    async def test_asks_nothing_of_a_doors_own_tender_nor_for_nothing(self, tx: Tx) -> None:
        await owe(tx, await kept(tx, a_payment(1000, method="external", state="captured", captured=1000)), 600)
        await owe(tx, await kept(tx, a_payment(1000)), 0)
        assert await operations(tx) == []


class TestGiveBack:
    async def test_lets_go_of_all_by_the_gateway(self, tx: Tx) -> None:
        payment = await kept(tx, a_payment(1000))
        await give_back(tx, payment, 1000)
        assert await operations(tx) == ["void 1000 due"]
        await settle(tx, payment, Done("void_1", 1000))
        assert (await saved(tx, payment)).state == "voided"

    async def test_only_books_a_part_which_lapses(self, tx: Tx) -> None:
        payment = await kept(tx, a_payment(1000))
        await give_back(tx, payment, 400)
        assert await operations(tx) == ["void 400 done"]
        after = await saved(tx, payment)
        assert (after.state, after.voided_minor) == ("authorised", 400)
        assert await news(tx, payment) == [("payments.voided", 400)]

    async def test_never_voids_what_a_capture_was_asked_for(self, tx: Tx) -> None:
        payment = await kept(tx, a_payment(1000))
        await owe(tx, payment, 600)
        await give_back(tx, payment, 400)
        assert await operations(tx) == ["capture 600 due", "void 400 done"]

    async def test_lets_go_of_all_by_the_gateway_after_a_part_was_booked(self, tx: Tx) -> None:
        payment = await kept(tx, a_payment(1000))
        await give_back(tx, payment, 400)
        await give_back(tx, await saved(tx, payment), 600)
        assert await operations(tx) == ["void 400 done", "void 600 due"]
        await settle(tx, payment, Done("void_1", 1000))
        after = await saved(tx, payment)
        assert (after.state, after.voided_minor) == ("voided", 1000)

    async def test_refunds_what_was_taken(self, tx: Tx) -> None:
        payment = await kept(tx, a_payment(1000, state="captured", captured=1000))
        await give_back(tx, payment, 250)
        assert await operations(tx) == ["refund 250 due"]
        await settle(tx, payment, Done("ref_1", 250))
        after = await saved(tx, payment)
        assert (after.state, after.refunded_minor) == ("captured", 250)

    async def test_books_a_doors_own_tender_at_once(self, tx: Tx) -> None:
        payment = await kept(tx, a_payment(1000, method="external", state="captured", captured=1000))
        await give_back(tx, payment, 1000)
        after = await saved(tx, payment)
        assert (after.state, after.refunded_minor) == ("refunded", 1000)
        assert await operations(tx) == ["refund 1000 done"]
        assert await due(tx) == []

    async def test_never_gives_back_twice_what_is_on_its_way(self, tx: Tx) -> None:
        payment = await kept(tx, a_payment(1000, state="captured", captured=1000))
        await give_back(tx, payment, 700)
        await give_back(tx, payment, 700)
        assert await operations(tx) == ["refund 700 due", "refund 300 due"]

    async def test_does_nothing_for_nothing(self, tx: Tx) -> None:
        await give_back(tx, await kept(tx, a_payment(1000)), 0)
        assert await operations(tx) == []


class TestListDue:
    async def test_gives_an_operation_to_nobody_else_before_its_lease_ends(self, tx: Tx) -> None:
        await owe(tx, await kept(tx, a_payment(1000)), 600)
        assert len(await due(tx)) == 1
        assert await due(tx, after=LEASE - timedelta(seconds=1)) == []
        assert len(await due(tx, after=LEASE)) == 1

    async def test_keeps_the_order_within_one_payment(self, tx: Tx) -> None:
        payment = await kept(tx, a_payment(1000))
        await owe(tx, payment, 1000)
        await give_back(tx, payment, 300)
        await owe(tx, await kept(tx, a_payment(500)), 500)
        assert sorted((one.kind, one.amount_minor) for one in await due(tx)) == [("capture", 500), ("capture", 1000)]
        assert await due(tx) == []

    async def test_lets_the_refund_follow_once_the_capture_is_done(self, tx: Tx) -> None:
        payment = await kept(tx, a_payment(1000))
        await owe(tx, payment, 1000)
        await give_back(tx, payment, 300)
        assert (await settle(tx, payment, Done("cap_1", 1000))).kind == "capture"
        assert (await settle(tx, payment, Done("ref_1", 300))).kind == "refund"
        after = await saved(tx, payment)
        assert (after.captured_minor, after.refunded_minor) == (1000, 300)


class TestListUnanswered:
    async def test_names_payments_that_were_started_long_enough_ago(self, tx: Tx) -> None:
        silent = await kept(tx, a_payment(1000, state="started"))
        await kept(tx, a_payment(1000))
        assert await payments.list_unanswered(tx, before=NOW) == [replace(silent, reference="pay_1")]
        assert await payments.list_unanswered(tx, before=NOW - timedelta(seconds=1)) == []

    async def test_reaches_each_although_others_are_never_answered(self, tx: Tx) -> None:
        silent = {(await kept(tx, a_payment(1000, state="started"))).id for _ in range(4)}
        named = [await payments.list_unanswered(tx, before=NOW, most=1) for _ in range(200)]
        assert {payment.id for (payment,) in named} == silent


class TestBalance:
    @pytest.mark.parametrize(
        "payment",
        [
            a_payment(1000, captured=600, voided=500),
            a_payment(1000, captured=600, refunded=601),
            replace(a_payment(1000), authorised_minor=1001),
        ],
        ids=[
            "took and let go of more than was set aside",
            "gave back more than was taken",
            "set aside more than asked",
        ],
    )
    async def test_is_refused_by_the_table_when_it_does_not_hold(self, tx: Tx, payment: Payment) -> None:
        await kept(tx, replace(payment, captured_minor=0, refunded_minor=0, voided_minor=0, authorised_minor=1000))
        with pytest.raises(errors.CheckViolation, match="money_balances"):
            await store.save(tx, [payment], now=NOW)
