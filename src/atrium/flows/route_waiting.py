"""Waiting lines get a location again: after a short pick, when stock has come, or as the shopper chose."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from atrium.contexts import fulfilment, inventory, orders
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.readmodels.source_map import Ranking, SourceMap
from atrium.vocabulary.actor import Actor
from atrium.vocabulary.mode import Mode


@dataclass(frozen=True, slots=True)
class Route:
    """How waiting lines shall go: which, by which mode, from which locations."""

    lines: Sequence[orders.Line]
    mode: Mode
    ranking: Ranking
    not_from: Collection[str] = ()
    because: str = ""
    """Why somebody moved them, added to the reason of each choice."""
    leaving: Collection[inventory.Key] = ()
    """Stock rows that the units leave, locked in one go with those that they come to."""


async def route_waiting(
    tx: Tx, order: orders.Order, route: Route, *, source_map: SourceMap, now: datetime, actor: Actor
) -> orders.Order:
    """Routes as many waiting units as the network can promise; the rest goes on waiting. The order is locked."""
    decisions = await _decide(tx, route, source_map)
    decisions, after = await _certain(tx, decisions, leaving=route.leaving)
    if not decisions:
        return order
    work = [_fulfilment(order, decision, route, now) for decision in decisions]
    await fulfilment.create(tx, work)
    news = [fulfilment.created_event(one, actor=actor.signature) for one in work]
    news += inventory.promised_events(after, now=now, actor=actor.signature, cause="routed")
    await events.append(tx, news)
    quantities: dict[int, int] = {}
    for line in (line for one in work for line in one.lines):
        quantities[line.line_number] = quantities.get(line.line_number, 0) + line.quantity
    resumed = await orders.resume(tx, order, quantities, at=[one.location for one in work], now=now, actor=actor)
    await inventory.apply_reservations(tx, [kept for one in work for kept in _reservations(one)], now=now)
    return resumed


def refuse_leftovers(route: Route, before: orders.Order, after: orders.Order, location: str | None) -> None:
    """Refuses when fewer units found a location than the route wanted to."""
    for line in route.lines:
        routed = before.line(line.number).waiting - after.line(line.number).waiting
        if routed < line.waiting:
            raise inventory.InsufficientStock(line.sku, line.waiting, routed, location, "location")


async def _decide(tx: Tx, route: Route, source_map: SourceMap) -> list[fulfilment.Decision]:
    places = [place for place in route.ranking.locations if place not in route.not_from]
    needs = [fulfilment.Need(line.number, line.sku, line.waiting) for line in route.lines]
    wants = [inventory.Want(need.line_number, need.sku, 0) for need in needs]
    found = await inventory.find_candidates(tx, wants, {0: places})
    candidates = {
        number: [
            fulfilment.Candidate(
                one.location,
                source_map.name(one.location),
                one.available,
                route.ranking.distances_km.get(one.location),
            )
            for one in ranked
        ]
        for number, ranked in found.items()
    }
    decisions, _ = fulfilment.choose_sources(needs, candidates, chosen_by_shopper=route.ranking.chosen_by_shopper)
    return decisions


async def _certain(
    tx: Tx, decisions: list[fulfilment.Decision], *, leaving: Collection[inventory.Key]
) -> tuple[list[fulfilment.Decision], Mapping[inventory.Key, inventory.Level]]:
    """Those decisions whose stock is still there under lock, and the stock as they leave it."""
    promises = [
        inventory.Promise([inventory.Ask(inventory.Key(p.sku, decision.location), p.quantity) for p in decision.parts])
        for decision in decisions
    ]
    levels = await inventory.lock_levels(tx, {*leaving, *(ask.key for promise in promises for ask in promise.asks)})
    plan = inventory.plan_promises(levels, promises)
    certain = [decision for decision, refusal in zip(decisions, plan.answers, strict=True) if refusal is None]
    return certain, plan.after


def _fulfilment(
    order: orders.Order, decision: fulfilment.Decision, route: Route, now: datetime
) -> fulfilment.Fulfilment:
    return fulfilment.Fulfilment(
        id=new_id(),
        order_id=order.id,
        order_number=order.number,
        location=decision.location,
        mode=route.mode,
        state="queued",
        reason=f"{decision.reason} {route.because}".rstrip(),
        decision=decision.considered,
        handover_code=None,
        wrong_codes=0,
        tracking=None,
        created_at=now,
        changed_at=now,
        lines=tuple(
            fulfilment.FulfilmentLine(part.line_number, part.sku, order.line(part.line_number).title, part.quantity)
            for part in decision.parts
        ),
    )


def _reservations(work: fulfilment.Fulfilment) -> list[inventory.Reservation]:
    return [
        inventory.Reservation(
            new_id(), work.order_id, line.line_number, work.id, line.sku, work.location, line.quantity
        )
        for line in work.lines
    ]
