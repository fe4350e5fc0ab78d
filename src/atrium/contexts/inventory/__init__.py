"""One stock for every door.

Owns: what is on hand, held and reserved at each location, and the ledger of movements.
Promises: nothing is promised twice, whatever happens at once: plans are made under lock, and the table refuses what
slips through. A promise may be refused, a physical fact never: what falls below the promises becomes shortfall.
Words: *on hand* is what is there; a *hold* keeps units for an unpaid order until it expires; a *reservation* promises
them to a paid one; *safety* is never promised; *available* is on hand less held, reserved and safety; a *shortfall* is
promised and not there; a *movement* is an entry of the *ledger*; a *level* is one stock row.
"""

from atrium.contexts.inventory.errors import InsufficientStock, NotEnoughOnHand, NothingToIssue, UnknownStock
from atrium.contexts.inventory.holds import (
    Hold,
    apply_holds,
    find_held,
    keep_holds,
    list_expired,
    release_holds,
)
from atrium.contexts.inventory.invariants import INVARIANTS
from atrium.contexts.inventory.ledger import LedgerFilters, search_ledger
from atrium.contexts.inventory.model import Ask, Key, Level, Plan, Promise, available, plan_promises
from atrium.contexts.inventory.movements import (
    Adjustment,
    Issue,
    MovementKind,
    Short,
    adjust,
    issue,
    record_shorts,
)
from atrium.contexts.inventory.queries import (
    Availability,
    Candidate,
    Movement,
    Want,
    find_candidates,
    list_availability,
    list_levels,
    list_movements,
)
from atrium.contexts.inventory.reservations import (
    Release,
    Reservation,
    apply_reservations,
    promised_events,
    release_reservations,
)
from atrium.contexts.inventory.store import lock_levels

__all__ = [
    "INVARIANTS",
    "Adjustment",
    "Ask",
    "Availability",
    "Candidate",
    "Hold",
    "InsufficientStock",
    "Issue",
    "Key",
    "LedgerFilters",
    "Level",
    "Movement",
    "MovementKind",
    "NotEnoughOnHand",
    "NothingToIssue",
    "Plan",
    "Promise",
    "Release",
    "Reservation",
    "Short",
    "UnknownStock",
    "Want",
    "adjust",
    "apply_holds",
    "apply_reservations",
    "available",
    "find_candidates",
    "find_held",
    "issue",
    "keep_holds",
    "list_availability",
    "list_expired",
    "list_levels",
    "list_movements",
    "lock_levels",
    "plan_promises",
    "promised_events",
    "record_shorts",
    "release_holds",
    "release_reservations",
    "search_ledger",
]
