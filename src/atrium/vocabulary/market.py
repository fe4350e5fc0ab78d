"""Where a retailer sells: one country, one currency, one tax regime."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Market:
    """`code` names it in prices, orders and locations; `prices_include` says whether list prices hold tax.

    `brand` is how shoppers know the retailer, whose legal entity there is another name.
    """

    code: str
    country: str
    currency: str
    language: str
    prices_include: Literal["tax", "no tax"]
    legal_entity: str
    brand: str = ""

    @property
    def shop_name(self) -> str:
        """What stands over the door."""
        return self.brand or self.legal_entity
