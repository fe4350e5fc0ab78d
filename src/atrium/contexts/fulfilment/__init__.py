"""Who picks what where, and how it leaves.

Owns: fulfilments, from the queue to the carrier or the shopper's hands, and the choice which location has the work.
Promises: every choice keeps its reason; each step happens once; goods go only to somebody with the right code.
Words: a *fulfilment* is the part of an order that one location works on; *sourcing* chooses the location; a *pick* says
what was found and what is *short*; while somebody picks, units are *counted* or *missing*; goods are *packed* and
*shipped*, or made *ready* in a *bay* and *handed over* against a *handover code*; the *queue* is what a location has
to do.
"""

from atrium.contexts.fulfilment.errors import (
    AlreadyThere,
    CodeLocked,
    ConsentMissing,
    DestinationMissing,
    FulfilmentNotFound,
    NoMoreWanted,
    NoSuchLine,
    NotOnTheList,
    PickDoesNotAddUp,
    PickedByAnother,
    PickUnfinished,
    WrongCode,
    WrongStep,
)
from atrium.contexts.fulfilment.invariants import INVARIANTS
from atrium.contexts.fulfilment.model import OPEN_STATES, Fulfilment, FulfilmentLine, Pick, Picking, State
from atrium.contexts.fulfilment.queries import (
    QueueEntry,
    get_fulfilment,
    list_of_order,
    list_of_orders,
    list_queue,
)
from atrium.contexts.fulfilment.service import (
    begin_pick,
    cancel_lines,
    cancel_planned,
    count,
    create,
    created_event,
    hand_over,
    leave_pick,
    make_ready,
    miss,
    pack,
    pick,
    queue_planned,
    refuse_code,
    renew_code,
    scan,
    ship,
)
from atrium.contexts.fulfilment.sourcing import Candidate, Decision, Need, Part, choose_sources
from atrium.contexts.fulfilment.store import Planned, lock_fulfilment, lock_of_order, lock_planned

__all__ = [
    "INVARIANTS",
    "OPEN_STATES",
    "AlreadyThere",
    "Candidate",
    "CodeLocked",
    "ConsentMissing",
    "Decision",
    "DestinationMissing",
    "Fulfilment",
    "FulfilmentLine",
    "FulfilmentNotFound",
    "Need",
    "NoMoreWanted",
    "NoSuchLine",
    "NotOnTheList",
    "Part",
    "Pick",
    "PickDoesNotAddUp",
    "PickUnfinished",
    "PickedByAnother",
    "Picking",
    "Planned",
    "QueueEntry",
    "State",
    "WrongCode",
    "WrongStep",
    "begin_pick",
    "cancel_lines",
    "cancel_planned",
    "choose_sources",
    "count",
    "create",
    "created_event",
    "get_fulfilment",
    "hand_over",
    "leave_pick",
    "list_of_order",
    "list_of_orders",
    "list_queue",
    "lock_fulfilment",
    "lock_of_order",
    "lock_planned",
    "make_ready",
    "miss",
    "pack",
    "pick",
    "queue_planned",
    "refuse_code",
    "renew_code",
    "scan",
    "ship",
]
