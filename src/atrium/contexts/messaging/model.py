"""What a message is, and what becomes of it. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, get_args
from uuid import UUID

from atrium.contexts.messaging.answers import Answer, Kept, Refused, Sent, Unsure
from atrium.contexts.messaging.errors import NothingToRetry
from atrium.contexts.messaging.facts import Facts, Kind

State = Literal["due", "sent", "failed", "kept"]
KINDS: tuple[Kind, ...] = get_args(Kind)
STATES: tuple[State, ...] = get_args(State)
MOST_TRIES = 10
"""With pauses that double from ten seconds, tries span an hour and a half: longer than a mail system's restart."""
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)
LONGEST_FAULT = 500
NEVER_ANSWERED = "every try ended without an answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message that is to be written: whom to tell what, in which language, and because of what.

    The `cause` is an event's id or a key of the caller's; one cause makes one message, however often it is queued.
    """

    cause: str
    recipient: str
    locale: str
    facts: Facts
    order_id: UUID | None = None
    order_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message in words; `tries` counts those begun, `next_try_at` is there while it is due, `fault` is the last."""

    id: UUID
    kind: Kind
    recipient: str
    language: str
    subject: str
    text: str
    html: str
    order_id: UUID | None
    order_number: str | None
    cause: str
    state: State
    tries: int
    next_try_at: datetime | None
    fault: str | None
    created_at: datetime
    changed_at: datetime
    sent_at: datetime | None

    @property
    def story(self) -> str:
        """Whose story it belongs to: the order's, else its own."""
        return f"order/{self.order_id}" if self.order_id else f"message/{self.id}"

    @property
    def spent(self) -> bool:
        """Whether it was begun more often than it may be, because whoever tried never came back."""
        return self.tries > MOST_TRIES

    def answered(self, answer: Answer, *, now: datetime) -> "Message":
        """What becomes of a due message that was tried."""
        match answer:
            case Sent():
                return replace(self, state="sent", next_try_at=None, fault=None, changed_at=now, sent_at=now)
            case Kept():
                return replace(self, state="kept", next_try_at=None, fault=None, changed_at=now)
            case Refused(fault):
                return self._failed(fault, now)
            case Unsure(fault) if self.tries >= MOST_TRIES:
                return self._failed(fault, now)
            case Unsure(fault):
                pause = min(FIRST_PAUSE * 2 ** (self.tries - 1), LONGEST_PAUSE)
                return replace(self, next_try_at=now + pause, fault=fault[:LONGEST_FAULT], changed_at=now)

    def given_up(self, *, now: datetime) -> "Message":
        """The same, failed without another try."""
        return self._failed(self.fault or NEVER_ANSWERED, now)

    def retried(self, *, now: datetime) -> "Message":
        """The same, due again with all its tries; refuses what has not failed."""
        if self.state != "failed":
            raise NothingToRetry(self.id, self.state)
        return replace(self, state="due", tries=0, next_try_at=now, changed_at=now)

    def _failed(self, fault: str, now: datetime) -> "Message":
        return replace(self, state="failed", next_try_at=None, fault=fault[:LONGEST_FAULT], changed_at=now)


def lets_in(kind: Kind) -> bool:
    """Whether reading such a message is enough to be taken for its recipient, so that nobody else may read it."""
    return kind == "sign_in_code"
