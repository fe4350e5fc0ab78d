"""Where each draft's lines shall come from: candidates read for the whole batch, decided one after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from atrium.contexts import inventory
from atrium.contexts.fulfilment import Candidate, Decision, Need, choose_sources
from atrium.flows.place_orders.draft import Draft, Group
from atrium.kit.db import Tx
from atrium.readmodels.source_map import Ranking, SourceMap

Places = tuple[str, ...]


@dataclass(slots=True)
class Board:
    """What each location can still promise of each item, as this batch uses it up."""

    source_map: SourceMap
    left: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    ranked: dict[tuple[str, Places], list[str]] = field(default_factory=dict[tuple[str, Places], list[str]])

    async def read(self, tx: Tx, groups: Iterable[tuple[Group, Places]]) -> None:
        """Reads candidates for these groups' lines among these places; one statement."""
        wanted = {(need.sku, places) for group, places in groups for need in group.needs}
        wanted -= self.ranked.keys()
        if not wanted:
            return
        rankings = {places: number for number, places in enumerate({places for _, places in wanted})}
        asked = sorted(wanted)
        wants = [inventory.Want(number, sku, rankings[places]) for number, (sku, places) in enumerate(asked)]
        found = await inventory.find_candidates(tx, wants, {number: places for places, number in rankings.items()})
        for number, (sku, places) in enumerate(asked):
            self.ranked[sku, places] = [candidate.location for candidate in found[number]]
            for candidate in found[number]:
                self.left.setdefault((sku, candidate.location), candidate.available)

    def candidates(self, need: Need, ranking: Ranking, places: Places) -> list[Candidate]:
        """Who can promise some of a line now, best first."""
        return [
            Candidate(
                location,
                self.source_map.name(location),
                self.left[need.sku, location],
                ranking.distances_km.get(location),
            )
            for location in self.ranked[need.sku, places]
            if self.left[need.sku, location] > 0
        ]

    def decide(self, group: Group, places: Places) -> tuple[list[Decision], list[Need]]:
        """Where a group's lines shall come from, and what nobody can promise. Uses nothing up."""
        candidates = {need.line_number: self.candidates(need, group.ranking, places) for need in group.needs}
        return choose_sources(group.needs, candidates, chosen_by_shopper=group.ranking.chosen_by_shopper)

    def use(self, decisions: Iterable[Decision]) -> None:
        """Counts these decisions as taken."""
        for decision in decisions:
            for part in decision.parts:
                self.left[part.sku, decision.location] -= part.quantity

    def free(self, decisions: Iterable[Decision]) -> None:
        """Counts these decisions as not taken after all."""
        for decision in decisions:
            for part in decision.parts:
                self.left[part.sku, decision.location] += part.quantity


async def source(
    tx: Tx, drafts: Sequence[Draft], source_map: SourceMap
) -> list[list[Decision] | inventory.InsufficientStock]:
    """Decisions for each draft, in order: all of its lines, or why not. Nothing is promised yet.

    The best few locations are read first, and all of them only for drafts that those cannot serve.
    """
    board = Board(source_map)
    await board.read(tx, [(group, group.ranking.nearest) for draft in drafts for group in draft.groups])
    first = [_try(board, draft, nearest=True) for draft in drafts]
    left = [draft for draft, answer in zip(drafts, first, strict=True) if not isinstance(answer, list)]
    if not left:
        return first
    await board.read(tx, [(group, group.ranking.locations) for draft in left for group in draft.groups])
    return [
        answer if isinstance(answer, list) else _try(board, draft, nearest=False)
        for draft, answer in zip(drafts, first, strict=True)
    ]


def _try(board: Board, draft: Draft, *, nearest: bool) -> list[Decision] | inventory.InsufficientStock:
    taken: list[Decision] = []
    # Where the shopper chose the place there is no other, so those lines take their stock first.
    for group in sorted(draft.groups, key=lambda group: not group.ranking.chosen_by_shopper):
        places = group.ranking.nearest if nearest else group.ranking.locations
        decisions, missing = board.decide(group, places)
        board.use(decisions)
        taken.extend(decisions)
        if missing:
            board.free(taken)
            return _refusal(draft, group, missing[0])
    return taken


def _refusal(draft: Draft, group: Group, missing: Need) -> inventory.InsufficientStock:
    line = draft.order.line(missing.line_number)
    there = line.quantity - missing.quantity
    place = line.pickup_location if group.ranking.chosen_by_shopper else None
    return inventory.InsufficientStock(
        line.sku, line.quantity, there, place, field=f"lines[{missing.line_number - 1}].quantity"
    )
