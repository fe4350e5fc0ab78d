"""Which location an order's lines come from, and why. Pure.

The rules, in order: the place that the shopper chose; one parcel rather than two; a distribution centre
rather than a store; the nearest; and only when nothing else is left, a line split between places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Candidate:
    """A location that can promise some of a line; they come ranked, best first."""

    location: str
    name: str
    available: int
    distance_km: float | None


@dataclass(frozen=True, slots=True)
class Need:
    """A line that wants a source."""

    line_number: int
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Part:
    """So many units of a line from a location."""

    line_number: int
    sku: str
    quantity: int
    location: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What one location is to do, why in a sentence, and the facts that were weighed."""

    location: str
    parts: tuple[Part, ...]
    reason: str
    considered: tuple[dict[str, object], ...]


def choose_sources(
    needs: Sequence[Need], candidates: Mapping[int, Sequence[Candidate]], *, chosen_by_shopper: bool
) -> tuple[list[Decision], list[Need]]:
    """Decisions, one per location, and what nobody can promise. `candidates` are by line number, ranked."""
    parts, missing = _allocate(needs, candidates)
    ranked = [candidate for need in needs for candidate in candidates.get(need.line_number, ())]
    places = {candidate.location: candidate for candidate in reversed(ranked)}
    considered = tuple(_seen(places[location]) for location in dict.fromkeys(one.location for one in ranked))
    wanted = sum(need.quantity for need in needs)
    decisions: list[Decision] = []
    for location in dict.fromkeys(part.location for part in parts):
        mine = tuple(part for part in parts if part.location == location)
        whole = sum(part.quantity for part in mine) == wanted
        reason = _reason(places[location], whole=whole, chosen_by_shopper=chosen_by_shopper, seen=len(places))
        decisions.append(Decision(location, mine, reason, considered))
    return decisions, missing


def _allocate(needs: Sequence[Need], candidates: Mapping[int, Sequence[Candidate]]) -> tuple[list[Part], list[Need]]:
    """Takes from the location that serves the most whole lines, then the most units, until nothing is left."""
    left = _stock(needs, candidates)
    open_: list[Need] = list(needs)
    taken: list[Part] = []
    while open_ and left:
        location = _best(left, open_, {part.location for part in taken})
        parts = _take(left[location], open_, location)
        if not parts:
            break
        for part in parts:
            left[location][part.sku] -= part.quantity
        taken += parts
        open_ = _without(open_, parts)
    return taken, open_


def _best(left: Mapping[str, Mapping[str, int]], wanted: Sequence[Need], used: set[str]) -> str:
    """Who serves the most whole lines, then the most units, then has a part already; the ranking breaks ties."""
    everything = (len(wanted), sum(need.quantity for need in wanted))
    best: tuple[int, int, bool] = (-1, -1, False)
    chosen = ""
    for place, stock in left.items():
        whole, units = _covers(stock, wanted)
        if (whole, units, place in used) > best:
            best, chosen = (whole, units, place in used), place
            if not used and (whole, units) == everything:
                break  # Nobody who comes later can serve more.
    return chosen


def _take(stock: Mapping[str, int], wanted: Sequence[Need], location: str) -> list[Part]:
    """The whole lines that a location can serve; where there is none, what it has of any. Lines share stock."""
    left, whole, some = dict(stock), list[Part](), list[Part]()
    for need in wanted:
        if need.quantity <= left.get(need.sku, 0):
            left[need.sku] -= need.quantity
            whole.append(Part(need.line_number, need.sku, need.quantity, location))
    for need in () if whole else wanted:
        units = min(need.quantity, left.get(need.sku, 0))
        if units:
            left[need.sku] -= units
            some.append(Part(need.line_number, need.sku, units, location))
    return whole or some


def _without(needs: Sequence[Need], parts: Sequence[Part]) -> list[Need]:
    """What is still needed when these parts are given."""
    gone = {part.line_number: part.quantity for part in parts}
    left = [(need, need.quantity - gone.get(need.line_number, 0)) for need in needs]
    return [replace(need, quantity=units) for need, units in left if units]


def _covers(stock: Mapping[str, int], wanted: Sequence[Need]) -> tuple[int, int]:
    """How many lines a location can serve whole, then how many units at all."""
    left, asked, whole = dict(stock), dict[str, int](), 0
    for need in wanted:
        asked[need.sku] = asked.get(need.sku, 0) + need.quantity
        if need.quantity <= left.get(need.sku, 0):
            left[need.sku] -= need.quantity
            whole += 1
    return whole, sum(min(units, stock.get(sku, 0)) for sku, units in asked.items())


def _stock(needs: Sequence[Need], candidates: Mapping[int, Sequence[Candidate]]) -> dict[str, dict[str, int]]:
    """What each location has of each item, locations in the order of their rank."""
    ranked: dict[str, int] = {}
    for need in needs:
        for rank, candidate in enumerate(candidates.get(need.line_number, ())):
            ranked[candidate.location] = min(rank, ranked.get(candidate.location, rank))
    stock: dict[str, dict[str, int]] = {place: {} for place in sorted(ranked, key=lambda place: ranked[place])}
    for need in needs:
        for candidate in candidates.get(need.line_number, ()):
            stock[candidate.location][need.sku] = candidate.available
    return stock


def _reason(place: Candidate, *, whole: bool, chosen_by_shopper: bool, seen: int) -> str:
    if chosen_by_shopper:
        return f"{place.name} was chosen by the shopper."
    far = "" if place.distance_km is None else f", {place.distance_km:.0f} km from the shopper"
    share = "has everything" if whole else "has a part of it"
    were = "was" if seen - 1 == 1 else "were"
    others = f"; {seen - 1} more {were} considered" if seen > 1 else ""
    return f"{place.name} {share}{far}{others}."


def _seen(candidate: Candidate) -> dict[str, object]:
    far = None if candidate.distance_km is None else round(candidate.distance_km)
    return {"location": candidate.location, "available": candidate.available, "distance_km": far}
