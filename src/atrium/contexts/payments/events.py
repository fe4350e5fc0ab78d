"""What happened to money; all belong to the order's story. Amounts in minor units."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class _OfAPayment:
    order_id: UUID
    payment_id: UUID
    method: str
    amount_minor: int
    currency: str

    @property
    def subject(self) -> str:
        return f"order/{self.order_id}"


@dataclass(frozen=True, slots=True)
class PaymentStarted(_OfAPayment):
    """The gateway is about to be asked."""

    TYPE: ClassVar[str] = "payments.started"


@dataclass(frozen=True, slots=True)
class PaymentAuthorised(_OfAPayment):
    """The money is set aside."""

    TYPE: ClassVar[str] = "payments.authorised"


@dataclass(frozen=True, slots=True)
class PaymentDeclined(_OfAPayment):
    """The card's issuer said no."""

    TYPE: ClassVar[str] = "payments.declined"
    decline_code: str


@dataclass(frozen=True, slots=True)
class PaymentFailed(_OfAPayment):
    """The gateway never heard of it."""

    TYPE: ClassVar[str] = "payments.failed"


@dataclass(frozen=True, slots=True)
class PaymentCaptured(_OfAPayment):
    """Money was taken."""

    TYPE: ClassVar[str] = "payments.captured"


@dataclass(frozen=True, slots=True)
class PaymentVoided(_OfAPayment):
    """Money that was set aside was let go."""

    TYPE: ClassVar[str] = "payments.voided"


@dataclass(frozen=True, slots=True)
class PaymentRefunded(_OfAPayment):
    """Money was given back; an external tender is given back by the door that took it."""

    TYPE: ClassVar[str] = "payments.refunded"


@dataclass(frozen=True, slots=True)
class OperationRefused(_OfAPayment):
    """The gateway will not do it; somebody must look."""

    TYPE: ClassVar[str] = "payments.operation_refused"
    kind: str
    fault: str
