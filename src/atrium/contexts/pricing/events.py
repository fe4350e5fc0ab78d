"""What happened to prices."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ListPricesSaved:
    """List prices of these items were set in a market."""

    TYPE: ClassVar[str] = "pricing.list_prices_saved"
    market: str
    skus: tuple[str, ...]

    @property
    def subject(self) -> str:
        return f"market/{self.market}"
