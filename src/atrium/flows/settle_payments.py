"""What the gateway still owes an answer to: due captures, voids and refunds, and authorisations that fell silent."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from atrium.contexts import payments
from atrium.flows.confirm_payments import Heard
from atrium.flows.pay_order import CardDesk
from atrium.kit.db import Database, Tx
from atrium.kit.refusals import Refusal
from atrium.vocabulary.actor import HOUSE

LEASE = timedelta(seconds=30)
ANSWERED_WITHIN = timedelta(seconds=15)
GIVEN_UP_AFTER = timedelta(seconds=90)
"""Longer than a request may be under way: ten seconds of our patience, and a minute of the gateway's."""
AT_ONCE = 8

log = structlog.get_logger()


async def settle_payments(database: Database, desk: CardDesk, *, clock: Callable[[], datetime]) -> int:
    """Asks for everything that is due now; answers how much there was. Safe to run anywhere, any number of times."""
    now = clock()
    async with database.transaction() as tx:
        due = await payments.list_due(tx, now=now, lease_until=now + LEASE)
    async with database.reading() as tx:
        silent = await payments.list_unanswered(tx, before=now - ANSWERED_WITHIN)
    turn = asyncio.Semaphore(AT_ONCE)

    async def in_turn(work: Awaitable[None], about: UUID) -> None:
        async with turn:
            try:
                await work
            except Exception:  # One payment's fault must not keep the others from their answers.
                log.exception("settle_payments.failed", about=str(about))

    async with asyncio.TaskGroup() as group:
        for operation in due:
            group.create_task(in_turn(_settle(database, desk.gateway, operation, clock=clock), operation.id))
        for payment in silent:
            group.create_task(in_turn(_find(database, desk, payment, clock=clock), payment.id))
    return len(due) + len(silent)


async def _settle(
    database: Database, gateway: payments.Gateway, operation: payments.Operation, *, clock: Callable[[], datetime]
) -> None:
    async with database.reading() as tx:
        payment = await payments.get_payment(tx, operation.payment_id)
    answer = await _ask(gateway, payment.reference or "", operation)
    async with database.transaction() as tx:
        await _write(tx, operation, answer, now=clock())


async def _ask(
    gateway: payments.Gateway, gateway_id: str, operation: payments.Operation
) -> payments.Done | payments.Refused | payments.Unknown:
    match operation.kind:
        case "capture":
            return await gateway.capture(
                operation=operation.id, gateway_id=gateway_id, amount_minor=operation.amount_minor
            )
        case "refund":
            return await gateway.refund(
                operation=operation.id, gateway_id=gateway_id, amount_minor=operation.amount_minor
            )
        case "void":
            return await gateway.void(operation=operation.id, gateway_id=gateway_id)


async def _write(
    tx: Tx,
    operation: payments.Operation,
    answer: payments.Done | payments.Refused | payments.Unknown,
    *,
    now: datetime,
) -> None:
    payment = await payments.lock_payment(tx, operation.payment_id)
    present = await payments.get_operation(tx, operation.id)
    if payment is None or present.state != "due":
        return
    await payments.settle(tx, payment, present, answer=answer, now=now, actor=HOUSE)


async def _find(
    database: Database, desk: CardDesk, payment: payments.Payment, *, clock: Callable[[], datetime]
) -> None:
    answer = await desk.gateway.find(reference=payment.id)
    match answer:
        case payments.Authorised() | payments.Declined():
            # A refusal is the truth that was looked for, and is written down: nobody waits to hear it.
            with suppress(Refusal):
                await desk.confirm(Heard(payment.id, payment.order_id, answer, HOUSE))
        case payments.NotSeen() if clock() - payment.created_at > GIVEN_UP_AFTER:
            async with database.transaction() as tx:
                present = await payments.lock_payment(tx, payment.id)
                if present is not None and present.state == "started":
                    await payments.fail(tx, present, now=clock(), actor=HOUSE)
        case _:
            return
