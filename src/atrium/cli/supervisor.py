"""The processes of a running house: started together, watched, and stopped together."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import structlog

STEADY_S = 10.0
"""A child that lived this long may be restarted at once; a younger one after a growing pause."""
LONGEST_PAUSE_S = 5.0
STOP_WITHIN_S = 10.0

log = structlog.get_logger()


@dataclass(slots=True)
class Child:
    """A process of the house: how it is started, and whether it is started again when it ends."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    file_descriptors: tuple[int, ...] = ()
    restarted: bool = True
    heard: bool = True
    """Whether what it prints reaches the terminal; its log always does."""
    process: Process | None = None
    _fast_ends: int = 0

    async def run(self, stopping: asyncio.Event) -> None:
        """Keeps the process alive until `stopping` is set, then ends it."""
        while not stopping.is_set():
            began = monotonic()
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                *self.arguments,
                env={**os.environ, **self.environment},
                pass_fds=self.file_descriptors,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=None if self.heard else asyncio.subprocess.DEVNULL,
            )
            await _first(self.process.wait(), stopping.wait())
            if stopping.is_set() or not self.restarted:
                break
            log.warning("child.ended", name=self.name, status=self.process.returncode)
            self._fast_ends = 0 if monotonic() - began > STEADY_S else self._fast_ends + 1
            await _first(asyncio.sleep(pause_s(self._fast_ends)), stopping.wait())
        await self.end()

    async def end(self) -> None:
        """Asks the process to end, and kills it when it does not."""
        if self.process is None or self.process.returncode is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), STOP_WITHIN_S)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


def pause_s(fast_ends: int) -> float:
    """How long to wait before a child is started again that ended early so many times on end."""
    # A power of any size would not fit into a float, and nobody would start the child any more.
    return min(0.1 * 2 ** min(fast_ends, 10), LONGEST_PAUSE_S)


@dataclass(slots=True)
class Supervisor:
    """Runs children until it is told to stop."""

    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    children: list[Child] = field(default_factory=list[Child])
    _tasks: list["asyncio.Task[None]"] = field(default_factory=list["asyncio.Task[None]"])

    def start(self, child: Child) -> None:
        """Starts a child and watches it from now on."""
        self.children.append(child)
        self._tasks.append(asyncio.create_task(child.run(self.stopping)))

    async def stop(self) -> None:
        """Ends all children; those started last end first."""
        self.stopping.set()
        for task in reversed(self._tasks):
            await task


async def _first(*awaitables: Coroutine[Any, Any, Any]) -> None:
    tasks = [asyncio.create_task(awaitable) for awaitable in awaitables]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
