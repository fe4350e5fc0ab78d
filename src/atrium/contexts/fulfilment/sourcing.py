"""Which location an order's lines come from, and why. Pure.

The rules, in order: the place that the shopper chose; one parcel rather than two; a distribution centre
rather than a store; the nearest; and only when nothing else is left, a line split between places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


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
    places = {candidate.location: candidate for ranked in candidates.values() for candidate in ranked}
    considered = tuple(_seen(candidate) for candidate in places.values())
    decisions: list[Decision] = []
    for location in dict.fromkeys(part.location for part in parts):
        mine = tuple(part for part in parts if part.location == location)
        whole = len(mine) == len(needs) and not missing
        reason = _reason(places[location], whole=whole, chosen_by_shopper=chosen_by_shopper, seen=len(places))
        decisions.append(Decision(location, mine, reason, considered))
    return decisions, missing


def _allocate(needs: Sequence[Need], candidates: Mapping[int, Sequence[Candidate]]) -> tuple[list[Part], list[Need]]:
    left = {location: dict(stock) for location, stock in _stock(needs, candidates).items()}
    open_ = {need.line_number: need.quantity for need in needs}
    by_number = {need.line_number: need for need in needs}
    parts: list[Part] = []
    while any(open_.values()) and left:
        # The ranking breaks ties, because a dict keeps the order of insertion and max takes the first.
        location = max(left, key=lambda place: _covers(left[place], open_))
        stock = left.pop(location)
        whole = _covers(stock, open_)[0] > 0
        for number, quantity in open_.items():
            take = min(quantity, stock.get(number, 0))
            if take == 0 or (whole and take < quantity):
                continue
            parts.append(Part(number, by_number[number].sku, take, location))
            open_[number] -= take
    missing = [Need(n, by_number[n].sku, quantity) for n, quantity in open_.items() if quantity]
    return parts, missing


def _covers(stock: Mapping[int, int], wanted: Mapping[int, int]) -> tuple[int, int]:
    """How many lines a location can serve whole, then how many units at all."""
    whole = sum(1 for number, quantity in wanted.items() if quantity and stock.get(number, 0) >= quantity)
    units = sum(min(quantity, stock.get(number, 0)) for number, quantity in wanted.items())
    return whole, units


def _stock(needs: Sequence[Need], candidates: Mapping[int, Sequence[Candidate]]) -> dict[str, dict[int, int]]:
    """What each location has for each line, locations in the order of their rank."""
    ranked: dict[str, int] = {}
    for need in needs:
        for rank, candidate in enumerate(candidates.get(need.line_number, ())):
            ranked[candidate.location] = min(rank, ranked.get(candidate.location, rank))
    stock: dict[str, dict[int, int]] = {place: {} for place in sorted(ranked, key=lambda place: ranked[place])}
    for need in needs:
        for candidate in candidates.get(need.line_number, ()):
            stock[candidate.location][need.line_number] = candidate.available
    return stock


def _reason(place: Candidate, *, whole: bool, chosen_by_shopper: bool, seen: int) -> str:
    if chosen_by_shopper:
        return f"{place.name} was chosen by the shopper."
    far = "" if place.distance_km is None else f", {place.distance_km:.0f} km from the shopper"
    share = "has everything" if whole else "has a part of it"
    others = f"; {seen - 1} more were considered" if seen > 1 else ""
    return f"{place.name} {share}{far}{others}."


def _seen(candidate: Candidate) -> dict[str, object]:
    far = None if candidate.distance_km is None else round(candidate.distance_km)
    return {"location": candidate.location, "available": candidate.available, "distance_km": far}
