"""The gateway has answered: each order becomes placed, or its money is let go; never both, never neither."""

from asyncio import gather
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from atrium.contexts import fulfilment, inventory, orders, payments
from atrium.kit import events
from atrium.kit.db import Database, Tx
from atrium.kit.refusals import Refusal
from atrium.vocabulary.actor import Actor

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Heard:
    """What the gateway said of a started payment, and in whose name it was asked."""

    payment_id: UUID
    order_id: UUID
    answer: payments.Authorised | payments.Declined
    actor: Actor


@dataclass(slots=True)
class _Decided:
    """What becomes of a batch: all answers of the gateway, the orders that they pay, and money that came too late."""

    verdicts: list[payments.Verdict] = field(default_factory=list[payments.Verdict])
    paid: dict[UUID, Actor] = field(default_factory=dict[UUID, Actor])
    late: list[tuple[payments.Verdict, orders.State]] = field(
        default_factory=list[tuple[payments.Verdict, orders.State]]
    )


async def confirm_payments(database: Database, heard: Sequence[Heard], *, now: datetime) -> list[Refusal | None]:
    """Writes down what the gateway answered; for each, in order, None when its order is paid, else why not.

    Done twice, it changes nothing and says the same. Money that comes after the payment was given up still counts.
    Statements do not grow with the number of payments, but for money that came too late.
    """
    return await database.commit(lambda tx: _confirm(tx, heard, now=now), pipelined=True)


async def _confirm(tx: Tx, heard: Sequence[Heard], *, now: datetime) -> list[Refusal | None]:
    ids = sorted({one.order_id for one in heard})
    # Locked in the written order, in one message.
    states, planned, known = await gather(
        orders.lock_states(tx, ids),
        fulfilment.lock_planned(tx, ids),
        payments.lock_payments(tx, sorted({one.payment_id for one in heard})),
        return_exceptions=True,
    )
    decided = _Decided()
    answers = [_decide(one, _or_raise(states), _or_raise(known), decided) for one in heard]
    await _write(tx, decided, _or_raise(planned), now=now)
    return answers


def _decide(
    one: Heard, states: dict[UUID, orders.State], known: dict[UUID, payments.Payment], decided: _Decided
) -> Refusal | None:
    """The answer for one; what it changes is seen by those after it in the batch."""
    state, present = states.get(one.order_id), known.get(one.payment_id)
    if state is None:
        return orders.OrderNotFound(one.order_id)
    if present is None or present.state not in ("started", "failed"):
        return _said_before(one.order_id, state, present)
    verdict = payments.Verdict(present, one.answer, one.actor)
    decided.verdicts.append(verdict)
    known[present.id] = verdict.after
    if isinstance(one.answer, payments.Declined):
        return payments.CardDeclined(one.answer.code)
    if state != "awaiting_payment":
        decided.late.append((verdict, state))
        return orders.OrderClosed(one.order_id, state, "paid")
    decided.paid[one.order_id] = one.actor
    states[one.order_id] = "placed"
    return None


async def _write(tx: Tx, decided: _Decided, planned: Sequence[fulfilment.Planned], *, now: datetime) -> None:
    if not decided.verdicts:
        return
    paid = decided.paid
    news = await payments.judge(tx, decided.verdicts, now=now)
    for verdict, state in decided.late:
        await payments.give_back(
            tx,
            verdict.after,
            amount_minor=verdict.after.authorised_minor,
            reason=f"the order was {state} when the payment arrived",
            now=now,
            actor=verdict.actor,
        )
    if paid:
        news += await orders.pay(tx, list(paid), now=now, actors=list(paid.values()))
        begun = [work for work in planned if work.order_id in paid]
        news += await fulfilment.queue_planned(tx, begun, now=now, actors=paid)
        news += await _keep_holds(tx, paid, now=now)
    await events.append(tx, news)


async def _keep_holds(tx: Tx, paid: dict[UUID, Actor], *, now: datetime) -> list[events.Happening]:
    signatures = {actor.signature for actor in paid.values()}
    by = signatures.pop() if len(signatures) == 1 else "several doors"
    kept = await inventory.keep_holds(tx, sorted(paid), now=now, actor=by)
    if kept.orders != paid.keys():
        raise RuntimeError(f"orders await payment and hold nothing: {sorted(paid.keys() - kept.orders)}")
    return kept.news


def _said_before(order_id: UUID, state: orders.State, payment: payments.Payment | None) -> Refusal | None:
    """What became of a payment whose answer somebody else has written down."""
    if payment is not None and payment.state == "declined":
        return payments.CardDeclined(payment.decline_code or "declined")
    if state in ("awaiting_payment", "expired", "cancelled"):
        return orders.OrderClosed(order_id, state, "paid")
    return None


def _or_raise(answer: T | BaseException) -> T:
    if isinstance(answer, BaseException):
        raise answer
    return answer
