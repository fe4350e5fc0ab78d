"""All invariants, checked at one moment."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from atrium.contexts import customers, fulfilment, inventory, messaging, orders, payments
from atrium.kit import events
from atrium.kit.db import Tx
from atrium.kit.invariants import Check, Invariant, check
from atrium.readmodels.invariants import money, strays, units

ALL: tuple[Invariant, ...] = (
    *inventory.INVARIANTS,
    *orders.INVARIANTS,
    *fulfilment.INVARIANTS,
    *payments.INVARIANTS,
    *messaging.INVARIANTS,
    *customers.INVARIANTS,
    *units.INVARIANTS,
    *money.INVARIANTS,
    *strays.INVARIANTS,
    *events.INVARIANTS,
)
Progress = Callable[[str, int, int], None]
"""Hears which check is at work, how many are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found at one moment: `position` is the log's, `drift` the sum over all checks."""

    checks: tuple[Check, ...]
    drift: int
    position: int
    seconds: float


def _say_nothing(name: str, done: int, total: int) -> None:
    """For a caller who does not want to know."""


async def check_all(tx: Tx, *, progress: Progress = _say_nothing) -> Report:
    """Checks every invariant; `tx` must be a snapshot, so that all of them see the same moment."""
    began = perf_counter()
    position = await events.last_position(tx)
    checks: list[Check] = []
    for done, invariant in enumerate(ALL):
        progress(invariant.name, done, len(ALL))
        checks.append(await check(tx, invariant))
    progress("done", len(ALL), len(ALL))
    drift = sum(one.drift for one in checks)
    return Report(tuple(checks), drift, position, round(perf_counter() - began, 3))
