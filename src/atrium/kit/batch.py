"""Group commit: concurrent calls of one step become one set-based transaction.

Nobody waits on a timer: a batch is what arrived while the last one was committing.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from atrium.kit.refusals import Refusal, Unavailable

Q = TypeVar("Q")
A = TypeVar("A")


@dataclass(slots=True, eq=False)
class _Waiting(Generic[Q, A]):
    request: Q
    answer: "asyncio.Future[A]"


@dataclass(eq=False)
class Closing(Unavailable):
    """The process is going down and takes no new work."""


class Batcher(Generic[Q, A]):
    """Joins calls into batches for `step`, which takes many and answers for each, in the order given.

    A refusal is a value of the step's answer and fails nobody else; a batch that fails for another reason
    is done again one by one, so that only the request at fault hears of it. A caller that goes away before
    its batch starts is left out; one that goes away later changes nothing for the others.
    """

    def __init__(self, step: Callable[[Sequence[Q]], Awaitable[Sequence[A | Refusal]]], *, most: int = 64) -> None:
        self._step = step
        self._most = most
        self._queue: deque[_Waiting[Q, A]] = deque()
        self._runner: asyncio.Task[None] | None = None
        self._closed = False

    async def submit(self, request: Q) -> A:
        """The step's answer for this request; raises its refusal, in this caller's task alone."""
        if self._closed:
            raise Closing
        waiting = _Waiting[Q, A](request, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        if self._runner is None or self._runner.done():
            self._runner = asyncio.create_task(self._run())
        return await waiting.answer

    async def close(self) -> None:
        """Takes no new requests and waits until those that were accepted have their answers."""
        self._closed = True
        if self._runner is not None:
            await self._runner

    async def _run(self) -> None:
        while self._queue:
            batch = [self._queue.popleft() for _ in range(min(self._most, len(self._queue)))]
            live = [waiting for waiting in batch if not waiting.answer.done()]
            if live:
                await self._do(live)

    async def _do(self, batch: list[_Waiting[Q, A]]) -> None:
        try:
            answers = await self._step([waiting.request for waiting in batch])
            if len(answers) != len(batch):
                raise RuntimeError(f"the step answered {len(answers)} of {len(batch)} requests")  # noqa: TRY301 - it must be handled as any fault of the step
        except Exception as fault:  # noqa: BLE001 - whatever it is, its caller must hear of it and its neighbours must not
            await self._one_by_one(batch, fault)
            return
        for waiting, answer in zip(batch, answers, strict=True):
            _settle(waiting.answer, answer)

    async def _one_by_one(self, batch: list[_Waiting[Q, A]], fault: Exception) -> None:
        if len(batch) == 1:
            _settle(batch[0].answer, fault)
            return
        for waiting in batch:
            if not waiting.answer.done():
                await self._do([waiting])


def _settle(answer: "asyncio.Future[A]", value: A | Exception) -> None:
    if answer.done():
        return
    if isinstance(value, Exception):
        answer.set_exception(value)
    else:
        answer.set_result(value)
