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


@dataclass(frozen=True, slots=True)
class RolesGiven:
    """Somebody of the staff got roles, as `manager at S0001` or `owner`."""

    TYPE: ClassVar[str] = "identity.roles_given"
    actor_id: UUID
    roles: list[str]

    @property
    def subject(self) -> str:
        return f"actor/{self.actor_id}"


@dataclass(frozen=True, slots=True)
class RolesTaken:
    """Somebody of the staff lost roles."""

    TYPE: ClassVar[str] = "identity.roles_taken"
    actor_id: UUID
    roles: list[str]

    @property
    def subject(self) -> str:
        return f"actor/{self.actor_id}"


@dataclass(frozen=True, slots=True)
class PasswordSet:
    """Somebody got a new password."""

    TYPE: ClassVar[str] = "identity.password_set"
    person_id: UUID
    who: str

    @property
    def subject(self) -> str:
        return f"{self.who}/{self.person_id}"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody came in."""

    TYPE: ClassVar[str] = "identity.signed_in"
    person_id: UUID
    who: str
    session_id: UUID
    kind: str
    method: str
    location: str | None
    device_id: UUID | None

    @property
    def subject(self) -> str:
        return f"{self.who}/{self.person_id}"


@dataclass(frozen=True, slots=True)
class SignInFailed:
    """Somebody who is known could not come in: the password, PIN or code was wrong.

    `locked`: it was the last try for a while.
    """

    TYPE: ClassVar[str] = "identity.sign_in_failed"
    person_id: UUID
    who: str
    kind: str
    method: str
    locked: bool

    @property
    def subject(self) -> str:
        return f"{self.who}/{self.person_id}"


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """A session opens nothing any more."""

    TYPE: ClassVar[str] = "identity.session_ended"
    person_id: UUID
    who: str
    session_id: UUID

    @property
    def subject(self) -> str:
        return f"{self.who}/{self.person_id}"


@dataclass(frozen=True, slots=True)
class ShopperRegistered:
    """A shopper has shown that an address is theirs, and has an account from now on."""

    TYPE: ClassVar[str] = "identity.shopper_registered"
    shopper_id: UUID

    @property
    def subject(self) -> str:
        return f"shopper/{self.shopper_id}"


@dataclass(frozen=True, slots=True)
class PinSet:
    """Somebody of the staff got a new PIN."""

    TYPE: ClassVar[str] = "identity.pin_set"
    actor_id: UUID

    @property
    def subject(self) -> str:
        return f"actor/{self.actor_id}"


@dataclass(frozen=True, slots=True)
class DeviceRegistered:
    """A shared tablet belongs to a location."""

    TYPE: ClassVar[str] = "identity.device_registered"
    device_id: UUID
    name: str
    location: str

    @property
    def subject(self) -> str:
        return f"device/{self.device_id}"


@dataclass(frozen=True, slots=True)
class DeviceEnded:
    """A shared tablet, and every session on it, opens nothing any more."""

    TYPE: ClassVar[str] = "identity.device_ended"
    device_id: UUID
    location: str

    @property
    def subject(self) -> str:
        return f"device/{self.device_id}"
