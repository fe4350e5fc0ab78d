"""Group commit: whatever becomes of a neighbour, each caller gets exactly its own answer."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from atrium.kit.batch import Batcher, Closing, _Waiting  # pyright: ignore[reportPrivateUsage]
from atrium.kit.refusals import Conflict, Refusal


@dataclass(eq=False)
class Odd(Conflict):
    number: int


@dataclass(slots=True)
class Doubling:
    """A step that doubles even numbers, refuses odd ones, and stumbles as it is told."""

    poison: frozenset[int] = frozenset()
    faults: list[Exception] = field(default_factory=list[Exception])
    batches: list[list[int]] = field(default_factory=list[list[int]])
    gate: asyncio.Event | None = None

    async def __call__(self, numbers: Sequence[int]) -> list[int | Refusal]:
        self.batches.append(list(numbers))
        await (self.gate.wait() if self.gate else asyncio.sleep(0))
        if self.faults:
            raise self.faults.pop()
        if self.poison & set(numbers):
            raise ZeroDivisionError(f"poison in {numbers}")
        return [Odd(number) if number % 2 else number * 2 for number in numbers]


class NeverAlone(Batcher[int, int]):
    """The control: a batcher whose retry one by one is taken out."""

    async def _one_by_one(self, batch: list[_Waiting[int, int]], fault: Exception) -> None:
        for waiting in batch:
            waiting.answer.set_exception(fault)


async def ask(batcher: Batcher[int, int], numbers: Sequence[int]) -> list[int | BaseException]:
    """Everybody's answer, asked for at once."""
    return await asyncio.gather(*(batcher.submit(number) for number in numbers), return_exceptions=True)


def told(answers: Sequence[int | BaseException]) -> list[object]:
    """Answers, and refusals as what they say."""
    return [f"odd {a.number}" if isinstance(a, Odd) else a for a in answers]


class TestSubmit:
    async def test_gives_everybody_their_own_answer_or_refusal(self) -> None:
        step = Doubling()
        assert told(await ask(Batcher(step), [2, 3, 4, 5, 6])) == [4, "odd 3", 8, "odd 5", 12]
        assert step.batches == [[2, 3, 4, 5, 6]]

    async def test_joins_what_arrives_while_the_last_batch_is_at_work(self) -> None:
        step = Doubling(gate=asyncio.Event())
        batcher = Batcher(step)
        first = asyncio.create_task(batcher.submit(2))
        await asyncio.sleep(0.01)
        later = asyncio.create_task(ask(batcher, [4, 6, 8]))
        await asyncio.sleep(0.01)
        assert step.batches == [[2]]
        assert step.gate is not None
        step.gate.set()
        assert await first == 4
        assert await later == [8, 12, 16]
        assert step.batches == [[2], [4, 6, 8]]

    async def test_takes_no_more_than_so_many_at_once(self) -> None:
        step = Doubling()
        assert await ask(Batcher(step, most=3), range(0, 14, 2)) == list(range(0, 28, 4))
        assert [len(batch) for batch in step.batches] == [3, 3, 1]

    async def test_lets_only_the_poison_item_hear_of_its_fault(self) -> None:
        answers = await ask(Batcher(Doubling(poison=frozenset({6}))), [2, 3, 6, 8])
        assert told(answers[:2]) == [4, "odd 3"]
        assert isinstance(answers[2], ZeroDivisionError)
        assert str(answers[2]) == "poison in [6]"
        assert answers[3] == 16

    async def test_answers_all_when_the_whole_batch_fails_once(self) -> None:
        step = Doubling(faults=[ConnectionError("the database went away")])
        assert told(await ask(Batcher(step), [2, 3, 4])) == [4, "odd 3", 8]
        assert step.batches == [[2, 3, 4], [2], [3], [4]]

    async def test_fails_the_neighbours_too_when_the_retry_is_taken_out(self) -> None:
        answers = await ask(NeverAlone(Doubling(poison=frozenset({6}))), [2, 3, 6, 8])
        assert [type(answer) for answer in answers] == [ZeroDivisionError] * 4

    async def test_tells_a_lone_caller_of_the_fault_at_once(self) -> None:
        step = Doubling(faults=[ConnectionError("gone")])
        with pytest.raises(ConnectionError):
            await Batcher(step).submit(2)
        assert step.batches == [[2]]

    async def test_takes_a_short_list_of_answers_for_a_fault(self) -> None:
        async def forgetful(numbers: Sequence[int]) -> list[int | Refusal]:
            return list(numbers[:-1])

        answers = await ask(Batcher(forgetful), [1, 2])
        assert [str(answer) for answer in answers] == ["the step answered 0 of 1 requests"] * 2

    async def test_goes_on_after_a_fault(self) -> None:
        batcher = Batcher(Doubling(poison=frozenset({2})))
        with pytest.raises(ZeroDivisionError):
            await batcher.submit(2)
        assert await batcher.submit(4) == 8


class TestCancellation:
    async def test_leaves_out_a_caller_that_went_away_before_its_batch(self) -> None:
        step = Doubling(gate=asyncio.Event())
        batcher = Batcher(step)
        first = asyncio.create_task(batcher.submit(2))
        await asyncio.sleep(0.01)
        gone, stays = asyncio.create_task(batcher.submit(4)), asyncio.create_task(batcher.submit(6))
        await asyncio.sleep(0.01)
        gone.cancel()
        await asyncio.sleep(0.01)
        assert step.gate is not None
        step.gate.set()
        assert [await first, await stays] == [4, 12]
        assert gone.cancelled()
        assert step.batches == [[2], [6]]

    async def test_changes_nothing_for_others_when_a_caller_goes_during_its_batch(self) -> None:
        step = Doubling(gate=asyncio.Event())
        batcher = Batcher(step)
        gone, stays = asyncio.create_task(batcher.submit(4)), asyncio.create_task(batcher.submit(6))
        await asyncio.sleep(0.01)
        gone.cancel()
        await asyncio.sleep(0.01)
        assert step.gate is not None
        step.gate.set()
        assert await stays == 12
        assert gone.cancelled()
        assert step.batches == [[4, 6]]

    async def test_does_not_repeat_a_caller_that_went_when_the_batch_is_done_one_by_one(self) -> None:
        step = Doubling(gate=asyncio.Event(), faults=[ConnectionError("gone")])
        batcher = Batcher(step)
        gone, stays = asyncio.create_task(batcher.submit(4)), asyncio.create_task(batcher.submit(6))
        await asyncio.sleep(0.01)
        gone.cancel()
        await asyncio.sleep(0.01)
        assert step.gate is not None
        step.gate.set()
        assert await stays == 12
        assert step.batches == [[4, 6], [6]]


class TestClose:
    async def test_waits_for_what_was_accepted_and_takes_nothing_new(self) -> None:
        step = Doubling(gate=asyncio.Event())
        batcher = Batcher(step, most=1)
        accepted = asyncio.create_task(ask(batcher, [2, 4]))
        await asyncio.sleep(0.01)
        closing = asyncio.create_task(batcher.close())
        await asyncio.sleep(0.01)
        with pytest.raises(Closing):
            await batcher.submit(6)
        assert step.gate is not None
        step.gate.set()
        await closing
        assert await accepted == [4, 8]
        assert step.batches == [[2], [4]]

    async def test_ends_at_once_when_nothing_was_ever_asked(self) -> None:
        await Batcher(Doubling()).close()
