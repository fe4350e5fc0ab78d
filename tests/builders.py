"""Values for tests, which read as English: `a_store("S0001", named="Fargo store")`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from atrium.contexts import catalog, identity, locations
from atrium.kit.ids import new_id
from atrium.vocabulary.actor import EVERYTHING, Actor, Scope
from atrium.vocabulary.contact import Address
from atrium.vocabulary.coordinates import Coordinates

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
FARGO = Coordinates(46.857113, -96.842743)
TEN_TO_NINE = "daily: 10am-9pm"


def an_actor(*scopes: str, named: str = "Ana Lima", sees: Scope = EVERYTHING) -> Actor:
    """A member of staff with these scopes, else with all."""
    return Actor(UUID(int=7), "staff", named, frozenset(scopes or {"*"}), sees)


def a_new_actor(
    *scopes: str, named: str = "Ana Lima", id_: UUID | None = None, at: Sequence[str] | None = None
) -> identity.NewActor:
    """Somebody to be added, who sees the locations `at`."""
    return identity.NewActor(id_ or new_id(), "staff", named, scopes or ("orders:read",), at)


def an_item(
    sku: str = "LAMP",
    *,
    named: str = "Desk lamp",
    category: str = "furniture",
    illustrated_by: str | None = None,
) -> catalog.NewItem:
    return catalog.NewItem(sku, named, category, "lamp", illustration=illustrated_by)


def a_category(code: str = "furniture", *, named: str = "Furniture", place: int = 0) -> catalog.Category:
    return catalog.Category(code, named, place)


def a_store(
    code: str = "S0001",
    *,
    named: str = "Fargo store",
    near: Coordinates = FARGO,
    open_at: str = TEN_TO_NINE,
    zone: str = "America/Chicago",
    can: Sequence[str] = ("pickup", "ship_from_store"),
) -> locations.NewLocation:
    return locations.NewLocation(
        id=code,
        kind="store",
        name=named,
        market="US",
        address=Address("1615 38th St S", "Fargo", "ND", "58103", "US"),
        coordinates=near,
        zone=zone,
        hours=locations.parse_opening_hours(open_at),
        capabilities=frozenset(can),
        daily_capacity=100,
    )


def a_centre(code: str = "DC-RENO", *, near: Coordinates = FARGO) -> locations.NewLocation:
    """A distribution centre, which ships around the clock and has no shoppers."""
    return locations.NewLocation(
        id=code,
        kind="distribution_centre",
        name="Reno distribution centre",
        market="US",
        address=Address("1150 Lear Boulevard", "Reno", "NV", "89506", "US"),
        coordinates=near,
        zone="America/Los_Angeles",
        hours=locations.parse_opening_hours("daily: open 24 hours"),
        capabilities=frozenset({"ship"}),
        daily_capacity=4000,
    )
