"""Where a retailer sells: one country, one currency, one tax regime."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Market:
    """`code` names it in prices, orders and locations; `prices_include` says whether list prices hold tax."""

    code: str
    country: str
    currency: str
    language: str
    prices_include: Literal["tax", "no tax"]
    legal_entity: str
