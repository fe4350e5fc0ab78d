"""Who does something, what they may do, and what they may see."""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

ActorKind = Literal["staff", "system", "shopper", "guest"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What somebody may see; goes into the WHERE clause of every read. None means all.

    A shopper sees no location's work, but their own orders (`shopper`), and whoever holds an order's link sees that one
    (`order`); both add to what locations and channel allow.
    """

    locations: tuple[str, ...] | None = None
    channel: str | None = None
    shopper: UUID | None = None
    order: UUID | None = None

    @classmethod
    def of_shopper(cls, shopper: UUID) -> "Scope":
        """What a shopper sees: their own, and nothing of any location."""
        return cls(locations=(), shopper=shopper)

    @classmethod
    def of_order(cls, order: UUID) -> "Scope":
        """What somebody sees who holds the link of one order."""
        return cls(locations=(), order=order)

    def covers_location(self, location: str) -> bool:
        return self.locations is None or location in self.locations

    def covers_channel(self, channel: str) -> bool:
        return self.channel is None or channel == self.channel


EVERYTHING = Scope()
NOTHING = Scope(locations=())


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a system with a key. `scopes` are permissions such as `orders:write`; `*` is all of them."""

    id: UUID
    kind: ActorKind
    name: str
    scopes: frozenset[str]
    sees: Scope = field(default=EVERYTHING)

    def may(self, scope: str) -> bool:
        return scope in self.scopes or "*" in self.scopes

    @property
    def signature(self) -> str:
        """How events and movements name the actor, as `staff Ana Lima`."""
        return f"{self.kind} {self.name}".rstrip()


HOUSE = Actor(UUID(int=0), "system", "the house", frozenset({"*"}))
"""The house itself, for what happens by the clock or follows from an event."""
