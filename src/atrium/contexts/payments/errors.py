"""Why a payment says no."""

from dataclasses import dataclass
from uuid import UUID

from atrium.kit.money import Money
from atrium.kit.refusals import Conflict, Unavailable


@dataclass(eq=False)
class CardDeclined(Conflict):
    """The card's issuer said no; nothing was taken."""

    decline_code: str
    field = "token"
    remedy = "Use another card before the hold runs out."

    @property
    def message(self) -> str:
        return f"The card was declined ({self.decline_code.replace('_', ' ')}); nothing was taken."


@dataclass(eq=False)
class PaymentUnderWay(Conflict):
    """Another payment for the order has not been answered yet."""

    order_id: UUID
    remedy = "Wait a few seconds and read the order; it is paid, or the payment can be tried again."

    @property
    def message(self) -> str:
        return "A payment for this order is under way."


@dataclass(eq=False)
class RefundTooLarge(Conflict):
    """More was to be given back than was taken and not given back yet."""

    asked_minor: int
    refundable_minor: int
    currency: str
    field: str | None = "amount_minor"
    remedy = "Ask for at most what is left; what is only set aside for the order is let go by cancelling its lines."

    @property
    def message(self) -> str:
        if not self.refundable_minor:
            return "Nothing was taken that could be given back, or all of it was given back before."
        left, asked = (
            Money(minor, self.currency).shown("en_US") for minor in (self.refundable_minor, self.asked_minor)
        )
        return f"{left} can be given back; {asked} was asked for."


@dataclass(eq=False)
class GatewaySilent(Unavailable):
    """The gateway did not answer in time; whether it took the money will be found out and set right."""

    order_id: UUID
    remedy = "Read the order in a few seconds: it becomes paid, or the money is let go."

    @property
    def message(self) -> str:
        return "The card gateway did not answer in time."
