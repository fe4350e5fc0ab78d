"""What is done to fulfilments. Each command works on one that the caller has locked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from atrium.contexts.fulfilment import picking, store
from atrium.contexts.fulfilment.events import (
    FulfilmentCancelled,
    FulfilmentQueued,
    FulfilmentRouted,
    GoodsHandedOver,
    GoodsPacked,
    GoodsPicked,
    GoodsReady,
    GoodsShipped,
    PickBegun,
    PickLeft,
    WrongCodeShown,
)
from atrium.contexts.fulfilment.model import Fulfilment, Pick, Picking
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


async def begin_pick(tx: Tx, work: Fulfilment, *, now: datetime, actor: Actor, take_over: bool = False) -> Fulfilment:
    """Says who picks this, so that others choose other work; whoever has it already keeps it.

    Refuses with PickedByAnother, unless it is taken over with what was counted so far.
    """
    after = picking.begun(work, Picking(actor.id, actor.name, now), take_over=take_over)
    if after is work:
        return work
    before = work.picking.picker if work.picking else None
    return await _record(tx, after, PickBegun(*_of(work), actor.name, before), now=now, actor=actor)


async def leave_pick(tx: Tx, work: Fulfilment, *, now: datetime, actor: Actor) -> Fulfilment:
    """Everything is put back on its shelf, and the pick left to others."""
    after = picking.left(work, by=actor.id)
    if after is work:
        return work
    return await _record(tx, after, PickLeft(*_of(work), actor.name), now=now, actor=actor)


async def count(tx: Tx, work: Fulfilment, line_number: int, units: int, *, now: datetime, actor: Actor) -> Fulfilment:
    """Counts units of a line that its picker found, or, below nothing, put back; nobody is told."""
    work = await begin_pick(tx, work, now=now, actor=actor)
    return await _keep(tx, picking.counted(work, line_number, units), now=now)


async def scan(tx: Tx, work: Fulfilment, sku: str, title: str, *, now: datetime, actor: Actor) -> Fulfilment:
    """Counts a unit of an item that its picker scanned; refuses with NotOnTheList or NoMoreWanted."""
    work = await begin_pick(tx, work, now=now, actor=actor)
    return await _keep(tx, picking.scanned(work, sku, title), now=now)


async def miss(
    tx: Tx, work: Fulfilment, line_number: int, reason: str | None, *, now: datetime, actor: Actor
) -> Fulfilment:
    """Notes why the rest of a line is missing, or with None that somebody looks for it again."""
    work = await begin_pick(tx, work, now=now, actor=actor)
    return await _keep(tx, picking.missed(work, line_number, reason), now=now)


async def pick(tx: Tx, work: Fulfilment, picks: Sequence[Pick] | None, *, now: datetime, actor: Actor) -> Fulfilment:
    """Records what was found and what was not: what is said, or with None what was counted.

    Refuses with PickedByAnother, and with PickUnfinished where a count leaves something open.
    """
    picking.check_picker(work, by=actor.id)
    picks = picking.picks(work) if picks is None else picks
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


async def make_ready(
    tx: Tx, work: Fulfilment, *, code: str, now: datetime, actor: Actor, bay: str | None = None
) -> Fulfilment:
    """Lays the goods at the counter under a code."""
    after = work.ready(code, bay)
    return await _record(tx, after, GoodsReady(*_of(work), after.bay), now=now, actor=actor)


async def renew_code(tx: Tx, work: Fulfilment, *, code: str, now: datetime, actor: Actor, reason: str) -> Fulfilment:
    """Gives ready goods another code, and says once more that they are ready, so that the shopper hears of it."""
    return await _record(tx, work.with_code(code), GoodsReady(*_of(work)), now=now, actor=actor, reason=reason)


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


async def _keep(tx: Tx, work: Fulfilment, *, now: datetime) -> Fulfilment:
    await store.save(tx, [work], now=now)
    return work


async def _record(
    tx: Tx, work: Fulfilment, fact: events.Fact, *, now: datetime, actor: Actor, reason: str | None = None
) -> Fulfilment:
    await store.save(tx, [work], now=now)
    await events.append(tx, [events.happening(fact, at=now, actor=actor.signature, reason=reason)])
    return work
