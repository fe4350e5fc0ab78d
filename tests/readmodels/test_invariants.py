"""Each invariant is seen to fail: the drift is planted with plain SQL, behind the back of the house."""

import asyncio
from collections.abc import Generator

import pytest

from atrium.kit.db import Database, Tx
from atrium.kit.invariants import MOST_EXAMPLES
from atrium.kit.postgres import Address
from atrium.readmodels.invariants import ALL, check_all
from tests import database as databases
from tests.readmodels.lived_in import LivedIn, live
from tests.readmodels.plants import PLANTS
from tests.web import Client


@pytest.fixture(scope="module")
def lived_in(cluster: Address) -> Generator[tuple[str, LivedIn]]:
    """A database in which orders took every way, and their numbers."""

    async def furnish(url: str) -> LivedIn:
        async with Database.open(url) as database:
            return await live(database)

    with databases.cloned(cluster) as url:
        yield url, asyncio.run(furnish(url))


async def found(tx: Tx) -> dict[str, int]:
    """What drifted, and how much."""
    return {check.name: check.drift for check in (await check_all(tx)).checks if check.drift}


class TestCheckAll:
    async def test_finds_nothing_in_an_empty_house(self, database: Database) -> None:
        async with database.snapshot() as tx:
            report = await check_all(tx)
        assert (report.drift, report.position) == (0, 0)
        assert [check.name for check in report.checks] == [invariant.name for invariant in ALL]

    async def test_finds_nothing_where_the_house_did_everything(self, lived_in: tuple[str, LivedIn]) -> None:
        async with databases.rolled_back(lived_in[0]) as tx:
            report = await check_all(tx)
        assert {check.name: check.examples for check in report.checks if check.drift} == {}
        assert report.drift == 0
        assert report.position > 0

    @pytest.mark.parametrize("what", PLANTS)
    async def test_finds(self, lived_in: tuple[str, LivedIn], what: str) -> None:
        plant, (url, numbers) = PLANTS[what], lived_in
        async with databases.rolled_back(url) as tx:
            for statement in plant.statements:
                await tx.run(statement, {"number": getattr(numbers, plant.order)})
            drifted = await found(tx)
        assert sorted(drifted) == sorted(plant.breaks)
        assert sum(drifted.values()) == max(plant.drift, len(plant.breaks))

    def test_has_seen_each_invariant_fail(self) -> None:
        assert {name for plant in PLANTS.values() for name in plant.breaks} == {one.name for one in ALL}

    async def test_counts_all_and_shows_the_first(self, lived_in: tuple[str, LivedIn]) -> None:
        async with databases.rolled_back(lived_in[0]) as tx:
            await tx.run(
                "INSERT INTO inventory.stock (sku, location, changed_at)"
                " SELECT 'GHOST', 'S' || number, now() FROM generate_series(100, 149) AS number"
            )
            report = await check_all(tx)
        [check] = [check for check in report.checks if check.drift]
        assert (check.drift, len(check.examples)) == (50, MOST_EXAMPLES)
        assert check.examples[0].id == "GHOST S100"
        assert check.examples[0].figures == {"sku": "GHOST", "location": "S100"}

    async def test_tells_how_far_it_is(self, lived_in: tuple[str, LivedIn]) -> None:
        heard: list[tuple[str, int, int]] = []
        async with databases.rolled_back(lived_in[0]) as tx:
            await check_all(tx, progress=lambda name, done, total: heard.append((name, done, total)))
        assert heard[0] == (ALL[0].name, 0, len(ALL))
        assert heard[-1] == ("done", len(ALL), len(ALL))


class TestApi:
    async def test_answers_with_every_check(self, client: Client) -> None:
        async with client.house.database.transaction() as tx:
            await tx.run("INSERT INTO inventory.stock (sku, location, changed_at) VALUES ('LAMP', 'S0001', now())")
        reply = await client.get("/v1/invariants")
        assert (reply.status, reply.json["drift"], len(reply.json["checks"])) == (200, 1, len(ALL))
        [check] = [check for check in reply.json["checks"] if check["drift"]]
        assert check["name"] == "stock_names_items_and_locations"
        assert check["examples"] == [{"id": "LAMP S0001", "figures": {"sku": "LAMP", "location": "S0001"}}]

    async def test_is_only_for_those_who_run_the_house(self, client: Client) -> None:
        reply = await (await client.allowed_to("orders:read")).get("/v1/invariants")
        assert (reply.status, reply.code) == (403, "scope_missing")
