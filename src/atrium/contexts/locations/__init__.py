"""Where stock is and people collect.

Owns: stores and distribution centres, their hours, capabilities and closures; where postal codes are.
Promises: a location is closed, never deleted; a closed one keeps its stock and takes no new work.
Words: a *location* is a place that has stock; a *closure* takes it out of operation for a reason, its *hours* only
say when people find it open, an *exception* says it for one date; the *network* is all locations at once; a *postal
area* says where codes are.
"""

from atrium.contexts.locations.errors import (
    ExceptionInvalid,
    LocationInvalid,
    LocationNamedTwice,
    LocationNotFound,
    PickupNotOffered,
    ShippingNotOffered,
)
from atrium.contexts.locations.events import (
    CapacityChanged,
    ExceptionLifted,
    HoursExcepted,
    LocationClosed,
    LocationReopened,
    LocationSaved,
)
from atrium.contexts.locations.exceptions import HoursException, NewException
from atrium.contexts.locations.model import (
    Capability,
    Location,
    LocationKind,
    NewLocation,
    hours_as_rows,
    hours_from_rows,
)
from atrium.contexts.locations.network import Network, PostalArea
from atrium.contexts.locations.opening_hours import (
    UnreadableHours,
    WeeklyHours,
    parse_opening_hours,
    parse_spans,
    spans_as_rows,
    spans_as_text,
    spans_from_rows,
)
from atrium.contexts.locations.queries import get_location, list_locations, load_network
from atrium.contexts.locations.service import (
    close_location,
    lift_exception,
    reopen_location,
    save_exceptions,
    save_locations,
    save_postal_areas,
    set_capacity,
)

__all__ = [
    "Capability",
    "CapacityChanged",
    "ExceptionInvalid",
    "ExceptionLifted",
    "HoursExcepted",
    "HoursException",
    "Location",
    "LocationClosed",
    "LocationInvalid",
    "LocationKind",
    "LocationNamedTwice",
    "LocationNotFound",
    "LocationReopened",
    "LocationSaved",
    "Network",
    "NewException",
    "NewLocation",
    "PickupNotOffered",
    "PostalArea",
    "ShippingNotOffered",
    "UnreadableHours",
    "WeeklyHours",
    "close_location",
    "get_location",
    "hours_as_rows",
    "hours_from_rows",
    "lift_exception",
    "list_locations",
    "load_network",
    "parse_opening_hours",
    "parse_spans",
    "reopen_location",
    "save_exceptions",
    "save_locations",
    "save_postal_areas",
    "set_capacity",
    "spans_as_rows",
    "spans_as_text",
    "spans_from_rows",
]
