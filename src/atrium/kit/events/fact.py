"""What a context says happened, and the envelope that it travels in."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol
from uuid import UUID

from atrium.kit.ids import new_id


class Fact(Protocol):
    """A frozen dataclass in the past tense, such as `OrderPlaced`; carries ids and facts."""

    TYPE: ClassVar[str]
    """Context and name, as `orders.placed`."""

    @property
    def subject(self) -> str:
        """Whose story this belongs to, as `order/<id>`; one subject's events keep their order."""
        ...


@dataclass(frozen=True, slots=True)
class Happening:
    """A fact with who did it, when and why: one event, on its way to the log (CloudEvents: id, type, subject, time)."""

    id: UUID
    type: str
    subject: str
    at: datetime
    actor: str
    reason: str | None
    facts: Fact


def happening(fact: Fact, *, at: datetime, actor: str, reason: str | None = None) -> Happening:
    """Wraps a fact into its envelope."""
    return Happening(new_id(), fact.TYPE, fact.subject, at, actor, reason, fact)
