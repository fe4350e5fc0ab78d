"""What every test may ask for: a database that is rolled back, one that keeps, and the API over HTTP."""

from collections.abc import AsyncGenerator, Generator

import pytest

from atrium.kit.db import Database, Tx
from atrium.kit.postgres import Address
from tests import database as databases
from tests import web


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Generator[Address]:
    with databases.quick_folder(tmp_path_factory) as folder, databases.migrated_cluster(folder) as address:
        yield address


@pytest.fixture(scope="session")
def shared_url(cluster: Address) -> Generator[str]:
    """One database for all tests that roll back."""
    with databases.cloned(cluster) as url:
        yield url


@pytest.fixture
async def tx(shared_url: str) -> AsyncGenerator[Tx]:
    """A transaction of which nothing stays."""
    async with databases.rolled_back(shared_url) as opened:
        yield opened


@pytest.fixture
async def database(cluster: Address) -> AsyncGenerator[Database]:
    """A migrated database of the test's own, for tests that commit."""
    async with databases.opened(cluster) as opened:
        yield opened


@pytest.fixture
async def client(database: Database) -> AsyncGenerator[web.Client]:
    """The API over real HTTP, asked with the owner's key."""
    async with web.served(database) as opened:
        yield opened
