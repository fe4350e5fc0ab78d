"""Checks the books now and then while somebody looks, and remembers what was found."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter

import structlog

from atrium.kit.events import Recorded
from atrium.readmodels.invariants import Report, check_all
from atrium.surfaces.console.surface import render
from atrium.surfaces.shared.house import House
from atrium.surfaces.shared.live import Drawing

EVERY_S = 30.0
SHARE = 20
"""A check that takes long is made so much more rarely that it takes a twentieth of the time at most."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check came to: its report, or why there is none."""

    at: datetime
    report: Report | None = None


@dataclass(slots=True)
class Watch:
    """The invariants' state in this process; a region of the page."""

    house: House
    name: str = "invariants"
    at_least_every_s: float | None = 2.0
    finding: Finding | None = None
    _not_before: float = 0.0
    _checking: "asyncio.Task[None] | None" = field(default=None)

    def hears(self, event: Recorded) -> bool:
        del event  # The books are checked by the clock, not by each event.
        return False

    async def draw(self) -> Drawing:
        """The last finding; begins the next check, without waiting for it, when it is due."""
        if self._checking is None and perf_counter() >= self._not_before:
            self._start()
        return self.drawing()

    def drawing(self) -> Drawing:
        """The last finding, as it is."""
        shown = {"finding": self.finding, "is_checking": self._checking is not None}
        return Drawing(
            {"verdict": render("invariants/verdict.html", **shown), "checks": render("invariants/checks.html", **shown)}
        )

    async def check(self) -> None:
        """Checks now; who asks while a check is made waits for that one."""
        if self._checking is None:
            self._start()
        if self._checking is not None:
            await asyncio.shield(self._checking)

    def _start(self) -> None:
        self._checking = asyncio.create_task(self._check())

    async def _check(self) -> None:
        began = perf_counter()
        try:
            async with self.house.database.snapshot() as tx:
                self.finding = Finding(self.house.now(), await check_all(tx))
        except Exception:
            # Whatever it is, the console must say that the books could not be checked, and stay open.
            log.exception("console.check_failed")
            self.finding = Finding(self.house.now())
        finally:
            ended = perf_counter()
            self._not_before = began + max(EVERY_S, SHARE * (ended - began))
            self._checking = None
