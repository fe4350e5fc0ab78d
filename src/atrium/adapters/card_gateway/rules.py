"""What the simulated gateway allows, as pure decisions: a payment and a request in, a payment or a no out."""

from dataclasses import dataclass, replace

from atrium.adapters.card_gateway.tokens import Behaviour, find_behaviour


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One authorisation and what followed; amounts in minor units of the currency."""

    id: str
    reference: str
    token: str
    currency: str
    amount_minor: int
    decline_code: str | None = None
    captured_minor: int = 0
    refunded_minor: int = 0
    voided_minor: int = 0

    @property
    def behaviour(self) -> Behaviour:
        return find_behaviour(self.token) or Behaviour()


@dataclass(frozen=True, slots=True)
class No:
    """A coded refusal."""

    code: str
    message: str


def capture(payment: Payment, *, amount_minor: int) -> Payment | No:
    """Take part of what is held."""
    if refusal := _not_held(payment):
        return refusal
    captured_minor = payment.captured_minor + amount_minor
    if captured_minor > payment.amount_minor:
        return No("capture_exceeds_authorised", "More would be captured than was authorised.")
    return replace(payment, captured_minor=captured_minor)


def void(payment: Payment) -> Payment | No:
    """Let go of all that is held."""
    if refusal := _not_held(payment):
        return refusal
    if payment.captured_minor:
        return No("already_captured", "A captured payment can only be refunded.")
    return replace(payment, voided_minor=payment.amount_minor)


def refund(payment: Payment, *, amount_minor: int) -> Payment | No:
    """Give back part of what was captured."""
    if payment.decline_code:
        return No("payment_declined", "The payment was declined.")
    refunded_minor = payment.refunded_minor + amount_minor
    if refunded_minor > payment.captured_minor:
        return No("refund_exceeds_captured", "More would be refunded than was captured.")
    if payment.behaviour.refund_declined:
        return No("refund_declined", "The issuer declined the refund.")
    return replace(payment, refunded_minor=refunded_minor)


def _not_held(payment: Payment) -> No | None:
    if payment.decline_code:
        return No("payment_declined", "The payment was declined.")
    if payment.voided_minor:
        return No("already_voided", "The payment was voided.")
    return None
