"""Reading stock: what can be promised where, levels, and the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from atrium.contexts.inventory.model import Level
from atrium.kit.db import Tx
from atrium.kit.paging import MOST, Page, from_cursor, to_cursor
from atrium.kit.rows import as_rows
from atrium.vocabulary.actor import Scope

# The locations to look at come ranked, best first, and few: one index look-up each. The limit keeps the planner
# from joining instead, for which it would read the whole table.
CANDIDATES = """
    SELECT want.number AS want, place.location, there.available
      FROM json_to_recordset(%(wants)s::json) AS want (number integer, sku text, ranking integer)
      JOIN json_to_recordset(%(rankings)s::json) AS ranking (number integer, locations text[])
        ON ranking.number = want.ranking
     CROSS JOIN LATERAL unnest(ranking.locations) WITH ORDINALITY AS place (location, rank)
     CROSS JOIN LATERAL (
           SELECT inventory.available(on_hand, held, reserved, safety) AS available
             FROM inventory.stock
            WHERE stock.sku = want.sku AND stock.location = place.location
              AND stock.owner = 'own' AND stock.condition = 'new' AND stock.lot = ''
            LIMIT 1) AS there
     WHERE there.available > 0
     ORDER BY want.number, place.rank
"""
AVAILABILITY = """
    SELECT sku,
           coalesce(sum(inventory.available(on_hand, held, reserved, safety)), 0)::bigint AS network,
           coalesce(sum(inventory.available(on_hand, held, reserved, safety))
                    FILTER (WHERE location = %(location)s), 0)::bigint AS here
      FROM inventory.stock
     WHERE sku = ANY (%(skus)s) AND owner = 'own' AND condition = 'new'
     GROUP BY sku
"""
LEVELS = """
    SELECT sku, location, owner, condition, lot, on_hand, held, reserved, safety, shortfall, changed_at
      FROM inventory.stock
     WHERE sku = %(sku)s AND (%(locations)s::text[] IS NULL OR location = ANY (%(locations)s::text[]))
     ORDER BY location, owner, condition, lot
"""
MOVEMENTS = """
    SELECT id, sku, location, kind, quantity, unit_cost, reason, actor, document, at
      FROM inventory.movements
     WHERE sku = %(sku)s
       AND (%(location)s::text IS NULL OR location = %(location)s)
       AND (%(locations)s::text[] IS NULL OR location = ANY (%(locations)s::text[]))
       AND (%(before)s::uuid IS NULL OR id < %(before)s)
     ORDER BY id DESC
     LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Want:
    """An item, and the number of the ranking of locations to look at for it."""

    number: int
    sku: str
    ranking: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A location that can promise some of a wanted item."""

    want: int
    location: str
    available: int


@dataclass(frozen=True, slots=True)
class Availability:
    """What can be promised of an item: `here`, at the location asked about, and in the whole network."""

    sku: str
    network: int
    here: int


@dataclass(frozen=True, slots=True)
class Movement:
    """One entry of the ledger; `quantity` is signed, in base units."""

    id: UUID
    sku: str
    location: str
    kind: str
    quantity: int
    unit_cost: Decimal
    reason: str
    actor: str
    document: str | None
    at: datetime


async def find_candidates(
    tx: Tx, wants: Sequence[Want], rankings: Mapping[int, Sequence[str]]
) -> dict[int, list[Candidate]]:
    """For each want the locations that have some, best first; one statement."""
    places = [{"number": number, "locations": list(ranked)} for number, ranked in rankings.items()]
    found = await tx.rows(Candidate, CANDIDATES, {"wants": as_rows(wants), "rankings": as_rows(places)})
    candidates: dict[int, list[Candidate]] = {want.number: [] for want in wants}
    for candidate in found:
        candidates[candidate.want].append(candidate)
    return candidates


async def list_availability(tx: Tx, skus: Sequence[str], *, location: str | None = None) -> list[Availability]:
    """What can be promised now of each item, in the order asked; one statement, unknown items as nothing."""
    found = await tx.rows(Availability, AVAILABILITY, {"skus": list(skus), "location": location})
    known = {availability.sku: availability for availability in found}
    return [known.get(sku) or Availability(sku, 0, 0) for sku in skus]


async def list_levels(tx: Tx, sku: str, *, visible_to: Scope) -> list[Level]:
    """An item's stock, location by location."""
    return await tx.rows(Level, LEVELS, {"sku": sku, "locations": _places(visible_to)})


async def list_movements(
    tx: Tx,
    sku: str,
    *,
    visible_to: Scope,
    location: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Movement]:
    """An item's ledger, newest first."""
    size = min(limit, MOST)
    before = from_cursor(cursor, tuple[UUID])[0] if cursor else None
    found = await tx.rows(
        Movement,
        MOVEMENTS,
        {
            "sku": sku,
            "location": location,
            "locations": _places(visible_to),
            "before": before,
            "limit": size + 1,
        },
    )
    return Page(found[:size], to_cursor(str(found[size - 1].id)) if len(found) > size else None)


def _places(scope: Scope) -> list[str] | None:
    return None if scope.locations is None else list(scope.locations)
