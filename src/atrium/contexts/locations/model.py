"""Locations: what they are, what they can do, and when they are open. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from atrium.contexts.locations.errors import LocationInvalid, LocationNamedTwice
from atrium.contexts.locations.exceptions import HoursException
from atrium.contexts.locations.opening_hours import (
    DAYS,
    Span,
    WeeklyHours,
    is_open,
    next_opening,
    spans_as_rows,
    spans_from_rows,
)
from atrium.contexts.locations.openings import Opening, openings_from
from atrium.kit.refusals import Refusal
from atrium.vocabulary.contact import Address
from atrium.vocabulary.coordinates import Coordinates
from atrium.vocabulary.location_id import LOCATION_ID, LocationId

LocationKind = Literal["store", "distribution_centre"]
Capability = Literal["ship", "ship_from_store", "pickup", "kerbside"]
KINDS: tuple[str, ...] = get_args(LocationKind)
CAPABILITIES: frozenset[str] = frozenset(get_args(Capability))
SHIPPING = frozenset({"ship", "ship_from_store"})
LONGEST_NAME = 200
DAYS_OF_TWO_WEEKS = 14

HoursRows = Sequence[Sequence[Sequence[str]]]
"""For each weekday, Monday first, its spans as `["10:00", "21:30"]`."""


@dataclass(frozen=True, slots=True)
class NewLocation:
    """A location to be saved."""

    id: str
    kind: str
    name: str
    market: str
    address: Address
    coordinates: Coordinates
    zone: str
    hours: WeeklyHours
    capabilities: frozenset[str]
    daily_capacity: int


@dataclass(frozen=True, slots=True)
class Location:
    """A place that has stock; `daily_capacity` counts picks, `closed_reason` is None while it is in operation."""

    id: LocationId
    kind: LocationKind
    name: str
    market: str
    address: Address
    coordinates: Coordinates
    zone: str
    hours: WeeklyHours
    capabilities: frozenset[str]
    daily_capacity: int
    closed_reason: str | None
    changed_at: datetime
    exceptions: tuple[HoursException, ...] = ()
    """Days on which other hours hold, earliest first; those that are over may be left out."""

    @property
    def in_operation(self) -> bool:
        return self.closed_reason is None

    @property
    def ships(self) -> bool:
        """Whether parcels leave from here."""
        return not SHIPPING.isdisjoint(self.capabilities)

    @property
    def hands_over(self) -> bool:
        """Whether shoppers collect here."""
        return "pickup" in self.capabilities

    def local(self, moment: datetime) -> datetime:
        """A moment by this place's own clock."""
        return moment.astimezone(zone_of(self.zone))

    def is_open(self, local: datetime) -> bool:
        """Whether people find it open at a moment of its own clock."""
        return self.in_operation and is_open(self.spans_on, local)

    def next_opening(self, local: datetime) -> datetime | None:
        """The first moment from `local` on at which people find it open; None while it is closed for a reason."""
        days = DAYS_OF_TWO_WEEKS + len(self.exceptions)
        return next_opening(self.spans_on, local, days=days) if self.in_operation else None

    def exception_on(self, day: date) -> HoursException | None:
        """What holds on a date in place of the weekly hours, if anything."""
        return next((one for one in self.exceptions if one.day == day), None) if self.exceptions else None

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """When it opens and closes on a date, by its own clock."""
        exception = self.exception_on(day)
        return self.hours.spans_on(day) if exception is None else exception.spans

    def openings(self, moment: datetime) -> Iterator[Opening]:
        """From when until when people find it open, in UTC, in order; none while it is closed for a reason."""
        return openings_from(self.spans_on, zone_of(self.zone), moment) if self.in_operation else iter(())


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """An IANA time zone; raises ZoneInfoNotFoundError or ValueError for what is none."""
    return ZoneInfo(name)


def hours_as_rows(hours: WeeklyHours) -> list[list[list[str]]]:
    """Hours as they are kept and sent."""
    return [spans_as_rows(day) for day in hours.days]


def hours_from_rows(rows: HoursRows) -> WeeklyHours:
    """Hours from how they are kept and sent; raises ValueError for what no week can be."""
    if len(rows) != len(DAYS):
        raise ValueError(f"A week has {len(DAYS)} days, not {len(rows)}.")
    return WeeklyHours(tuple(spans_from_rows(day) for day in rows))


def check_locations(locations: Sequence[NewLocation]) -> list[Refusal | None]:
    """For each location, in the order given, what is wrong with it, if anything."""
    seen: set[str] = set()
    faults: list[Refusal | None] = []
    for location in locations:
        faults.append(LocationNamedTwice(location.id) if location.id in seen else _check(location))
        seen.add(location.id)
    return faults


def _check(location: NewLocation) -> Refusal | None:
    fault = _fault(location)
    return LocationInvalid(location.id, fault[1], fault[0]) if fault else None


def _fault(location: NewLocation) -> tuple[str, str] | None:
    here = location.coordinates
    rules = (
        ("id", LOCATION_ID.fullmatch(location.id), "A code has 1 to 16 of A-Z, 0-9 and hyphen."),
        ("kind", location.kind in KINDS, f"A kind is one of {', '.join(KINDS)}."),
        ("name", 0 < len(location.name.strip()) <= LONGEST_NAME, f"A name has 1 to {LONGEST_NAME} characters."),
        ("country", len(location.address.country) == 2, "A country is an ISO 3166-1 alpha-2 code."),
        ("latitude", abs(here.latitude) <= 90, "A latitude is between -90 and 90."),
        ("longitude", abs(here.longitude) <= 180, "A longitude is between -180 and 180."),
        ("zone", _is_zone(location.zone), "A zone is an IANA time zone such as America/Chicago."),
        ("capabilities", location.capabilities <= CAPABILITIES, f"Of {', '.join(sorted(CAPABILITIES))} only."),
        ("daily_capacity", location.daily_capacity >= 0, "A capacity is not negative."),
    )
    return next(((field, fault) for field, holds, fault in rules if not holds), None)


def _is_zone(name: str) -> bool:
    try:
        zone_of(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
