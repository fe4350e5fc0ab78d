"""A card gateway in memory, for fast tests: the simulated one's rules and magic tokens, without waits."""

import re
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode
from uuid import UUID

from atrium.adapters.card_gateway import rules
from atrium.adapters.card_gateway.rules import No, Payment
from atrium.adapters.card_gateway.tokens import find_behaviour
from atrium.contexts.payments.ports import Authorised, Declined, Done, NotSeen, Refused, Unknown

TIMEOUT = Unknown("timeout")
REUSED = Unknown("idempotency_key_reused")
FAILED = Unknown("processing_error")
CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Sums:
    """What a gateway's settlement says of one payment, in minor units."""

    authorised: int
    captured: int = 0
    refunded: int = 0
    voided: int = 0


class FakeGateway:
    """Implements payments' `Gateway`; an answer later than `patience_seconds` is `Unknown` at once."""

    def __init__(self, *, patience_seconds: float = 10.0) -> None:
        self.payments: dict[str, Payment] = {}
        self._patience_seconds = patience_seconds
        self._references: dict[UUID, str] = {}
        self._asked: dict[str, tuple[object, ...]] = {}
        self._operations: dict[str, Done | Refused] = {}
        self._stumbled: set[str] = set()
        self._numbers = count(1)

    def card_form(self, *, reference: UUID, amount_minor: int, currency: str, return_to: str) -> str:
        """An address that nobody opens; the magic tokens stand for what would come back from it."""
        words = {"reference": reference, "amount_minor": amount_minor, "currency": currency, "return_to": return_to}
        return f"https://gateway.example/card-form?{urlencode(words)}"

    async def authorise(
        self, *, reference: UUID, amount_minor: int, currency: str, token: str
    ) -> Authorised | Declined | Unknown:
        asked = (amount_minor, currency, token)
        if reference in self._references:
            return self._repeat(reference, asked)
        behaviour = find_behaviour(token)
        if amount_minor <= 0 or not CURRENCY.fullmatch(currency):
            return Declined("invalid_request")
        if behaviour is None:
            return Declined("unknown_token")
        if behaviour.authorise_fails_once and self._stumbles(f"authorise {reference}"):
            return FAILED
        payment = Payment(
            id=f"pay_{next(self._numbers)}",
            reference=str(reference),
            token=token,
            currency=currency,
            amount_minor=amount_minor,
            decline_code=behaviour.decline_code,
        )
        self.payments[payment.id] = payment
        self._references[reference] = payment.id
        self._asked[f"authorise {reference}"] = asked
        late = behaviour.hangs or behaviour.late_seconds > self._patience_seconds
        return TIMEOUT if late else _answer(payment)

    async def capture(self, *, operation: UUID, gateway_id: str, amount_minor: int) -> Done | Refused | Unknown:
        return self._operate("capture", operation, gateway_id, amount_minor)

    async def void(self, *, operation: UUID, gateway_id: str) -> Done | Refused | Unknown:
        return self._operate("void", operation, gateway_id, None)

    async def refund(self, *, operation: UUID, gateway_id: str, amount_minor: int) -> Done | Refused | Unknown:
        return self._operate("refund", operation, gateway_id, amount_minor)

    async def find(self, *, reference: UUID) -> Authorised | Declined | NotSeen | Unknown:
        gateway_id = self._references.get(reference)
        return NotSeen() if gateway_id is None else _answer(self.payments[gateway_id])

    async def settlement(self) -> dict[str, Sums]:
        """What was authorised, captured, refunded and voided, by gateway id."""
        return {
            payment.id: Sums(
                0 if payment.decline_code else payment.amount_minor,
                payment.captured_minor,
                payment.refunded_minor,
                payment.voided_minor,
            )
            for payment in self.payments.values()
        }

    def _repeat(self, reference: UUID, asked: tuple[object, ...]) -> Authorised | Declined | Unknown:
        if self._asked[f"authorise {reference}"] != asked:
            return REUSED
        payment = self.payments[self._references[reference]]
        return TIMEOUT if payment.behaviour.hangs else _answer(payment)

    def _operate(
        self, verb: str, operation: UUID, gateway_id: str, amount_minor: int | None
    ) -> Done | Refused | Unknown:
        key, asked = f"{verb} {operation}", (gateway_id, amount_minor)
        if key in self._operations:
            return self._operations[key] if self._asked[key] == asked else REUSED
        payment = self.payments.get(gateway_id)
        if payment is None:
            return Refused("payment_not_found")
        if amount_minor is not None and amount_minor <= 0:
            return Refused("invalid_request")
        after = _decide(verb, payment, amount_minor)
        fails = verb == "capture" and payment.behaviour.capture_fails_once
        if isinstance(after, Payment) and fails and self._stumbles(gateway_id):
            return FAILED
        self._asked[key] = asked
        if isinstance(after, No):
            self._operations[key] = Refused(after.code, after.message)
            return self._operations[key]
        self.payments[gateway_id] = after
        moved_minor = payment.amount_minor if amount_minor is None else amount_minor
        self._operations[key] = Done(f"{verb}_{next(self._numbers)}", moved_minor)
        late = payment.behaviour.late_seconds > self._patience_seconds
        return TIMEOUT if late else self._operations[key]

    def _stumbles(self, cause: str) -> bool:
        first = cause not in self._stumbled
        self._stumbled.add(cause)
        return first


def _answer(payment: Payment) -> Authorised | Declined:
    if payment.decline_code:
        return Declined(payment.decline_code)
    return Authorised(payment.id, payment.amount_minor, payment.currency)


def _decide(verb: str, payment: Payment, amount_minor: int | None) -> Payment | No:
    if amount_minor is None:
        return rules.void(payment)
    decide = rules.capture if verb == "capture" else rules.refund
    return decide(payment, amount_minor=amount_minor)
