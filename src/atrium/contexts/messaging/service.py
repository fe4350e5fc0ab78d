"""What is done to messages: written, tried, given up, tried again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from atrium.contexts.messaging import store
from atrium.contexts.messaging.answers import Answer
from atrium.contexts.messaging.events import MessageFailed, MessageQueued
from atrium.contexts.messaging.model import Letter, Message
from atrium.contexts.messaging.rendering import language_of, render
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.vocabulary.actor import EVERYTHING, HOUSE, Scope


async def queue(tx: Tx, letters: Sequence[Letter], *, now: datetime) -> list[Message]:
    """Puts letters into words and makes them due; two statements.

    A letter whose cause has a message already writes nothing. Answers the messages that were written.
    """
    messages = {message.id: message for message in (_written(letter, now) for letter in letters)}
    new = [messages[id_] for id_ in await store.insert(tx, list(messages.values()))]
    facts = [MessageQueued(message.id, message.order_id, message.kind) for message in new]
    await events.append(tx, [events.happening(fact, at=now, actor=HOUSE.signature) for fact in facts])
    return new


async def take_up(tx: Tx, *, now: datetime, lease_until: datetime, most: int = 100) -> list[Message]:
    """Begins a try of messages that are due, sign-in codes first; nobody else gets them before the lease ends."""
    return await store.take_up(tx, now=now, lease_until=lease_until, most=most)


async def settle(tx: Tx, answers: Sequence[tuple[Message, Answer | None]], *, now: datetime) -> None:
    """Writes down what became of messages that were taken up; None gives one up without a try."""
    after = {
        message.id: message.answered(answer, now=now) if answer else message.given_up(now=now)
        for message, answer in answers
    }
    counted = [after[id_] for id_ in await store.save(tx, list(after.values()))]
    facts = [MessageFailed(one.id, one.order_id, one.kind, one.fault or "") for one in counted if one.state == "failed"]
    await events.append(tx, [events.happening(fact, at=now, actor=HOUSE.signature) for fact in facts])


async def retry(tx: Tx, message_id: UUID, *, visible_to: Scope, now: datetime) -> Message:
    """Makes a message that has failed due again; refuses any other."""
    message = await store.lock(tx, message_id, visible=visible_to == EVERYTHING)
    after = message.retried(now=now)
    await store.revive(tx, message_id, now=now)
    return after


def _written(letter: Letter, now: datetime) -> Message:
    said = render(letter.facts, letter.locale)
    return Message(
        id=new_id(),
        kind=letter.facts.KIND,
        recipient=letter.recipient,
        language=language_of(letter.locale),
        subject=said.subject,
        text=said.text,
        html=said.html,
        order_id=letter.order_id,
        order_number=letter.order_number,
        cause=letter.cause,
        state="due",
        tries=0,
        next_try_at=now,
        fault=None,
        created_at=now,
        changed_at=now,
        sent_at=None,
    )
