"""The event log: what happened, in the order in which it was committed, read by everything that follows.

A writer appends in the transaction of its change. One sequencer gives committed events their gapless
position; readers follow positions, so nothing is skipped, reordered within a subject, or held up by a long
transaction.
"""

from atrium.kit.events.fact import Fact, Happening, happening
from atrium.kit.events.hub import Hub
from atrium.kit.events.invariants import INVARIANTS
from atrium.kit.events.log import Recorded, append, last_position, read, read_subject
from atrium.kit.events.looking_back import LogFilters, Looked, look_back
from atrium.kit.events.partitions import keep_partitions
from atrium.kit.events.sequencer import Sequencer, sequence
from atrium.kit.events.subscription import Subscription, catch_up

__all__ = [
    "INVARIANTS",
    "Fact",
    "Happening",
    "Hub",
    "LogFilters",
    "Looked",
    "Recorded",
    "Sequencer",
    "Subscription",
    "append",
    "catch_up",
    "happening",
    "keep_partitions",
    "last_position",
    "look_back",
    "read",
    "read_subject",
    "sequence",
]
