"""Promising the stock of decided drafts under lock, and writing everything that makes them orders."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from atrium.contexts import carts, fulfilment, inventory, orders, payments
from atrium.contexts.fulfilment import Decision, Fulfilment, FulfilmentLine
from atrium.flows.place_orders.draft import Draft
from atrium.flows.place_orders.promising import Told
from atrium.flows.place_orders.request import Present
from atrium.kit import events, idempotency
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.readmodels.source_map import SourceMap


@dataclass(frozen=True, slots=True)
class Sourced:
    """A draft and where its lines shall come from."""

    draft: Draft
    decisions: list[Decision]

    @property
    def unpaid(self) -> bool:
        return self.draft.asked.payment is None

    def located(self) -> orders.Order:
        """The order, knowing where it is worked on."""
        places = tuple(dict.fromkeys(decision.location for decision in self.decisions))
        return replace(self.draft.order, locations=places)

    def promise(self) -> inventory.Promise:
        asks = [
            inventory.Ask(inventory.Key(part.sku, decision.location), part.quantity)
            for decision in self.decisions
            for part in decision.parts
        ]
        return inventory.Promise(asks, as_hold=self.unpaid)


@dataclass(frozen=True, slots=True)
class Ready:
    """An order whose stock is certain: all that is to be written of it."""

    sourced: Sourced
    order: orders.Order
    fulfilments: tuple[Fulfilment, ...]


async def promise(tx: Tx, wanted: Sequence[Sourced]) -> tuple[list[bool], inventory.Plan]:
    """Locks the stock and says for each draft whether its promise can be given."""
    promises = [sourced.promise() for sourced in wanted]
    levels = await inventory.lock_levels(tx, {ask.key for promise in promises for ask in promise.asks})
    plan = inventory.plan_promises(levels, promises)
    return [refusal is None for refusal in plan.answers], plan


async def write(
    tx: Tx, wanted: Sequence[Sourced], plan: inventory.Plan, *, source_map: SourceMap, present: Present, now: datetime
) -> list[str]:
    """Writes certain orders, the stock last; answers for each what the door is told."""
    told = Told(source_map, now)
    ready = [Ready(sourced, sourced.located(), tuple(_fulfilments(sourced, told))) for sourced in wanted]
    answers = [_answer(one, present) for one in ready]
    keys = [(one.sourced.draft.asked.key, answer) for one, answer in zip(ready, answers, strict=True)]
    await idempotency.keep(tx, [(key, answer) for key, answer in keys if key is not None], now=now)
    await _write(tx, ready, plan, now=now)
    return answers


def _answer(one: Ready, present: Present) -> str:
    """What the door is told; a cart's holder is shown the order itself."""
    if one.sourced.draft.asked.cart is not None:
        return ""
    return present(one.order, one.fulfilments, _held_until(one.sourced))


async def _write(tx: Tx, ready: Sequence[Ready], plan: inventory.Plan, *, now: datetime) -> None:
    money = [payment for one in ready for payment in _payments(one.sourced.draft, now)]
    await carts.close(
        tx, [one.sourced.draft.asked.cart.cart_id for one in ready if one.sourced.draft.asked.cart], now=now
    )
    await orders.capture(tx, [one.order for one in ready])
    await fulfilment.create(tx, [work for one in ready for work in one.fulfilments])
    await payments.record(tx, money)
    await events.append(tx, _happenings(ready, money, plan, now))
    await inventory.apply_holds(tx, [hold for one in ready if one.sourced.unpaid for hold in _holds(one)], now=now)
    await inventory.apply_reservations(
        tx, [kept for one in ready if not one.sourced.unpaid for kept in _reservations(one)], now=now
    )


def _fulfilments(sourced: Sourced, told: Told) -> list[Fulfilment]:
    order = sourced.draft.order
    return [
        Fulfilment(
            id=new_id(),
            order_id=order.id,
            order_number=order.number,
            location=decision.location,
            mode=order.line(decision.parts[0].line_number).mode,
            state="planned" if sourced.unpaid else "queued",
            reason=decision.reason,
            decision=decision.considered,
            handover_code=None,
            wrong_codes=0,
            tracking=None,
            created_at=told.now,
            changed_at=told.now,
            promised_by=told.promised_by(sourced.draft, decision),
            lines=tuple(
                FulfilmentLine(part.line_number, part.sku, order.line(part.line_number).title, part.quantity)
                for part in decision.parts
            ),
        )
        for decision in sourced.decisions
    ]


def _reservations(one: Ready) -> list[inventory.Reservation]:
    return [
        inventory.Reservation(
            new_id(), work.order_id, line.line_number, work.id, line.sku, work.location, line.quantity
        )
        for work in one.fulfilments
        for line in work.lines
    ]


def _holds(one: Ready) -> list[inventory.Hold]:
    until = one.sourced.draft.asked.hold_until
    return [
        inventory.Hold(
            new_id(), work.order_id, line.line_number, work.id, line.sku, work.location, line.quantity, until
        )
        for work in one.fulfilments
        for line in work.lines
    ]


def _payments(draft: Draft, now: datetime) -> list[payments.Payment]:
    """The money that the door took, or the card payment that the gateway is about to be asked for."""
    if draft.asked.payment is not None:
        return [_external(draft, draft.asked.payment.reference, now)]
    if draft.asked.cart is None:
        return []
    return [
        payments.new_card_payment(
            payment_id=draft.asked.cart.payment_id,
            order_id=draft.order.id,
            amount_minor=draft.order.total_minor,
            currency=draft.order.currency,
            now=now,
        )
    ]


def _external(draft: Draft, reference: str | None, now: datetime) -> payments.Payment:
    return payments.Payment(
        id=new_id(),
        order_id=draft.order.id,
        method="external",
        currency=draft.order.currency,
        state="captured",
        reference=reference,
        decline_code=None,
        asked_minor=draft.order.total_minor,
        authorised_minor=draft.order.total_minor,
        captured_minor=draft.order.total_minor,
        refunded_minor=0,
        voided_minor=0,
        created_at=now,
        changed_at=now,
    )


def _happenings(
    ready: Sequence[Ready], money: Sequence[payments.Payment], plan: inventory.Plan, now: datetime
) -> list[events.Happening]:
    signatures = {one.order.id: one.sourced.draft.asked.actor.signature for one in ready}
    happenings = [orders.captured_event(one.order, actor=signatures[one.order.id]) for one in ready]
    happenings += [
        fulfilment.created_event(work, actor=signatures[work.order_id]) for one in ready for work in one.fulfilments
    ]
    happenings += [_news_of(payment, signatures[payment.order_id]) for payment in money]
    by = next(iter(signatures.values())) if len(set(signatures.values())) == 1 else "several doors"
    return happenings + inventory.promised_events(plan.after, now=now, actor=by)


def _news_of(payment: payments.Payment, actor: str) -> events.Happening:
    if payment.state == "started":
        return payments.started_event(payment, actor=actor)
    return payments.captured_event(payment, actor=actor)


def _held_until(sourced: Sourced) -> datetime | None:
    return sourced.draft.asked.hold_until if sourced.unpaid else None
