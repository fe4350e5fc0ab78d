"""What a payment is, and how its sums move. Pure; money in minor units of the payment's currency."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from atrium.contexts.payments.errors import RefundTooLarge

Method = Literal["card", "external"]
PaymentState = Literal["started", "authorised", "declined", "failed", "captured", "voided", "refunded"]
OperationKind = Literal["capture", "void", "refund"]
OperationState = Literal["due", "done", "refused"]
LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Payment:
    """Money for one order by one tender. `reference` is the gateway's id, or the door's own."""

    id: UUID
    order_id: UUID
    method: Method
    currency: str
    state: PaymentState
    reference: str | None
    decline_code: str | None
    asked_minor: int
    authorised_minor: int
    captured_minor: int
    refunded_minor: int
    voided_minor: int
    created_at: datetime
    changed_at: datetime

    @property
    def live(self) -> bool:
        """Whether money is, or may yet be, behind it."""
        return self.state in ("started", "authorised", "captured")

    def authorised(self, reference: str) -> "Payment":
        return replace(self, state="authorised", reference=reference, authorised_minor=self.asked_minor)

    def moved(self, kind: OperationKind, amount_minor: int) -> "Payment":
        """The payment after an operation took effect."""
        after = replace(
            self,
            captured_minor=self.captured_minor + (amount_minor if kind == "capture" else 0),
            voided_minor=self.voided_minor + (amount_minor if kind == "void" else 0),
            refunded_minor=self.refunded_minor + (amount_minor if kind == "refund" else 0),
        )
        return replace(after, state=_state(after))


@dataclass(frozen=True, slots=True)
class Operation:
    """What the gateway is to do, under an id that it knows the intent by."""

    id: UUID
    payment_id: UUID
    kind: OperationKind
    amount_minor: int
    state: OperationState
    reason: str
    tries: int
    next_try_at: datetime
    fault: str | None
    created_at: datetime
    done_at: datetime | None

    def later(self, now: datetime, fault: str) -> "Operation":
        """The same again after a pause that doubles, from two seconds to an hour."""
        # Past twelve doublings the hour is reached; a power of any size would not fit into a span of time.
        pause = min(timedelta(seconds=2 ** min(self.tries + 1, 12)), LONGEST_PAUSE)
        return replace(self, tries=self.tries + 1, next_try_at=now + pause, fault=fault)


@dataclass(frozen=True, slots=True)
class GiveBack:
    """How an amount goes back: what is let go of, what is refunded."""

    void_minor: int
    refund_minor: int
    leaves_nothing: bool
    """Whether nothing stays set aside after it."""


def taken_minor(payment: Payment, operations: list[Operation]) -> int:
    """What the payment comes to once everything due is done."""
    due = [operation for operation in operations if operation.state == "due"]
    return (
        payment.captured_minor
        + sum(o.amount_minor for o in due if o.kind == "capture")
        - payment.refunded_minor
        - sum(o.amount_minor for o in due if o.kind == "refund")
    )


def set_aside_minor(payment: Payment, operations: list[Operation]) -> int:
    """What is authorised, and neither asked for nor let go of."""
    due = [operation for operation in operations if operation.state == "due"]
    asked = payment.captured_minor + sum(o.amount_minor for o in due if o.kind == "capture")
    gone = payment.voided_minor + sum(o.amount_minor for o in due if o.kind == "void")
    return max(payment.authorised_minor - asked - gone, 0)


def plan_give_back(payment: Payment, operations: list[Operation], amount_minor: int) -> GiveBack:
    """Gives back an amount: first from what is authorised and not asked for, then from what was taken."""
    set_aside = set_aside_minor(payment, operations)
    void = min(amount_minor, set_aside)
    refund = min(amount_minor - void, max(taken_minor(payment, operations), 0))
    return GiveBack(void, refund, leaves_nothing=void == set_aside)


def refundable_minor(payment: Payment, operations: list[Operation]) -> int:
    """What was taken or asked for and nobody has asked back; what a gateway refused to refund counts as asked back."""
    refused = sum(o.amount_minor for o in operations if o.state == "refused" and o.kind == "refund")
    return max(taken_minor(payment, operations) - refused, 0)


def plan_refund(
    refundable: Mapping[UUID, int], amount_minor: int | None, *, currency: str
) -> dict[UUID, int] | RefundTooLarge:
    """How much each payment gives back of an amount, else of everything: the oldest first, none more than it has."""
    whole = sum(refundable.values())
    left = whole if amount_minor is None else amount_minor
    if not 0 < left <= whole:
        return RefundTooLarge(left, whole, currency)
    parts: dict[UUID, int] = {}
    for payment_id, most in refundable.items():
        part = min(left, most)
        if part:
            parts[payment_id] = part
            left -= part
    return parts


def _state(payment: Payment) -> PaymentState:
    all_decided = payment.captured_minor + payment.voided_minor == payment.authorised_minor
    if payment.captured_minor and payment.refunded_minor == payment.captured_minor and all_decided:
        return "refunded"
    if payment.captured_minor:
        return "captured"
    if payment.voided_minor and payment.voided_minor == payment.authorised_minor:
        return "voided"
    return "authorised"
