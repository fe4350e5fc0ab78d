"""What becomes of a message: sent, kept, tried again, given up, revived."""

from dataclasses import replace
from datetime import timedelta

import pytest

from atrium.contexts import messaging
from tests.builders import NOW
from tests.contexts.messaging.letters import a_message

LATER = NOW + timedelta(minutes=3)


class TestAnswered:
    def test_is_sent_when_the_mail_system_took_it(self) -> None:
        message = a_message(fault="421 busy")
        after = message.answered(messaging.Sent(), now=LATER)
        expected = replace(message, state="sent", next_try_at=None, fault=None, changed_at=LATER, sent_at=LATER)
        assert after == expected

    def test_is_kept_where_there_is_no_mail_system(self) -> None:
        message = a_message()
        assert message.answered(messaging.Kept(), now=LATER) == replace(
            message, state="kept", next_try_at=None, changed_at=LATER
        )

    def test_fails_at_once_when_it_will_never_be_taken(self) -> None:
        after = a_message().answered(messaging.Refused("550 no such user"), now=LATER)
        assert (after.state, after.next_try_at, after.fault, after.tries) == ("failed", None, "550 no such user", 1)

    @pytest.mark.parametrize(
        ("tries", "pause_s"), [(1, 10), (2, 20), (3, 40), (4, 80), (5, 160), (6, 320), (7, 640), (8, 1280), (9, 2560)]
    )
    def test_is_tried_again_after_pauses_that_double(self, tries: int, pause_s: int) -> None:
        after = a_message(tries=tries).answered(messaging.Unsure("421 busy"), now=LATER)
        assert (after.state, after.fault) == ("due", "421 busy")
        assert after.next_try_at == LATER + timedelta(seconds=pause_s)

    def test_is_given_up_after_the_tenth_try(self) -> None:
        after = a_message(tries=10).answered(messaging.Unsure("421 busy"), now=LATER)
        assert (after.state, after.next_try_at, after.fault) == ("failed", None, "421 busy")

    def test_keeps_no_more_of_a_fault_than_people_read(self) -> None:
        assert len(a_message().answered(messaging.Refused("x" * 9000), now=LATER).fault or "") == 500


class TestSpent:
    def test_is_a_message_that_was_begun_too_often_without_an_answer(self) -> None:
        assert (a_message(tries=10).spent, a_message(tries=11).spent) == (False, True)
        after = a_message(tries=11).given_up(now=LATER)
        assert (after.state, after.fault) == ("failed", "every try ended without an answer")


class TestRetried:
    def test_is_due_again_with_all_its_tries(self) -> None:
        failed = a_message(state="failed", tries=10, next_try_at=None, fault="550 no such user")
        assert failed.retried(now=LATER) == replace(failed, state="due", tries=0, next_try_at=LATER, changed_at=LATER)

    @pytest.mark.parametrize("state", ["due", "sent", "kept"])
    def test_is_refused_for_what_has_not_failed(self, state: messaging.State) -> None:
        with pytest.raises(messaging.NothingToRetry) as refused:
            a_message(state=state).retried(now=LATER)
        assert refused.value.message == f"The message is {state}; only one that has failed can be tried again."


class TestLetsIn:
    def test_only_a_sign_in_code_does(self) -> None:
        assert [kind for kind in messaging.KINDS if messaging.lets_in(kind)] == ["sign_in_code"]
