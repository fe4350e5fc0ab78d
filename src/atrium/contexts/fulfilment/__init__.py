"""Who picks what where, and how it leaves.

Owns fulfilments: the part of an order that one location works on, from the queue to the carrier or the
shopper's hands; and the decision which location that is. Promises that every choice keeps its reason, that
each step happens once, and that goods go only to somebody with the right code. Words: fulfilment, sourcing,
pick, short, pack, ship, ready, hand over, handover code, queue.
"""

from atrium.contexts.fulfilment.errors import (
    CodeLocked,
    FulfilmentNotFound,
    PickDoesNotAddUp,
    WrongCode,
    WrongStep,
)
from atrium.contexts.fulfilment.model import OPEN_STATES, Fulfilment, FulfilmentLine, Pick, State
from atrium.contexts.fulfilment.queries import (
    QueueEntry,
    get_fulfilment,
    list_of_order,
    list_queue,
)
from atrium.contexts.fulfilment.service import (
    cancel_lines,
    cancel_planned,
    create,
    created_event,
    hand_over,
    make_ready,
    pack,
    pick,
    queue_planned,
    refuse_code,
    ship,
)
from atrium.contexts.fulfilment.sourcing import Candidate, Decision, Need, Part, choose_sources
from atrium.contexts.fulfilment.store import lock_fulfilment, lock_of_order

__all__ = [
    "OPEN_STATES",
    "Candidate",
    "CodeLocked",
    "Decision",
    "Fulfilment",
    "FulfilmentLine",
    "FulfilmentNotFound",
    "Need",
    "Part",
    "Pick",
    "PickDoesNotAddUp",
    "QueueEntry",
    "State",
    "WrongCode",
    "WrongStep",
    "cancel_lines",
    "cancel_planned",
    "choose_sources",
    "create",
    "created_event",
    "get_fulfilment",
    "hand_over",
    "list_of_order",
    "list_queue",
    "lock_fulfilment",
    "lock_of_order",
    "make_ready",
    "pack",
    "pick",
    "queue_planned",
    "refuse_code",
    "ship",
]
