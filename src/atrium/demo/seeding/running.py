"""Runs a step over many rows: some at a time, each time in a transaction of its own."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from atrium.kit.db import Database, Tx
from atrium.kit.refusals import Refusal

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
"""Hears the step's name, how many rows are done, and how many there are."""

# What is missing is looked up before it is written, so two runs at once must not both find it missing.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(4206503)"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the seeding."""

    database: Database
    progress: Progress

    async def each(
        self, name: str, rows: Sequence[T], step: Callable[[Tx, Sequence[T]], Awaitable[None]], *, at_once: int = 1000
    ) -> None:
        """Does the step for all rows, `at_once` in a transaction; tells of progress after each."""
        self.progress(name, 0, len(rows))
        for start in range(0, len(rows), at_once):
            some = rows[start : start + at_once]
            await alone(self.database, lambda tx, some=some: step(tx, some))
            self.progress(name, start + len(some), len(rows))


async def alone(database: Database, work: Callable[[Tx], Awaitable[T]]) -> T:
    """The work in a transaction that no other seeding runs beside; refuses with Busy after 3 s of waiting."""

    async def locked(tx: Tx) -> T:
        await tx.run(ONE_AT_A_TIME)
        return await work(tx)

    return await database.commit(locked)


def raise_first(answers: Iterable[object]) -> None:
    """Raises the first refusal among a step's answers, so that its transaction leaves nothing."""
    for answer in answers:
        if isinstance(answer, Refusal):
            raise answer
