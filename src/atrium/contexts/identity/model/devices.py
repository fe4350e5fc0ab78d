"""Shared tablets: where they belong. Pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts.identity.errors import DeviceInvalid, GrantsBeyondOwn
from atrium.kit.refusals import Refusal
from atrium.vocabulary.actor import Actor
from atrium.vocabulary.location_id import LOCATION_ID

LONGEST_DEVICE_NAME = 100


@dataclass(frozen=True, slots=True)
class DeviceRecord:
    """A shared tablet as the house keeps it; `ended_at` is None while it is in use."""

    id: UUID
    name: str
    location: str
    registered_by: UUID
    registered_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonHere:
    """Somebody who works at a location, as a shared tablet shows them to choose from."""

    id: UUID
    name: str
    has_pin: bool


def check_device(actor: Actor, *, name: str, location: str) -> Refusal | None:
    """Why somebody may not register such a tablet, if they may not."""
    if not name.strip() or len(name) > LONGEST_DEVICE_NAME:
        return DeviceInvalid(f"A device's name has 1 to {LONGEST_DEVICE_NAME} characters.", "name")
    if not LOCATION_ID.fullmatch(location):
        return DeviceInvalid(f"{location!r} cannot be a location's code.", "location")
    return None if actor.sees.covers_location(location) else GrantsBeyondOwn(["other locations"])
