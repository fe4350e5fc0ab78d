"""Due messages go out: at least once, soon, and never for ever."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from atrium.adapters.mail import Mailbox, SmtpMailer
from atrium.contexts import messaging
from atrium.flows.send_messages import LEASE, MOST, send_messages
from atrium.kit.db import Database
from atrium.vocabulary.actor import EVERYTHING
from tests.adapters.mail_server import a_mail_server, a_silent_server
from tests.builders import NOW
from tests.contexts.messaging.letters import a_letter

SENDER = "Wrenfield <orders@shop.example>"


class Saying:
    """A mailer that says what it is told to, and remembers whom it was asked for."""

    def __init__(self, *answers: messaging.Answer | BaseException) -> None:
        self.answers, self.asked = list(answers), list[UUID]()

    async def send(self, message: messaging.Message) -> messaging.Answer:
        self.asked.append(message.id)
        answer = self.answers.pop(0) if self.answers else messaging.Sent()
        if isinstance(answer, BaseException):
            raise answer
        return answer


@dataclass(slots=True)
class Post:
    """The messages of a database. Time stands still until it is moved."""

    database: Database
    now: datetime = NOW

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    async def queue(self, *causes: str) -> list[messaging.Message]:
        async with self.database.transaction() as tx:
            return await messaging.queue(tx, [a_letter(cause) for cause in causes], now=self.now)

    async def send(self, mailer: messaging.Mailer) -> int:
        return await send_messages(self.database, mailer, clock=lambda: self.now)

    async def state(self, message: messaging.Message) -> tuple[str, int, str | None]:
        async with self.database.reading() as tx:
            found = await messaging.get_message(tx, message.id, visible_to=EVERYTHING)
        return found.state, found.tries, found.fault


@pytest.fixture
def post(database: Database) -> Post:
    return Post(database)


class TestSendMessages:
    async def test_sends_what_is_due_and_then_no_more(self, post: Post) -> None:
        messages, mailer = await post.queue("a", "b"), Saying()
        assert await post.send(mailer) == 2
        assert sorted(mailer.asked) == sorted(message.id for message in messages)
        assert [await post.state(message) for message in messages] == [("sent", 1, None)] * 2
        assert await post.send(mailer) == 0

    async def test_keeps_all_where_there_is_no_mail_system(self, post: Post) -> None:
        (message,) = await post.queue("a")
        await post.send(Mailbox())
        assert await post.state(message) == ("kept", 1, None)

    async def test_takes_two_statements_for_a_whole_turn(self, post: Post) -> None:
        await post.queue(*(str(number) for number in range(MOST)))
        before = post.database.statements.sent
        assert await post.send(Saying()) == MOST
        assert post.database.statements.sent - before == 2

    async def test_tries_again_after_a_pause(self, post: Post) -> None:
        (message,) = await post.queue("a")
        mailer = Saying(messaging.Unsure("421 busy"))
        await post.send(mailer)
        assert await post.state(message) == ("due", 1, "421 busy")
        post.later(seconds=9)
        assert await post.send(mailer) == 0
        post.later(seconds=1)
        assert await post.send(mailer) == 1
        assert await post.state(message) == ("sent", 2, None)

    async def test_gives_up_after_ten_tries(self, post: Post) -> None:
        (message,) = await post.queue("a")
        mailer = Saying(*[messaging.Unsure("421 busy")] * 20)
        for _ in range(20):
            await post.send(mailer)
            post.later(hours=1)
        assert await post.state(message) == ("failed", 10, "421 busy")
        assert len(mailer.asked) == 10

    async def test_lets_one_that_breaks_the_mailer_hold_up_no_other(self, post: Post) -> None:
        messages = await post.queue("a", "b", "c")
        await post.send(Saying(ValueError("broken")))
        states = sorted([(await post.state(message))[0] for message in messages])
        assert states == ["due", "sent", "sent"]

    async def test_never_gives_one_message_to_two_at_once(self, post: Post) -> None:
        await post.queue(*(str(number) for number in range(30)))
        mailers = [Saying() for _ in range(4)]
        await asyncio.gather(*(post.send(mailer) for mailer in mailers))
        asked = [message for mailer in mailers for message in mailer.asked]
        assert len(asked) == len(set(asked)) == 30


class TestCutOff:
    async def test_between_the_mail_and_its_writing_sends_the_same_mail_again(self, post: Post) -> None:
        (message,) = await post.queue("a")
        async with a_mail_server() as server:
            mailer = SmtpMailer(url=server.url, sender=SENDER)
            with pytest.raises(KeyboardInterrupt):
                await _send_and_die(post, mailer)
            assert await post.send(mailer) == 0
            post.now += LEASE
            assert await post.send(mailer) == 1
        first, second = server.taken
        assert first["Message-ID"] == second["Message-ID"] == f"<{message.id}@shop.example>"
        assert await post.state(message) == ("sent", 2, None)

    async def test_again_and_again_ends_with_a_message_that_failed(self, post: Post) -> None:
        (message,) = await post.queue("a")
        mailer = Saying()
        for _ in range(10):
            async with post.database.transaction() as tx:
                await messaging.take_up(tx, now=post.now, lease_until=post.now + LEASE)
            post.now += LEASE
        await post.send(mailer)
        assert mailer.asked == []
        assert await post.state(message) == ("failed", 11, "every try ended without an answer")


async def _send_and_die(post: Post, mailer: SmtpMailer) -> None:
    """A turn whose process ends when the mail system has answered, before that is written."""
    clock = iter([post.now])

    def die() -> datetime:
        moment = next(clock, None)
        if moment is None:
            raise KeyboardInterrupt
        return moment

    await send_messages(post.database, mailer, clock=die)


class TestThroughARealMailSystem:
    async def test_that_refuses_for_now_and_then_takes(self, post: Post) -> None:
        (message,) = await post.queue("a")
        async with a_mail_server() as server:
            server.to_recipients = ["451 greylisted"]
            mailer = SmtpMailer(url=server.url, sender=SENDER)
            await post.send(mailer)
            assert await post.state(message) == ("due", 1, "451 greylisted")
            post.later(seconds=10)
            await post.send(mailer)
        assert await post.state(message) == ("sent", 2, None)
        assert [mail["To"] for mail in server.taken] == ["kim@example.com"]

    async def test_that_refuses_for_good(self, post: Post) -> None:
        (message,) = await post.queue("a")
        async with a_mail_server() as server:
            server.to_recipients = ["550 no such user"]
            await post.send(SmtpMailer(url=server.url, sender=SENDER))
        assert await post.state(message) == ("failed", 1, "550 no such user")

    async def test_that_says_nothing(self, post: Post) -> None:
        (message,) = await post.queue("a")
        async with a_silent_server() as url:
            await post.send(SmtpMailer(url=url, sender=SENDER, patience_s=0.2))
        state, tries, fault = await post.state(message)
        assert (state, tries, "imeout" in (fault or "")) == ("due", 1, True)
