"""The same request arrives many times at once and has one effect."""

from collections.abc import AsyncGenerator

import pytest
import pytest_asyncio

from atrium.kit.postgres import Address
from tests import database as databases
from tests.properties import replays
from tests.properties.replays import SUCCEEDING, run
from tests.properties.running_house import RunningHouse, running_house


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(cluster: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[RunningHouse]:
    with databases.cloned(cluster) as url:
        async with running_house(url, tmp_path_factory.mktemp("house"), apart=True) as opened:
            yield opened


async def _replay(house: RunningHouse, *, rounds: int) -> None:
    outcome = await run(house, SUCCEEDING, rounds=rounds)
    assert outcome.oddities == []
    assert set(outcome.effects) == {1}
    await house.settle()
    assert await house.faults() == []


@pytest.mark.heavy
@pytest.mark.asyncio(loop_scope="module")
class TestARequestSentManyTimesAtOnce:
    async def test_has_one_effect_and_one_answer(self, house: RunningHouse) -> None:
        await _replay(house, rounds=4)

    @pytest.mark.soak
    async def test_has_one_effect_and_one_answer_for_long(self, house: RunningHouse) -> None:
        await _replay(house, rounds=60)

    async def test_is_declined_once_when_the_card_is(self, house: RunningHouse) -> None:
        outcome = await run(house, [replays.a_declined_payment], rounds=1, others=False)
        assert outcome.effects == [1]

    async def test_has_several_effects_when_each_has_a_key_of_its_own(self, house: RunningHouse) -> None:
        repeatable = [replays.an_order_placed, replays.an_order_held, replays.a_batch, replays.an_adjustment]
        outcome = await run(house, repeatable, rounds=1, same_key=False, others=False)
        assert outcome.effects == [10, 10, 10, 10]
