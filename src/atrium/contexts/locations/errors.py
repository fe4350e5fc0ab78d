"""How locations say no."""

from dataclasses import dataclass

from atrium.kit.refusals import Invalid, NotFound


@dataclass(eq=False)
class LocationInvalid(Invalid):
    """A location cannot be as it is described."""

    location: str
    fault: str
    field: str | None = None

    @property
    def message(self) -> str:
        return self.fault


@dataclass(eq=False)
class ExceptionInvalid(Invalid):
    """The hours of a day cannot be as they are described."""

    location: str
    fault: str
    field: str | None = None

    @property
    def message(self) -> str:
        return self.fault


@dataclass(eq=False)
class LocationNamedTwice(Invalid):
    """The same code stands in one request twice."""

    location: str
    field: str | None = "id"
    remedy = "Send each location once."

    @property
    def message(self) -> str:
        return f"{self.location} stands here twice; the first one counts."


@dataclass(eq=False)
class LocationNotFound(NotFound):
    """There is no such location, or this key does not see it."""

    location: str
    remedy = "Check the location's code."

    @property
    def message(self) -> str:
        return f"There is no location {self.location}."


@dataclass(eq=False)
class ShippingNotOffered(Invalid):
    """No parcel leaves from there."""

    location: str
    reason: str
    field: str | None = None
    remedy = "Choose a location that is open and ships, or let sourcing choose one."

    @property
    def message(self) -> str:
        return f"Nothing can be shipped from {self.location}: {self.reason}."


@dataclass(eq=False)
class PickupNotOffered(Invalid):
    """Nothing can be collected there."""

    location: str
    reason: str
    field: str | None = None
    remedy = "Choose a location that is open and offers pickup, or let the line be shipped."

    @property
    def message(self) -> str:
        return f"Nothing can be collected at {self.location}: {self.reason}."
