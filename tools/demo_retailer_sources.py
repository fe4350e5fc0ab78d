"""The shapes of the two open sources, as far as the demo retailer reads them."""

from hashlib import blake2b
from typing import Literal, NotRequired, TypedDict


class SourceProduct(TypedDict):
    name: str
    category: str
    style: str
    description: str
    price: float
    current_stock: int
    gender_affinity: NotRequired[Literal["F", "M"]]
    promoted: NotRequired[bool]
    featured: NotRequired[bool]


class SourceCategory(TypedDict):
    name: str
    has_gender_affinity: bool


class SourcePoint(TypedDict):
    lat: float
    lon: float


class SourceStore(TypedDict):
    id: int
    type: str
    name: str
    address: str
    address2: str
    city: str
    state: str
    zip: str
    location: SourcePoint
    hours: str
    services: list[str]


class SourceAddress(TypedDict):
    address1: str
    state: str


class SourceUser(TypedDict):
    id: str
    gender: Literal["F", "M"]
    first_name: str
    last_name: str
    email: str
    age: int
    persona: str
    discount_persona: str
    addresses: list[SourceAddress]


def draw(*words: object) -> float:
    """An even draw from 0 to 1 that depends on the words alone."""
    digest = blake2b("/".join(map(str, words)).encode(), digest_size=6).digest()
    return int.from_bytes(digest) / float(1 << 48)
