"""pgbench before and after the house's own runs, in the same database, while no house is running."""

from dataclasses import dataclass

from atrium.bench import pgbench
from atrium.bench.workshop import Workshop

BY_ROW = "place_by_row.sql"
AT_ONCE = "place_at_once.sql"
# What pgbench wrote would otherwise be sequenced while the house is measured.
CLEAR = "TRUNCATE kit.event_inbox"


@dataclass(frozen=True, slots=True)
class Baseline:
    """Orders or reads per second of pgbench: one statement per row, and the same rows in one statement."""

    by_row: float
    at_once: float | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """pgbench before and after."""

    before: Baseline
    after: Baseline

    @property
    def by_row(self) -> float:
        return (self.before.by_row + self.after.by_row) / 2

    @property
    def at_once(self) -> float | None:
        first, last = self.before.at_once, self.after.at_once
        return None if first is None or last is None else (first + last) / 2


def place(workshop: Workshop, *, items: int, seconds: float) -> Baseline:
    """Orders: `items` is 1 for one hot item."""
    found = Baseline(
        pgbench.pace(workshop.url, BY_ROW, items=items, seconds=seconds).per_s,
        pgbench.pace(workshop.url, AT_ONCE, items=items, seconds=seconds).per_s,
    )
    tidy(workshop)
    return found


def read(workshop: Workshop, *, items: int, seconds: float) -> Baseline:
    """Availability of 50 items."""
    return Baseline(pgbench.pace(workshop.url, "availability.sql", items=items, seconds=seconds).per_s)


def tidy(workshop: Workshop) -> None:
    """Leaves nothing to be done later by others: no events to be sequenced, no checkpoint to come."""
    with workshop.connect() as connection:
        connection.execute(CLEAR)
        connection.execute("CHECKPOINT")
