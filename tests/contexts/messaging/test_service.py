"""Messages in the database: one for each cause, each try under a lease, given up and revived."""

from datetime import timedelta

import pytest

from atrium.contexts import messaging
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.vocabulary.actor import EVERYTHING, Scope
from tests.builders import NOW
from tests.contexts.messaging.letters import CODE, a_letter

LEASE = NOW + timedelta(minutes=2)
MUCH_LATER = NOW + timedelta(hours=3)


async def taken(tx: Tx, *, now: object = NOW) -> list[messaging.Message]:
    assert isinstance(now, type(NOW))
    return await messaging.take_up(tx, now=now, lease_until=now + timedelta(minutes=2))


async def present(tx: Tx, message: messaging.Message) -> messaging.Message:
    return await messaging.get_message(tx, message.id, visible_to=EVERYTHING)


async def stories(tx: Tx, message: messaging.Message) -> list[str]:
    return [event.type for event in await events.read_subject(tx, message.story)]


class TestQueue:
    async def test_writes_a_message_in_words_and_makes_it_due(self, tx: Tx) -> None:
        letter = a_letter(locale="es_US")
        (written,) = await messaging.queue(tx, [letter], now=NOW)
        assert await present(tx, written) == written
        assert (written.kind, written.recipient, written.language) == ("refunded", "kim@example.com", "es")
        assert written.subject == "$25.98 de reembolso: pedido 7K2QF-93QXM"
        assert (written.state, written.tries, written.next_try_at) == ("due", 0, NOW)
        assert (written.order_id, written.order_number) == (letter.order_id, "7K2QF-93QXM")
        assert await stories(tx, written) == ["messaging.queued"]

    async def test_writes_nothing_when_its_cause_comes_again(self, tx: Tx) -> None:
        (first,) = await messaging.queue(tx, [a_letter("once")], now=NOW)
        again = a_letter("once", recipient="other@example.com", order_id=first.order_id)
        assert await messaging.queue(tx, [again], now=NOW) == []
        assert (await present(tx, first)).recipient == "kim@example.com"
        assert await stories(tx, first) == ["messaging.queued"]

    async def test_would_write_it_twice_under_two_causes(self, tx: Tx) -> None:
        """The control: it is the cause alone that keeps the second one out."""
        assert len(await messaging.queue(tx, [a_letter("once"), a_letter("twice")], now=NOW)) == 2

    async def test_writes_the_new_ones_among_repeats(self, tx: Tx) -> None:
        await messaging.queue(tx, [a_letter("a"), a_letter("b")], now=NOW)
        new = await messaging.queue(tx, [a_letter("b"), a_letter("c"), a_letter("c")], now=NOW)
        assert [message.cause for message in new] == ["c"]

    async def test_takes_two_statements_for_any_number(self, tx: Tx) -> None:
        await messaging.queue(tx, [a_letter(str(number)) for number in range(50)], now=NOW)
        assert tx.statements.sent == 2

    async def test_takes_none_for_nothing(self, tx: Tx) -> None:
        assert await messaging.queue(tx, [], now=NOW) == []
        assert tx.statements.sent == 0

    async def test_needs_no_order(self, tx: Tx) -> None:
        letter = a_letter(facts=CODE, order_id=None, order_number=None)
        (written,) = await messaging.queue(tx, [letter], now=NOW)
        assert (written.order_id, written.story) == (None, f"message/{written.id}")
        assert await stories(tx, written) == ["messaging.queued"]


class TestTakeUp:
    async def test_gives_each_message_to_one_until_the_lease_ends(self, tx: Tx) -> None:
        (queued,) = await messaging.queue(tx, [a_letter()], now=NOW)
        (first,) = await taken(tx)
        assert (first.id, first.tries, first.next_try_at) == (queued.id, 1, LEASE)
        assert await taken(tx) == []
        (second,) = await taken(tx, now=LEASE)
        assert second.tries == 2

    async def test_would_give_it_to_two_without_a_lease(self, tx: Tx) -> None:
        """The control: with a lease that ends at once, the same message is tried twice at the same moment."""
        (queued,) = await messaging.queue(tx, [a_letter()], now=NOW)
        for _ in range(2):
            (due,) = await messaging.take_up(tx, now=NOW, lease_until=NOW)
            assert due.id == queued.id

    async def test_leaves_what_is_not_due_yet(self, tx: Tx) -> None:
        await messaging.queue(tx, [a_letter()], now=NOW + timedelta(seconds=1))
        assert await taken(tx) == []

    async def test_takes_what_lets_people_in_before_anything_else(self, tx: Tx) -> None:
        await messaging.queue(tx, [a_letter("old")], now=NOW - timedelta(hours=1))
        code = a_letter("code", facts=CODE, order_id=None, order_number=None)
        await messaging.queue(tx, [code], now=NOW)
        (first,) = await messaging.take_up(tx, now=NOW, lease_until=LEASE, most=1)
        assert first.kind == "sign_in_code"


class TestSettle:
    async def test_writes_what_became_of_all_in_one_statement(self, tx: Tx) -> None:
        await messaging.queue(tx, [a_letter("a"), a_letter("b")], now=NOW)
        due = await taken(tx)
        before = tx.statements.sent
        await messaging.settle(tx, [(due[0], messaging.Sent()), (due[1], messaging.Kept())], now=NOW)
        assert tx.statements.sent - before == 1
        assert [(await present(tx, message)).state for message in due] == ["sent", "kept"]

    async def test_tells_the_story_of_one_that_failed(self, tx: Tx) -> None:
        await messaging.queue(tx, [a_letter()], now=NOW)
        (due,) = await taken(tx)
        await messaging.settle(tx, [(due, messaging.Refused("550 no such user"))], now=NOW)
        assert await stories(tx, due) == ["messaging.queued", "messaging.failed"]

    async def test_ignores_a_late_no_of_somebody_whose_lease_ran_out(self, tx: Tx) -> None:
        await messaging.queue(tx, [a_letter()], now=NOW)
        (late,) = await taken(tx)
        (present_try,) = await taken(tx, now=LEASE)
        await messaging.settle(tx, [(late, messaging.Refused("550"))], now=LEASE)
        assert await present(tx, present_try) == present_try
        assert await stories(tx, late) == ["messaging.queued"]

    async def test_believes_a_late_yes_and_nothing_after_it(self, tx: Tx) -> None:
        await messaging.queue(tx, [a_letter()], now=NOW)
        (late,) = await taken(tx)
        (present_try,) = await taken(tx, now=LEASE)
        await messaging.settle(tx, [(late, messaging.Sent())], now=LEASE)
        await messaging.settle(tx, [(present_try, messaging.Refused("550"))], now=LEASE)
        assert (await present(tx, late)).state == "sent"

    async def test_gives_one_up_that_nobody_answered_for(self, tx: Tx) -> None:
        await messaging.queue(tx, [a_letter()], now=NOW)
        (due,) = await taken(tx)
        await messaging.settle(tx, [(due, None)], now=NOW)
        after = await present(tx, due)
        assert (after.state, after.fault) == ("failed", "every try ended without an answer")


class TestRetry:
    async def test_makes_a_failed_message_due_again(self, tx: Tx) -> None:
        await messaging.queue(tx, [a_letter()], now=NOW)
        (due,) = await taken(tx)
        await messaging.settle(tx, [(due, messaging.Refused("550"))], now=NOW)
        revived = await messaging.retry(tx, due.id, visible_to=EVERYTHING, now=MUCH_LATER)
        assert await present(tx, due) == revived
        assert (revived.state, revived.tries, revived.next_try_at) == ("due", 0, MUCH_LATER)
        assert [one.id for one in await taken(tx, now=MUCH_LATER)] == [due.id]

    async def test_changes_nothing_of_one_that_has_not_failed(self, tx: Tx) -> None:
        (queued,) = await messaging.queue(tx, [a_letter()], now=NOW)
        with pytest.raises(messaging.NothingToRetry):
            await messaging.retry(tx, queued.id, visible_to=EVERYTHING, now=MUCH_LATER)
        assert await present(tx, queued) == queued

    async def test_knows_no_message_that_the_caller_may_not_see(self, tx: Tx) -> None:
        (queued,) = await messaging.queue(tx, [a_letter()], now=NOW)
        with pytest.raises(messaging.MessageNotFound):
            await messaging.retry(tx, queued.id, visible_to=Scope(locations=("S0001",)), now=NOW)


class TestListMessages:
    async def test_finds_by_kind_state_recipient_and_order(self, tx: Tx) -> None:
        order = new_id()
        code = a_letter("code", facts=CODE, order_id=None, order_number=None, recipient="Ana@Example.com")
        await messaging.queue(tx, [a_letter("a", order_id=order), code], now=NOW)
        filters = {
            messaging.Filter(kind="sign_in_code"): "sign_in_code",
            messaging.Filter(recipient="ana@example.COM"): "sign_in_code",
            messaging.Filter(order=order): "refunded",
        }
        for only, kind in filters.items():
            page = await messaging.list_messages(tx, visible_to=EVERYTHING, only=only)
            assert [one.kind for one in page.items] == [kind]
        none = await messaging.list_messages(tx, visible_to=EVERYTHING, only=messaging.Filter(state="failed"))
        assert none.items == []

    async def test_gives_pages_newest_first(self, tx: Tx) -> None:
        for number in range(3):
            await messaging.queue(tx, [a_letter(str(number))], now=NOW + timedelta(seconds=number))
        first = await messaging.list_messages(tx, visible_to=EVERYTHING, limit=2)
        rest = await messaging.list_messages(tx, visible_to=EVERYTHING, limit=2, cursor=first.next_cursor)
        moments = [one.created_at - NOW for one in (*first.items, *rest.items)]
        assert moments == [timedelta(seconds=seconds) for seconds in (2, 1, 0)]
        assert rest.next_cursor is None

    async def test_shows_nothing_to_who_sees_only_a_part_of_the_house(self, tx: Tx) -> None:
        (queued,) = await messaging.queue(tx, [a_letter()], now=NOW)
        for part in (Scope(locations=("S0001",)), Scope(channel="web"), Scope.of_shopper(new_id())):
            assert (await messaging.list_messages(tx, visible_to=part)).items == []
            with pytest.raises(messaging.MessageNotFound):
                await messaging.get_message(tx, queued.id, visible_to=part)
