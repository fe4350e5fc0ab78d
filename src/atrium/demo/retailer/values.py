"""The plain values of the demo retailer; coordinates are degrees, prices are US dollars."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

StoreSize = Literal["flagship", "standard", "compact"]


@dataclass(frozen=True, slots=True)
class DemoStyle:
    """A kind of thing inside a category, such as backpacks."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class DemoCategory:
    """A department of the shop; `genders` says that its products may be made for women or men."""

    id: str
    name: str
    genders: bool
    styles: tuple[DemoStyle, ...]


@dataclass(frozen=True, slots=True)
class DemoProduct:
    """One product on sale; `colour` is a guess from its words, or "assorted"."""

    sku: str
    name: str
    category: str
    style: str
    description: str
    price: Decimal
    colour: str
    gender: Literal["F", "M"] | None
    promoted: bool
    featured: bool
    current_stock: int


@dataclass(frozen=True, slots=True)
class DemoStore:
    """One store; `opening_hours` is the text as the source wrote it."""

    id: str
    name: str
    address: str
    city: str
    state: str
    postal_code: str
    latitude: float
    longitude: float
    time_zone: str
    opening_hours: str
    size: StoreSize
    capabilities: tuple[Literal["pickup", "ship_from_store", "kerbside"], ...]
    daily_pick_capacity: int


@dataclass(frozen=True, slots=True)
class DemoCentre:
    """One distribution centre, open every day around the clock."""

    id: str
    name: str
    address: str
    city: str
    state: str
    postal_code: str
    latitude: float
    longitude: float
    time_zone: str
    opening_hours: str
    capabilities: tuple[Literal["ship"], ...]
    daily_pick_capacity: int


@dataclass(frozen=True, slots=True)
class DemoShopper:
    """One invented shopper; the point lies within a few kilometres of the postal code."""

    id: str
    first_name: str
    last_name: str
    email: str
    gender: Literal["F", "M"]
    age: int
    interests: tuple[str, ...]
    discount_habit: str
    address: str
    city: str
    state: str
    postal_code: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class DemoAssociate:
    """One employee of a store or a distribution centre."""

    id: str
    first_name: str
    last_name: str
    email: str
    role: Literal["store_manager", "store_associate", "centre_lead"]
    location_id: str


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place on the map of the country, to about 100 metres."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class PostalArea:
    """The middle of an area: one three-digit postal prefix, or one state."""

    latitude: float
    longitude: float
    state: str


@dataclass(frozen=True, slots=True)
class PostalAreas:
    """Where postal codes lie: by their first three digits, else by their state."""

    by_prefix: dict[str, PostalArea]
    by_state: dict[str, PostalArea]

    def locate(self, *, postal_code: str, state: str | None = None) -> PostalArea | None:
        """The area of a postal code, of its state where the code is unknown, or None."""
        known = self.by_prefix.get(postal_code.strip()[:3])
        if known is not None or state is None:
            return known
        return self.by_state.get(state.strip().upper())
