"""What locations say happened."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class LocationSaved:
    """A location is new or changed; read it for what it is now."""

    TYPE: ClassVar[str] = "locations.location_saved"
    location: str
    kind: str
    name: str

    @property
    def subject(self) -> str:
        return f"location/{self.location}"


@dataclass(frozen=True, slots=True)
class LocationClosed:
    """A location takes no more work until it is reopened."""

    TYPE: ClassVar[str] = "locations.location_closed"
    location: str
    closed_reason: str

    @property
    def subject(self) -> str:
        return f"location/{self.location}"


@dataclass(frozen=True, slots=True)
class CapacityChanged:
    """A location can do more or less work a day."""

    TYPE: ClassVar[str] = "locations.capacity_changed"
    location: str
    daily_capacity: int

    @property
    def subject(self) -> str:
        return f"location/{self.location}"


@dataclass(frozen=True, slots=True)
class HoursExcepted:
    """On one date other hours hold; without spans it is closed. The event's reason says why."""

    TYPE: ClassVar[str] = "locations.hours_excepted"
    location: str
    day: str
    spans: list[list[str]]

    @property
    def subject(self) -> str:
        return f"location/{self.location}"


@dataclass(frozen=True, slots=True)
class ExceptionLifted:
    """On that date the weekly hours hold again."""

    TYPE: ClassVar[str] = "locations.exception_lifted"
    location: str
    day: str

    @property
    def subject(self) -> str:
        return f"location/{self.location}"


@dataclass(frozen=True, slots=True)
class LocationReopened:
    """A location takes work again."""

    TYPE: ClassVar[str] = "locations.location_reopened"
    location: str

    @property
    def subject(self) -> str:
        return f"location/{self.location}"
