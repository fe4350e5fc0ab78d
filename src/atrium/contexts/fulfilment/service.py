"""What is done to fulfilments. Each command works on one that the caller has locked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from atrium.contexts.fulfilment import store
from atrium.contexts.fulfilment.events import (
    FulfilmentCancelled,
    FulfilmentQueued,
    FulfilmentRouted,
    GoodsHandedOver,
    GoodsPacked,
    GoodsPicked,
    GoodsReady,
    GoodsShipped,
    WrongCodeShown,
)
from atrium.contexts.fulfilment.model import Fulfilment, Pick
from atrium.contexts.fulfilment.store import Planned
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.vocabulary.actor import Actor


async def create(tx: Tx, fulfilments: Sequence[Fulfilment]) -> None:
    """Writes routed fulfilments; one statement. The caller tells of them with `created_event`."""
    if fulfilments:
        await store.insert(tx, fulfilments)


def created_event(work: Fulfilment, *, actor: str) -> events.Happening:
    """The news of a routed fulfilment, with the reason of the choice."""
    quantities = {line.line_number: line.quantity for line in work.lines}
    fact = FulfilmentRouted(work.order_id, work.id, work.location, work.mode, work.state, quantities)
    return events.happening(fact, at=work.created_at, actor=actor, reason=work.reason)


async def queue_planned(
    tx: Tx, planned: Sequence[Planned], *, now: datetime, actors: Mapping[UUID, Actor]
) -> list[events.Happening]:
    """Orders are paid: what was planned for them, locked by `lock_planned`, goes into its location's queue.

    One statement. Answers the news, each in the name of its order's actor, for the caller to tell.
    """
    if planned:
        await store.queue_planned(tx, [work.id for work in planned], now=now)
    return [
        events.happening(
            FulfilmentQueued(work.order_id, work.id, work.location), at=now, actor=actors[work.order_id].signature
        )
        for work in planned
    ]


async def cancel_planned(tx: Tx, orders: Sequence[UUID], *, now: datetime, actor: Actor) -> None:
    """These orders will not be paid: their planned fulfilments end; one statement, and the news."""
    ended = await store.cancel_planned(tx, orders, now=now)
    facts = [FulfilmentCancelled(work.order_id, work.id, work.location, {}, "cancelled") for work in ended]
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature) for fact in facts])


async def pick(tx: Tx, work: Fulfilment, picks: Sequence[Pick], *, now: datetime, actor: Actor) -> Fulfilment:
    """Records what was found and what was not."""
    after = work.picked_with(picks)
    short = {line.line_number: line.short for line in after.lines if line.short}
    reasons = sorted({found.short_reason for found in picks if found.short_reason})
    fact = GoodsPicked(*_of(work), after.picked, short)
    return await _record(tx, after, fact, now=now, actor=actor, reason="; ".join(reasons) or None)


async def pack(tx: Tx, work: Fulfilment, *, now: datetime, actor: Actor) -> Fulfilment:
    """Closes the parcel."""
    return await _record(tx, work.packed(), GoodsPacked(*_of(work)), now=now, actor=actor)


async def ship(tx: Tx, work: Fulfilment, *, tracking: str | None, now: datetime, actor: Actor) -> Fulfilment:
    """Gives the parcel to the carrier."""
    return await _record(tx, work.shipped(tracking), GoodsShipped(*_of(work), tracking), now=now, actor=actor)


async def make_ready(tx: Tx, work: Fulfilment, *, code: str, now: datetime, actor: Actor) -> Fulfilment:
    """Lays the goods at the counter under a code."""
    return await _record(tx, work.ready(code), GoodsReady(*_of(work)), now=now, actor=actor)


async def hand_over(tx: Tx, work: Fulfilment, *, now: datetime, actor: Actor) -> Fulfilment:
    """Gives the goods to the shopper, whose code the caller has checked."""
    return await _record(tx, work.handed_over(), GoodsHandedOver(*_of(work)), now=now, actor=actor)


async def refuse_code(tx: Tx, work: Fulfilment, *, now: datetime, actor: Actor) -> Fulfilment:
    """Counts a wrong code; the caller commits it although the hand-over is refused."""
    after = replace(work, wrong_codes=work.wrong_codes + 1)
    return await _record(tx, after, WrongCodeShown(*_of(work), after.wrong_codes), now=now, actor=actor)


async def cancel_lines(
    tx: Tx, work: Fulfilment, quantities: Mapping[int, int], *, now: datetime, actor: Actor, reason: str
) -> Fulfilment:
    """Takes units that are not yet picked off the work; without any left, the fulfilment ends."""
    after = work.without(quantities)
    fact = FulfilmentCancelled(*_of(work), dict(quantities), after.state)
    return await _record(tx, after, fact, now=now, actor=actor, reason=reason)


def _of(work: Fulfilment) -> tuple[UUID, UUID, str]:
    return work.order_id, work.id, work.location


async def _record(
    tx: Tx, work: Fulfilment, fact: events.Fact, *, now: datetime, actor: Actor, reason: str | None = None
) -> Fulfilment:
    await store.save(tx, [work], now=now)
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature, reason=reason)])
    return work
