"""Money in integer minor units, with one rounding rule and one way to split."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Self

from babel.numbers import format_currency, get_currency_precision


@lru_cache(maxsize=256)
def minor_digits(currency: str) -> int:
    """How many decimals an ISO 4217 currency has: 2 for USD, 0 for JPY, 3 for KWD."""
    return get_currency_precision(currency)


def rounded(exact: Decimal) -> int:
    """The house's one rounding rule: half away from zero, to a whole minor unit."""
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Shares of `total` minor units in proportion to `weights`, by largest remainder; they sum exactly.

    Equal remainders go to the earlier share. All weights zero means equal weights.
    """
    if not weights:
        return []
    counted = weights if any(weights) else [1] * len(weights)
    whole = sum(counted)
    sign = -1 if total < 0 else 1
    shares: list[int] = []
    remainders: list[tuple[int, int]] = []
    for place, weight in enumerate(counted):
        share, remainder = divmod(abs(total) * weight, whole)
        shares.append(share)
        remainders.append((-remainder, place))
    for _, place in sorted(remainders)[: abs(total) - sum(shares)]:
        shares[place] += 1
    return [sign * share for share in shares]


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units of one ISO 4217 currency."""

    minor: int
    currency: str

    @classmethod
    def of(cls, major: Decimal, currency: str) -> Self:
        """Money from a decimal in major units, rounded by the house's rule."""
        return cls(rounded(major.scaleb(minor_digits(currency))), currency)

    @classmethod
    def total(cls, amounts: Iterable["Money"], currency: str) -> "Money":
        return sum(amounts, cls(0, currency))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise ValueError(f"cannot join {self.currency} and {other.currency}")
        return other.minor

    @property
    def major(self) -> Decimal:
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))

    def shown(self, locale: str = "en_US") -> str:
        """The amount as a person reads it, as `$1,299.00`."""
        return _shown(self.minor, self.currency, locale)


@lru_cache(maxsize=4096)
def _shown(minor: int, currency: str, locale: str) -> str:
    return format_currency(Money(minor, currency).major, currency, locale=locale)
