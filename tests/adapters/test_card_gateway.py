"""The contract of payments' `Gateway`, held by the client on the simulated gateway and by the fake alike."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import cast
from uuid import uuid4

import pytest

from atrium.adapters import card_gateway
from atrium.contexts.payments.ports import Authorised, Declined, Done, NotSeen, Refused, Unknown
from tests.adapters.fake_gateway import FakeGateway, Sums
from tests.adapters.gateway_house import House
from tests.adapters.simulated_gateway import SimulatedGateway

PATIENCE_SECONDS = 2.0


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedGateway]:
    with SimulatedGateway(state_file=tmp_path_factory.mktemp("gateway") / "state.db") as running:
        yield running


@pytest.fixture(params=["simulated", "fake"])
async def house(request: pytest.FixtureRequest) -> AsyncIterator[House]:
    if request.param == "fake":
        fake = FakeGateway(patience_seconds=PATIENCE_SECONDS)
        yield House(fake, fake)
        return
    running = cast("SimulatedGateway", request.getfixturevalue("simulated"))
    async with card_gateway.connect(
        url=running.url, key=card_gateway.SANDBOX_KEY, total_timeout_seconds=PATIENCE_SECONDS
    ) as client:
        yield House(client, running)


def code_of(answer: object) -> str:
    assert isinstance(answer, Declined | Refused)
    return answer.code


class TestAuthorise:
    @pytest.mark.parametrize("token", ["tok_visa", "tok_mastercard", "tok_duplicate"])
    async def test_holds_the_amount_on_an_approved_card(self, house: House, token: str) -> None:
        answer = await house.authorise(token, amount_minor=1234)
        assert isinstance(answer, Authorised)
        assert (answer.amount_minor, answer.currency) == (1234, "EUR")
        assert await house.sums(answer.gateway_id) == Sums(authorised=1234)

    @pytest.mark.parametrize(
        ("token", "code"),
        [
            ("tok_declined", "card_declined"),
            ("tok_insufficient_funds", "insufficient_funds"),
            ("tok_expired_card", "expired_card"),
            ("tok_fraud", "suspected_fraud"),
        ],
    )
    async def test_declines_with_the_code_of_the_card(self, house: House, token: str, code: str) -> None:
        reference = uuid4()
        for _ in range(2):
            assert code_of(await house.authorise(token, reference=reference)) == code
        assert code_of(await house.gateway.find(reference=reference)) == code

    async def test_holds_once_when_asked_many_times_at_once(self, house: House) -> None:
        before, reference = await house.count(), uuid4()
        answers = await asyncio.gather(*(house.authorise(reference=reference) for _ in range(10)))
        assert isinstance(answers[0], Authorised)
        assert set(answers) == {answers[0]}
        assert await house.count() == before + 1

    async def test_does_not_know_when_the_reference_carried_another_amount(self, house: House) -> None:
        reference = uuid4()
        first = await house.authorise(reference=reference, amount_minor=100)
        again = await house.authorise(reference=reference, amount_minor=200)
        assert again == Unknown("idempotency_key_reused")
        assert await house.gateway.find(reference=reference) == first

    @pytest.mark.parametrize("amount_minor", [0, -1])
    async def test_declines_an_amount_that_is_not_positive(self, house: House, amount_minor: int) -> None:
        before, reference = await house.count(), uuid4()
        answer = await house.authorise(reference=reference, amount_minor=amount_minor)
        assert code_of(answer) == "invalid_request"
        assert await house.gateway.find(reference=reference) == NotSeen()
        assert await house.count() == before

    async def test_declines_a_token_that_nobody_issued(self, house: House) -> None:
        before = await house.count()
        assert code_of(await house.authorise("tok_unheard_of")) == "unknown_token"
        assert await house.count() == before

    async def test_does_not_know_when_no_answer_comes_and_find_tells_the_truth(self, house: House) -> None:
        before, reference = await house.count(), uuid4()
        for _ in range(2):
            assert await house.authorise("tok_timeout", reference=reference) == Unknown("timeout")
        found = await house.gateway.find(reference=reference)
        assert isinstance(found, Authorised)
        assert await house.sums(found.gateway_id) == Sums(authorised=5000)
        assert await house.count() == before + 1

    async def test_waits_for_a_late_answer(self, house: House) -> None:
        assert isinstance(await house.authorise("tok_slow_1s"), Authorised)

    async def test_answers_a_repeat_at_once_when_the_first_answer_came_too_late(self, house: House) -> None:
        before, reference = await house.count(), uuid4()
        assert await house.authorise("tok_slow_4s", reference=reference) == Unknown("timeout")
        assert isinstance(await house.authorise("tok_slow_4s", reference=reference), Authorised)
        assert await house.count() == before + 1

    async def test_holds_nothing_at_a_failure_and_works_when_repeated(self, house: House) -> None:
        reference = uuid4()
        assert await house.authorise("tok_error_once", reference=reference) == Unknown("processing_error")
        assert await house.gateway.find(reference=reference) == NotSeen()
        assert isinstance(await house.authorise("tok_error_once", reference=reference), Authorised)


class TestCapture:
    async def test_takes_several_parts_up_to_the_whole(self, house: House) -> None:
        payment = await house.payment()
        for amount_minor in (2000, 2500, 500):
            done = await house.capture(payment, amount_minor)
            assert isinstance(done, Done)
            assert done.amount_minor == amount_minor
        assert await house.sums(payment) == Sums(authorised=5000, captured=5000)

    async def test_takes_once_when_asked_many_times_at_once(self, house: House) -> None:
        payment, operation = await house.payment(), uuid4()
        answers = await asyncio.gather(*(house.capture(payment, 1000, operation=operation) for _ in range(10)))
        assert isinstance(answers[0], Done)
        assert set(answers) == {answers[0]}
        assert await house.sums(payment) == Sums(authorised=5000, captured=1000)

    async def test_refuses_more_than_was_authorised_and_stays_refused(self, house: House) -> None:
        payment, operation = await house.payment(captured_minor=4000), uuid4()
        for _ in range(2):
            answer = await house.capture(payment, 1001, operation=operation)
            assert code_of(answer) == "capture_exceeds_authorised"
        assert await house.sums(payment) == Sums(authorised=5000, captured=4000)

    async def test_never_takes_more_than_was_authorised_when_many_ask_at_once(self, house: House) -> None:
        payment = await house.payment()
        answers = await asyncio.gather(*(house.capture(payment, 2000) for _ in range(5)))
        assert sorted(type(answer).__name__ for answer in answers) == ["Done"] * 2 + ["Refused"] * 3
        assert await house.sums(payment) == Sums(authorised=5000, captured=4000)

    async def test_does_not_know_when_the_operation_carried_another_amount(self, house: House) -> None:
        payment, operation = await house.payment(captured_minor=1), uuid4()
        await house.capture(payment, 10, operation=operation)
        again = await house.capture(payment, 20, operation=operation)
        assert again == Unknown("idempotency_key_reused")
        assert await house.sums(payment) == Sums(authorised=5000, captured=11)

    async def test_takes_nothing_at_a_failure_and_works_when_repeated(self, house: House) -> None:
        payment, operation = await house.payment("tok_capture_fails_once"), uuid4()
        assert await house.capture(payment, 5000, operation=operation) == Unknown("processing_error")
        assert await house.sums(payment) == Sums(authorised=5000)
        assert isinstance(await house.capture(payment, 5000, operation=operation), Done)
        assert await house.sums(payment) == Sums(authorised=5000, captured=5000)

    async def test_refuses_what_was_voided(self, house: House) -> None:
        payment = await house.payment()
        await house.void(payment)
        assert code_of(await house.capture(payment, 1)) == "already_voided"

    async def test_refuses_a_payment_that_is_not_there(self, house: House) -> None:
        assert code_of(await house.capture("pay_../..", 1)) == "payment_not_found"

    async def test_refuses_an_amount_that_is_not_positive(self, house: House) -> None:
        payment = await house.payment()
        assert code_of(await house.capture(payment, 0)) == "invalid_request"


class TestVoid:
    async def test_lets_go_of_all_and_answers_the_same_again(self, house: House) -> None:
        payment, operation = await house.payment(), uuid4()
        first = await house.void(payment, operation=operation)
        assert isinstance(first, Done)
        assert first.amount_minor == 5000
        assert await house.void(payment, operation=operation) == first
        assert await house.sums(payment) == Sums(authorised=5000, voided=5000)

    async def test_refuses_a_second_void(self, house: House) -> None:
        payment = await house.payment()
        await house.void(payment)
        assert code_of(await house.void(payment)) == "already_voided"

    async def test_refuses_after_a_capture(self, house: House) -> None:
        payment = await house.payment(captured_minor=1)
        assert code_of(await house.void(payment)) == "already_captured"
        assert await house.sums(payment) == Sums(authorised=5000, captured=1)


class TestRefund:
    async def test_gives_back_in_parts_up_to_what_was_captured(self, house: House) -> None:
        payment = await house.payment(captured_minor=3000)
        for amount_minor in (1000, 2000):
            assert isinstance(await house.refund(payment, amount_minor), Done)
        assert code_of(await house.refund(payment, 1)) == "refund_exceeds_captured"
        assert await house.sums(payment) == Sums(authorised=5000, captured=3000, refunded=3000)

    async def test_gives_back_once_when_asked_again(self, house: House) -> None:
        payment, operation = await house.payment(captured_minor=3000), uuid4()
        first = await house.refund(payment, 1000, operation=operation)
        assert await house.refund(payment, 1000, operation=operation) == first
        assert await house.sums(payment) == Sums(authorised=5000, captured=3000, refunded=1000)

    async def test_refuses_when_nothing_was_captured(self, house: House) -> None:
        assert code_of(await house.refund(await house.payment(), 1)) == "refund_exceeds_captured"

    async def test_refuses_when_the_issuer_declines(self, house: House) -> None:
        payment = await house.payment("tok_refund_declined", captured_minor=3000)
        assert code_of(await house.refund(payment, 3000)) == "refund_declined"
        assert await house.sums(payment) == Sums(authorised=5000, captured=3000)

    async def test_is_apart_from_a_capture_under_the_same_id(self, house: House) -> None:
        payment, operation = await house.payment(), uuid4()
        assert isinstance(await house.capture(payment, 100, operation=operation), Done)
        assert isinstance(await house.refund(payment, 100, operation=operation), Done)


class TestFind:
    async def test_has_not_seen_what_was_never_asked(self, house: House) -> None:
        assert await house.gateway.find(reference=uuid4()) == NotSeen()

    async def test_still_tells_of_the_authorisation_when_it_was_voided(self, house: House) -> None:
        reference = uuid4()
        answer = await house.authorise(reference=reference)
        assert isinstance(answer, Authorised)
        await house.void(answer.gateway_id)
        assert await house.gateway.find(reference=reference) == answer


class TestStop:
    def test_ends_at_once_when_asked(self, tmp_path: Path) -> None:
        assert SimulatedGateway(state_file=tmp_path / "state.db").stop() == 0
