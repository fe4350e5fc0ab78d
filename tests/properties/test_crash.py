"""Processes and the database are killed under load; what was confirmed is there afterwards."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.properties.crash import Outcome, Victim, run, run_through_a_power_failure

EACH_ONCE: Sequence[Victim] = ("web", "database", "worker", "session", "web", "database")


async def _crash(folder: Path, *, times: int) -> None:
    outcome = await run(folder, victims=list(EACH_ONCE) * times)
    _assert_whole(outcome)
    assert outcome.repeats > 0


def _assert_whole(outcome: Outcome) -> None:
    assert outcome.refused == []
    assert (outcome.lost, outcome.doubled, outcome.unpaid, outcome.faults) == ([], [], [], [])


@pytest.mark.heavy
class TestAKilledHouse:
    async def test_keeps_every_order_that_it_confirmed_exactly_once(self, tmp_path: Path) -> None:
        await _crash(tmp_path, times=1)

    @pytest.mark.soak
    async def test_keeps_every_order_that_it_confirmed_exactly_once_for_long(self, tmp_path: Path) -> None:
        await _crash(tmp_path, times=10)

    async def test_opens_again_with_all_of_them_after_a_power_failure(self, tmp_path: Path) -> None:
        outcome = await run_through_a_power_failure(tmp_path)
        _assert_whole(outcome)
        assert outcome.confirmed > 40

    async def test_loses_orders_when_commits_are_confirmed_before_they_are_written(self, tmp_path: Path) -> None:
        outcome = await run(tmp_path, victims=["database", "database"], lossy=True)
        assert outcome.lost != []
