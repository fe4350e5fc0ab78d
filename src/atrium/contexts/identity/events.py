"""What identity says happened."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ActorAdded:
    """Somebody may act here."""

    TYPE: ClassVar[str] = "identity.actor_added"
    actor_id: UUID
    kind: str
    scopes: list[str]

    @property
    def subject(self) -> str:
        return f"actor/{self.actor_id}"


@dataclass(frozen=True, slots=True)
class ActorEnded:
    """Somebody may act here no more; none of the keys opens anything."""

    TYPE: ClassVar[str] = "identity.actor_ended"
    actor_id: UUID

    @property
    def subject(self) -> str:
        return f"actor/{self.actor_id}"


@dataclass(frozen=True, slots=True)
class KeyIssued:
    """An actor got a key."""

    TYPE: ClassVar[str] = "identity.key_issued"
    actor_id: UUID
    key_id: UUID
    label: str

    @property
    def subject(self) -> str:
        return f"actor/{self.actor_id}"


@dataclass(frozen=True, slots=True)
class KeyRevoked:
    """A key opens nothing any more."""

    TYPE: ClassVar[str] = "identity.key_revoked"
    actor_id: UUID
    key_id: UUID

    @property
    def subject(self) -> str:
        return f"actor/{self.actor_id}"
