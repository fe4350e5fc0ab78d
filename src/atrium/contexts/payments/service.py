"""What is done to payments. Each command works on one that the caller has locked, or that is new."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from atrium.contexts.payments import store
from atrium.contexts.payments.errors import RefundTooLarge
from atrium.contexts.payments.events import (
    OperationRefused,
    PaymentAuthorised,
    PaymentCaptured,
    PaymentDeclined,
    PaymentFailed,
    PaymentRefunded,
    PaymentStarted,
    PaymentVoided,
)
from atrium.contexts.payments.model import (
    Operation,
    OperationKind,
    Payment,
    plan_give_back,
    plan_refund,
    refundable_minor,
    set_aside_minor,
)
from atrium.contexts.payments.ports import Authorised, Declined, Done, Refused, Unknown
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.vocabulary.actor import Actor

DONE_EVENTS = {"capture": PaymentCaptured, "void": PaymentVoided, "refund": PaymentRefunded}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gateway said of a started payment, and who hears it."""

    payment: Payment
    answer: Authorised | Declined
    actor: Actor

    @property
    def after(self) -> Payment:
        """The payment with the answer written on it."""
        match self.answer:
            case Authorised(gateway_id):
                return self.payment.authorised(gateway_id)
            case Declined(code):
                return replace(self.payment, state="declined", decline_code=code)


async def record(tx: Tx, payments: Sequence[Payment]) -> None:
    """Writes new payments; one statement. Tell of them with `captured_event` or `started_event`."""
    await store.insert(tx, payments)


def captured_event(payment: Payment, *, actor: str) -> events.Happening:
    """The news of money that a door took itself."""
    fact = PaymentCaptured(*_of(payment, payment.captured_minor))
    return events.happening(fact, at=payment.created_at, actor=actor)


def started_event(payment: Payment, *, actor: str) -> events.Happening:
    """The news that the gateway is about to be asked."""
    return events.happening(PaymentStarted(*_of(payment, payment.asked_minor)), at=payment.created_at, actor=actor)


def new_card_payment(*, payment_id: UUID, order_id: UUID, amount_minor: int, currency: str, now: datetime) -> Payment:
    """A payment that the gateway is about to be asked for: kept first, so that a lost answer is looked for."""
    return Payment(
        id=payment_id,
        order_id=order_id,
        method="card",
        currency=currency,
        state="started",
        reference=None,
        decline_code=None,
        asked_minor=amount_minor,
        authorised_minor=0,
        captured_minor=0,
        refunded_minor=0,
        voided_minor=0,
        created_at=now,
        changed_at=now,
    )


async def start_card(tx: Tx, payment: Payment, *, actor: Actor) -> None:
    """Writes a `new_card_payment` down, and tells of it."""
    await store.insert(tx, [payment])
    await events.append(tx, [started_event(payment, actor=actor.signature)])


async def judge(tx: Tx, verdicts: Sequence[Verdict], *, now: datetime) -> list[events.Happening]:
    """Writes down what the gateway said of locked payments; one statement. Answers the news, for the caller to tell."""
    await store.save(tx, [verdict.after for verdict in verdicts], now=now)
    return [
        events.happening(_verdict_fact(verdict.after), at=now, actor=verdict.actor.signature) for verdict in verdicts
    ]


def _verdict_fact(payment: Payment) -> events.Fact:
    if payment.state == "declined":
        return PaymentDeclined(*_of(payment, payment.asked_minor), payment.decline_code or "declined")
    return PaymentAuthorised(*_of(payment, payment.authorised_minor))


async def fail(tx: Tx, payment: Payment, *, now: datetime, actor: Actor) -> None:
    """The gateway never heard of it, and will not any more."""
    await store.save(tx, [replace(payment, state="failed")], now=now)
    await _tell(tx, PaymentFailed(*_of(payment, payment.asked_minor)), now=now, actor=actor)


async def owe_capture(tx: Tx, payment: Payment, *, amount_minor: int, reason: str, now: datetime) -> None:
    """Asks for money that is set aside, at most all of it; taken by the house as soon as the gateway answers.

    A payment that is being let go of has nothing set aside: another one paid the order.
    """
    if payment.method != "card" or not amount_minor:
        return
    known = await store.operations_of(tx, [payment.id])
    asked = min(amount_minor, set_aside_minor(payment, known))
    if asked:
        await store.save_operations(tx, [_due(payment, "capture", amount_minor=asked, reason=reason, now=now)])


async def give_back(tx: Tx, payment: Payment, *, amount_minor: int, reason: str, now: datetime, actor: Actor) -> None:
    """Lets go of or refunds an amount.

    A gateway lets go of all that is set aside or of nothing, so a part of it is only booked, and lapses. A
    door's own tender is booked at once: the door hands the money back.
    """
    known = await store.operations_of(tx, [payment.id])
    plan = plan_give_back(payment, known, amount_minor)
    untouched = not payment.captured_minor and not any(operation.kind == "capture" for operation in known)
    if plan.void_minor and untouched and plan.leaves_nothing:
        await store.save_operations(tx, [_due(payment, "void", amount_minor=plan.void_minor, reason=reason, now=now)])
    elif plan.void_minor:
        payment = await _book(tx, payment, "void", amount_minor=plan.void_minor, reason=reason, now=now, actor=actor)
    if plan.refund_minor:
        await _refund(tx, payment, amount_minor=plan.refund_minor, reason=reason, now=now, actor=actor)


async def refund(
    tx: Tx,
    payments: Sequence[Payment],
    *,
    amount_minor: int | None,
    currency: str,
    reason: str,
    now: datetime,
    actor: Actor,
) -> int:
    """Gives back what was taken, an amount or all of it, and leaves alone what is set aside; answers how much.

    `payments` are all of one order, locked. Refuses with RefundTooLarge.
    """
    known = await store.operations_of(tx, [payment.id for payment in payments])
    refundable = {
        payment.id: refundable_minor(payment, [one for one in known if one.payment_id == payment.id])
        for payment in payments
    }
    plan = plan_refund(refundable, amount_minor, currency=currency)
    if isinstance(plan, RefundTooLarge):
        raise plan
    for payment in payments:
        part = plan.get(payment.id, 0)
        if part:
            await _refund(tx, payment, amount_minor=part, reason=reason, now=now, actor=actor)
    return sum(plan.values())


async def settle(
    tx: Tx,
    payment: Payment,
    operation: Operation,
    *,
    answer: Done | Refused | Unknown,
    now: datetime,
    actor: Actor,
) -> None:
    """Writes down what the gateway said to a due operation."""
    match answer:
        case Done():
            await store.save_operations(tx, [replace(operation, state="done", done_at=now, fault=None)])
            await store.save(tx, [payment.moved(operation.kind, operation.amount_minor)], now=now)
            fact = DONE_EVENTS[operation.kind](*_of(payment, operation.amount_minor))
            await _tell(tx, fact, now=now, actor=actor, reason=operation.reason)
        case Refused(code, message):
            fault = message or code
            await store.save_operations(tx, [replace(operation, state="refused", fault=fault, done_at=now)])
            fact = OperationRefused(*_of(payment, operation.amount_minor), operation.kind, fault)
            await _tell(tx, fact, now=now, actor=actor, reason=operation.reason)
        case Unknown(reason):
            await store.save_operations(tx, [operation.later(now, reason)])


async def _refund(tx: Tx, payment: Payment, *, amount_minor: int, reason: str, now: datetime, actor: Actor) -> None:
    """Asks a card's gateway for a refund, or books what a door hands back."""
    if payment.method == "card":
        await store.save_operations(tx, [_due(payment, "refund", amount_minor=amount_minor, reason=reason, now=now)])
    else:
        await _book(tx, payment, "refund", amount_minor=amount_minor, reason=reason, now=now, actor=actor)


async def _book(
    tx: Tx,
    payment: Payment,
    kind: OperationKind,
    *,
    amount_minor: int,
    reason: str,
    now: datetime,
    actor: Actor,
) -> Payment:
    """Writes an operation that is done as soon as it is decided."""
    operation = _due(payment, kind, amount_minor=amount_minor, reason=reason, now=now)
    await store.save_operations(tx, [replace(operation, state="done", done_at=now)])
    after = payment.moved(kind, amount_minor)
    await store.save(tx, [after], now=now)
    await _tell(tx, DONE_EVENTS[kind](*_of(payment, amount_minor)), now=now, actor=actor, reason=reason)
    return after


def _due(payment: Payment, kind: OperationKind, *, amount_minor: int, reason: str, now: datetime) -> Operation:
    return Operation(
        id=new_id(),
        payment_id=payment.id,
        kind=kind,
        amount_minor=amount_minor,
        state="due",
        reason=reason,
        tries=0,
        next_try_at=now,
        fault=None,
        created_at=now,
        done_at=None,
    )


def _of(payment: Payment, amount_minor: int) -> tuple[UUID, UUID, str, int, str]:
    return payment.order_id, payment.id, payment.method, amount_minor, payment.currency


async def _tell(tx: Tx, fact: events.Fact, *, now: datetime, actor: Actor, reason: str | None = None) -> None:
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature, reason=reason)])
