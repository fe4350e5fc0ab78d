"""The simulated gateway's counter: each write once per idempotency key, in one transaction."""

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field

from atrium.adapters.card_gateway import rules
from atrium.adapters.card_gateway.book import Book, Issued, KeptAnswer
from atrium.adapters.card_gateway.form_link import Asked
from atrium.adapters.card_gateway.rules import No, Payment
from atrium.adapters.card_gateway.tokens import find_behaviour

Operation = Literal["capture", "void", "refund"]
PAST = {"capture": "captured", "void": "voided", "refund": "refunded"}
LARGEST_AMOUNT_MINOR = 10**12
# The authorisation's notice comes behind that of a capture made at once, and everything comes twice.
DOUBLED_DELAYS_SECONDS = {"authorised": (0.5, 1.0)}
DOUBLED_DELAY_SECONDS = (0.0, 0.75)


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class AuthoriseBody(_Body):
    """What an authorisation is asked with."""

    reference: str = Field(min_length=1, max_length=64)
    amount_minor: int = Field(gt=0, le=LARGEST_AMOUNT_MINOR)
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    token: str = Field(min_length=1, max_length=64)


class AmountBody(_Body):
    """What a capture or a refund is asked with."""

    amount_minor: int = Field(gt=0, le=LARGEST_AMOUNT_MINOR)


class VoidBody(_Body):
    """A void says nothing more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer; kept under its key only when it is about a payment and not a failure of ours."""

    status: int
    body: dict[str, Any]
    payment: Payment | None = None
    repeated: bool = False

    @property
    def kept(self) -> bool:
        return self.payment is not None and self.status < 500


def error(status: int, code: str, message: str, *, payment: Payment | None = None) -> Answer:
    """An answer that says no."""
    return Answer(status, {"code": code, "message": message}, payment)


def present(payment: Payment) -> dict[str, Any]:
    """A payment as the gateway shows it; the token stays inside."""
    return {
        "id": payment.id,
        "reference": payment.reference,
        "status": "declined" if payment.decline_code else "authorised",
        "decline_code": payment.decline_code,
        "currency": payment.currency,
        "amount_minor": payment.amount_minor,
        "authorised_minor": 0 if payment.decline_code else payment.amount_minor,
        "captured_minor": payment.captured_minor,
        "refunded_minor": payment.refunded_minor,
        "voided_minor": payment.voided_minor,
    }


class Desk:
    """Answers writes. Bodies are what pydantic parses; a `ValidationError` leaves as it is."""

    def __init__(self, *, book: Book, notifies: bool) -> None:
        self._book = book
        self._notifies = notifies

    def authorise(self, *, key: str, fingerprint: str, body: Any) -> Answer:
        """Hold an amount on a card."""
        return self._once(key, fingerprint, lambda: self._authorise(key, AuthoriseBody.model_validate(body)))

    def operate(
        self,
        operation: Operation,
        *,
        payment_id: str,
        key: str,
        fingerprint: str,
        body: Any,
    ) -> Answer:
        """Capture, void or refund."""
        return self._once(key, fingerprint, lambda: self._operate(operation, payment_id, body))

    def issue(self, asked: Asked, *, behaves_as: str) -> str:
        """A token for a card that was typed into the form; it pays what the form showed, and nothing else."""
        token = f"tok_form_{secrets.token_urlsafe(24)}"
        with self._book.transaction():
            self._book.issue(Issued(token, behaves_as, asked.reference, asked.currency, asked.amount_minor))
        return token

    def _once(self, key: str, fingerprint: str, work: Callable[[], Answer]) -> Answer:
        with self._book.transaction():
            if kept := self._book.find_answer(key):
                return self._repeat(kept, fingerprint)
            answer = work()
            if answer.payment is not None and answer.kept:
                body = json.dumps(answer.body)
                self._book.keep_answer(KeptAnswer(key, fingerprint, answer.payment.id, answer.status, body))
            return answer

    def _repeat(self, kept: KeptAnswer, fingerprint: str) -> Answer:
        if kept.fingerprint != fingerprint:
            return error(422, "idempotency_key_reused", "This key was used for another request.")
        payment = self._book.find_payment(kept.payment_id)
        return Answer(kept.status, json.loads(kept.body), payment, repeated=True)

    def _authorise(self, key: str, asked: AuthoriseBody) -> Answer:
        issued = self._book.find_issued(asked.token)
        if issued is not None and not _is_for(issued, asked):
            return error(400, "token_of_another_payment", "This token was issued for another payment.")
        token = issued.behaves_as if issued is not None else asked.token
        behaviour = find_behaviour(token)
        if behaviour is None:
            return error(400, "unknown_token", "Nobody issued this token.")
        if behaviour.authorise_fails_once and self._book.stumbles(f"authorise {key}"):
            return error(500, "processing_error", "Something failed here; nothing was held.")
        payment = Payment(
            id=f"pay_{uuid4().hex}",
            reference=asked.reference,
            token=token,
            currency=asked.currency,
            amount_minor=asked.amount_minor,
            decline_code=behaviour.decline_code,
        )
        self._book.save_payment(payment)
        if payment.decline_code:
            self._notify("declined", payment, amount_minor=payment.amount_minor)
            return error(402, payment.decline_code, "The card was declined.", payment=payment)
        self._notify("authorised", payment, amount_minor=payment.amount_minor)
        return Answer(201, present(payment), payment)

    def _operate(self, operation: Operation, payment_id: str, body: Any) -> Answer:
        payment = self._book.find_payment(payment_id)
        if payment is None:
            return error(404, "payment_not_found", "There is no such payment.")
        after, amount_minor = _decide(operation, payment, body)
        if isinstance(after, No):
            return error(409, after.code, after.message, payment=payment)
        if (
            operation == "capture"
            and payment.behaviour.capture_fails_once
            and self._book.stumbles(f"capture {payment.id}")
        ):
            return error(500, "processing_error", "Something failed here; nothing was captured.")
        self._book.save_payment(after)
        self._notify(PAST[operation], after, amount_minor=amount_minor)
        done = {"id": f"{operation}_{uuid4().hex}", "payment_id": payment.id, "amount_minor": amount_minor}
        return Answer(201, done, after)

    def _notify(self, event: str, payment: Payment, *, amount_minor: int) -> None:
        if not self._notifies:
            return
        notice = {
            "type": f"payment.{event}",
            "timestamp": datetime.now(UTC).isoformat(),
            "data": {**present(payment), "event_amount_minor": amount_minor},
        }
        delays = (0.0,)
        if payment.behaviour.notices_doubled:
            delays = DOUBLED_DELAYS_SECONDS.get(event, DOUBLED_DELAY_SECONDS)
        notice_id, body, now = f"msg_{uuid4().hex}", json.dumps(notice), time.time()
        for delay in delays:
            self._book.add_notice(notice_id=notice_id, body=body, due_at=now + delay)


def _is_for(issued: Issued, asked: AuthoriseBody) -> bool:
    return (issued.reference, issued.currency, issued.amount_minor) == (
        asked.reference,
        asked.currency,
        asked.amount_minor,
    )


def _decide(operation: Operation, payment: Payment, body: Any) -> tuple[Payment | No, int]:
    """The payment afterwards or the refusal, and the amount that moves."""
    if operation == "void":
        VoidBody.model_validate(body)
        return rules.void(payment), payment.amount_minor
    amount_minor = AmountBody.model_validate(body).amount_minor
    decide = rules.capture if operation == "capture" else rules.refund
    return decide(payment, amount_minor=amount_minor), amount_minor
