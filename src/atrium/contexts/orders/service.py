"""What is done to orders. Each command works on an order that the caller has locked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from atrium.contexts.orders import store
from atrium.contexts.orders.events import (
    GoodwillGranted,
    LinesCancelled,
    LinesFulfilled,
    LinesResumed,
    LinesWaiting,
    OrderAwaitsPayment,
    OrderClaimed,
    OrderExpired,
    OrderPaid,
    OrderPlaced,
    WorkStarted,
)
from atrium.contexts.orders.model import Order, WaitingFor
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.vocabulary.actor import Actor


async def capture(tx: Tx, orders: Sequence[Order]) -> None:
    """Puts new orders into the book; one statement. The caller tells of them with `captured_event`."""
    if orders:
        await store.insert(tx, orders)


def captured_event(order: Order, *, actor: str) -> events.Happening:
    """The news of a captured order."""
    shape = OrderAwaitsPayment if order.state == "awaiting_payment" else OrderPlaced
    lines = tuple(
        {"sku": line.sku, "quantity": line.quantity, "mode": line.mode, "pickup_location": line.pickup_location}
        for line in order.lines
    )
    fact = shape(order.id, order.number, order.channel, order.total_minor, order.currency, lines)
    return events.happening(fact, at=order.placed_at, actor=actor)


async def pay(tx: Tx, orders: Sequence[UUID], *, now: datetime, actors: Sequence[Actor]) -> list[events.Happening]:
    """Money came for these orders, locked and awaiting it; one statement. Answers the news, for the caller to tell."""
    if orders:
        await store.pay(tx, orders, now=now)
    return [
        events.happening(OrderPaid(order), at=now, actor=actor.signature)
        for order, actor in zip(orders, actors, strict=True)
    ]


async def claim(tx: Tx, *, email: str, shopper: UUID, now: datetime, actor: Actor) -> list[UUID]:
    """What a guest bought in the web shop under a proven e-mail address becomes the shopper's; answers the orders."""
    claimed = await store.claim(tx, email=email, shopper=shopper, now=now)
    facts = [OrderClaimed(order, shopper) for order in claimed]
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature) for fact in facts])
    return claimed


async def expire(tx: Tx, orders: Sequence[UUID], *, now: datetime, actor: Actor) -> None:
    """The holds of these orders, locked by `lock_awaiting`, ran out."""
    await store.expire(tx, orders, now=now)
    facts = [OrderExpired(order) for order in orders]
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature) for fact in facts])


async def start_work(tx: Tx, order: Order, *, now: datetime, actor: Actor) -> Order:
    """Somebody has begun to pick; does nothing when somebody had before."""
    if order.state == "in_progress":
        return order
    return await _record(tx, order.started(), WorkStarted(order.id), now=now, actor=actor)


async def fulfil(tx: Tx, order: Order, quantities: Mapping[int, int], *, now: datetime, actor: Actor) -> Order:
    """Units of these lines, by number, reached the shopper or the carrier."""
    after = order.fulfilled(quantities)
    return await _record(tx, after, LinesFulfilled(order.id, dict(quantities), after.state), now=now, actor=actor)


async def mark_waiting(
    tx: Tx,
    order: Order,
    quantities: Mapping[int, int],
    *,
    waiting_for: Mapping[int, WaitingFor],
    now: datetime,
    actor: Actor,
    reason: str,
) -> Order:
    """Units of these lines have no location for now."""
    after = order.short(quantities, waiting_for)
    fact = LinesWaiting(order.id, dict(quantities), dict(waiting_for))
    return await _record(tx, after, fact, now=now, actor=actor, reason=reason)


async def resume(
    tx: Tx, order: Order, quantities: Mapping[int, int], *, at: Sequence[str], now: datetime, actor: Actor
) -> Order:
    """Waiting units of these lines have locations again."""
    after = order.resumed(quantities, at=at)
    return await _record(tx, after, LinesResumed(order.id, dict(quantities)), now=now, actor=actor)


async def cancel(
    tx: Tx, order: Order, quantities: Mapping[int, int], *, now: datetime, actor: Actor, reason: str
) -> Order:
    """Units of these lines will not come."""
    after = order.cancelled(quantities)
    fact = LinesCancelled(order.id, dict(quantities), after.state)
    return await _record(tx, after, fact, now=now, actor=actor, reason=reason)


async def grant_goodwill(tx: Tx, order: Order, *, amount_minor: int, now: datetime, actor: Actor, reason: str) -> Order:
    """Money goes back although the goods stay; the book keeps how much, so that it agrees with the payments."""
    await store.add_goodwill(tx, order.id, amount_minor=amount_minor, now=now)
    fact = GoodwillGranted(order.id, amount_minor, order.currency)
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature, reason=reason)])
    return replace(order, goodwill_minor=order.goodwill_minor + amount_minor)


async def _record(
    tx: Tx, order: Order, fact: events.Fact, *, now: datetime, actor: Actor, reason: str | None = None
) -> Order:
    await store.save(tx, order, now=now)
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature, reason=reason)])
    return order
