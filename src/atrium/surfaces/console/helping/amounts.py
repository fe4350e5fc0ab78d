"""An amount as somebody types it, in minor units."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from atrium.kit.money import minor_digits
from atrium.kit.refusals import Invalid

MOST = 10**12


@dataclass(eq=False)
class AmountInvalid(Invalid):
    """What was typed is no amount that can be paid."""

    fault: str
    field: str | None = "amount"
    remedy = "Give an amount such as 12.50, or leave it empty for all that is left."

    @property
    def message(self) -> str:
        return self.fault


def to_minor(typed: str, currency: str) -> int | None:
    """An amount in minor units; None when nothing was typed. Refuses with AmountInvalid."""
    if not typed:
        return None
    try:
        amount = Decimal(typed.replace(",", ""))
    except InvalidOperation as fault:
        raise AmountInvalid("An amount is a number such as 12.50.") from fault
    if not amount.is_finite() or not 0 < amount <= MOST:
        raise AmountInvalid("An amount is more than nothing.")
    exact = amount.scaleb(minor_digits(currency))
    if exact != exact.to_integral_value():
        raise AmountInvalid(f"{typed} {currency} has more than {minor_digits(currency)} decimals.")
    return int(exact)
