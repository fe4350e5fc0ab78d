"""What happened to stock."""

from dataclasses import dataclass
from typing import ClassVar

from atrium.contexts.inventory.model import Level


@dataclass(frozen=True, slots=True)
class StockChanged:
    """A stock row changed; these are its figures after, in base units. One per row and transaction."""

    TYPE: ClassVar[str] = "inventory.stock_changed"
    sku: str
    location: str
    on_hand: int
    held: int
    reserved: int
    available: int
    shortfall: int
    cause: str

    @property
    def subject(self) -> str:
        return f"item/{self.sku}"


@dataclass(frozen=True, slots=True)
class ShortfallFound:
    """Less is there than was promised; somebody must look."""

    TYPE: ClassVar[str] = "inventory.shortfall_found"
    sku: str
    location: str
    shortfall: int

    @property
    def subject(self) -> str:
        return f"item/{self.sku}"


def stock_changed(level: Level, cause: str) -> StockChanged:
    """The event for a row as it is now."""
    return StockChanged(
        sku=level.sku,
        location=level.location,
        on_hand=level.on_hand,
        held=level.held,
        reserved=level.reserved,
        available=level.available,
        shortfall=level.shortfall,
        cause=cause,
    )
