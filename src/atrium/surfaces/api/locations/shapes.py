"""Locations as they are sent and answered."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from msgspec import Meta

from atrium.contexts import locations
from atrium.kit.refusals import Refusal
from atrium.surfaces.shared import Shape
from atrium.surfaces.shared.fields import MOST_ROWS, Code, Line
from atrium.vocabulary.contact import Address
from atrium.vocabulary.coordinates import Coordinates

Clock = Annotated[str, Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["09:30"])]
Span = Annotated[list[Clock], Meta(min_length=2, max_length=2)]
Day = Annotated[list[Span], Meta(max_length=8)]
Week = Annotated[list[Day], Meta(min_length=7, max_length=7, description="Spans for each weekday, Monday first.")]
Words = Annotated[str, Meta(max_length=500, examples=["Mon-Sat: 10-9; Sun: 12-6"])]


class AddressBody(Shape):
    """A postal address."""

    street: Line
    city: Line
    region: Annotated[str, Meta(max_length=64)]
    postal_code: Annotated[str, Meta(max_length=16)]
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2.")]


class CoordinatesBody(Shape):
    """Degrees north and east (WGS 84)."""

    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]


class LocationBody(Shape):
    """A location to be saved; `hours` as spans or in words."""

    id: Code
    kind: locations.LocationKind
    name: Line
    market: Code
    address: AddressBody
    coordinates: CoordinatesBody
    zone: Annotated[str, Meta(max_length=64, description="An IANA time zone.", examples=["America/Chicago"])]
    hours: Week | Words
    capabilities: list[locations.Capability]
    daily_capacity: Annotated[int, Meta(ge=0, le=1_000_000, description="Picks a day.")]

    def as_new(self) -> locations.NewLocation | Refusal:
        """The location to be saved, or why its hours cannot be read."""
        try:
            hours = self._hours()
        except ValueError as fault:
            return locations.LocationInvalid(self.id, str(fault), "hours")
        address, here = self.address, self.coordinates
        return locations.NewLocation(
            id=self.id,
            kind=self.kind,
            name=self.name,
            market=self.market,
            address=Address(address.street, address.city, address.region, address.postal_code, address.country),
            coordinates=Coordinates(here.latitude, here.longitude),
            zone=self.zone,
            hours=hours,
            capabilities=frozenset[str](self.capabilities),
            daily_capacity=self.daily_capacity,
        )

    def _hours(self) -> locations.WeeklyHours:
        if isinstance(self.hours, str):
            return locations.parse_opening_hours(self.hours)
        return locations.hours_from_rows(self.hours)


class LocationsBody(Shape):
    """Locations to be saved; each is saved or refused on its own."""

    locations: Annotated[list[LocationBody], Meta(min_length=1, max_length=MOST_ROWS)]


class ExceptionBody(Shape):
    """Other hours on one date: as spans, or in words such as `10-4` or `closed`."""

    location: Code
    day: date
    hours: Day | Annotated[str, Meta(max_length=100, examples=["closed", "10-4"])]
    reason: Line

    def as_new(self) -> locations.NewException | Refusal:
        """The exception to be made, or why its hours cannot be read."""
        try:
            spans = (
                locations.parse_spans(self.hours)
                if isinstance(self.hours, str)
                else locations.spans_from_rows(self.hours)
            )
        except ValueError as fault:
            return locations.ExceptionInvalid(self.location, str(fault), "hours")
        return locations.NewException(self.location, self.day, spans, self.reason)


class ExceptionsBody(Shape):
    """Exceptions to be made; each is made or refused on its own."""

    exceptions: Annotated[list[ExceptionBody], Meta(min_length=1, max_length=MOST_ROWS)]


class ClosureBody(Shape):
    """Why a location is closed."""

    reason: Line


@dataclass(frozen=True, slots=True)
class ExceptionAnswer:
    """The hours of one date; no spans: it is closed."""

    day: date
    hours: list[list[str]]
    hours_in_words: str
    reason: str


@dataclass(frozen=True, slots=True)
class LocationAnswer:
    """A location; `closed_reason` is null while it is in operation, `hours_in_words` is for people."""

    id: str
    kind: locations.LocationKind
    name: str
    market: str
    address: Address
    coordinates: Coordinates
    zone: str
    hours: list[list[list[str]]]
    hours_in_words: str
    exceptions: list[ExceptionAnswer]
    capabilities: list[str]
    daily_capacity: int
    closed_reason: str | None
    changed_at: datetime

    @classmethod
    def of(cls, location: locations.Location) -> "LocationAnswer":
        return cls(
            id=location.id,
            kind=location.kind,
            name=location.name,
            market=location.market,
            address=location.address,
            coordinates=location.coordinates,
            zone=location.zone,
            hours=locations.hours_as_rows(location.hours),
            hours_in_words=location.hours.as_text(),
            exceptions=[
                ExceptionAnswer(one.day, locations.spans_as_rows(one.spans), one.as_text(), one.reason)
                for one in location.exceptions
            ],
            capabilities=sorted(location.capabilities),
            daily_capacity=location.daily_capacity,
            closed_reason=location.closed_reason,
            changed_at=location.changed_at,
        )
