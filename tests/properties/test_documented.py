"""A running house asked everything that its document allows, and much that it does not."""

import asyncio
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
import pytest_asyncio

from atrium.kit.postgres import Address
from tests import database as databases
from tests.properties.running_house import RunningHouse, running_house
from tests.story import ship
from tests.web import issue_key

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
ENDLESS = "^/v1/events/stream$"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(cluster: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[RunningHouse]:
    with databases.cloned(cluster) as url:
        async with running_house(url, tmp_path_factory.mktemp("house")) as opened:
            await opened.world.stock(LAMP={"S0001": 500, "DC-RENO": 500})
            await opened.world.order(ship())
            yield opened


async def _ask_everything(house: RunningHouse, key: str, folder: Path, *, examples: int, phases: str) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "schemathesis.cli", "run", f"{house.base}/openapi.json"),
        *("--header", f"Authorization: Bearer {key}", "--exclude-path-regex", ENDLESS),
        *("--checks", ",".join(CHECKS), "--phases", phases, "--max-examples", str(examples)),
        *("--generation-database", "none", "--seed", "20261121", "--no-color"),
        cwd=folder,
        stdout=PIPE,
        stderr=STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()[-6000:]


@pytest.mark.heavy
@pytest.mark.asyncio(loop_scope="module")
class TestTheHouse:
    async def test_answers_its_owner_as_it_says(self, house: RunningHouse, tmp_path: Path) -> None:
        await _ask_everything(house, house.visitor.key, tmp_path, examples=8, phases="fuzzing")
        await house.settle()
        assert await house.faults() == []

    async def test_answers_somebody_who_may_do_little_as_it_says(self, house: RunningHouse, tmp_path: Path) -> None:
        weak = await issue_key(house.database, "orders:read", "fulfilment:read", locations=["S0002"])
        await _ask_everything(house, weak, tmp_path, examples=3, phases="fuzzing")

    @pytest.mark.soak
    async def test_answers_its_owner_as_it_says_for_long(self, house: RunningHouse, tmp_path: Path) -> None:
        await _ask_everything(house, house.visitor.key, tmp_path, examples=300, phases="coverage,fuzzing")
        await house.settle()
        assert await house.faults() == []
