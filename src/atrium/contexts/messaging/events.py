"""What happened to messages; each belongs to its order's story, or to its own."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class _OfAMessage:
    message_id: UUID
    order_id: UUID | None
    kind: str

    @property
    def subject(self) -> str:
        return f"order/{self.order_id}" if self.order_id else f"message/{self.message_id}"


@dataclass(frozen=True, slots=True)
class MessageQueued(_OfAMessage):
    """It is written, and goes out as soon as a mail system takes it."""

    TYPE: ClassVar[str] = "messaging.queued"


@dataclass(frozen=True, slots=True)
class MessageFailed(_OfAMessage):
    """It was given up; somebody must look."""

    TYPE: ClassVar[str] = "messaging.failed"
    fault: str
