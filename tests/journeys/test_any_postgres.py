"""The same house on a PostgreSQL of somebody's own: over TCP, with a password, by its address."""

import socket
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import aiohttp
import psycopg
import pytest

from atrium.app import create_app
from atrium.contexts import inventory
from atrium.demo import seeding
from atrium.kit import clock, migrations
from atrium.kit.db import Database
from atrium.kit.ids import new_secret
from atrium.kit.postgres import Cluster
from atrium.settings import from_environment
from atrium.vocabulary.actor import EVERYTHING
from atrium.wiring import LOCK_ORDER, database_url, open_house
from tests import web

PASSWORD = "correct horse battery staple"


class TestAHouseOnAnotherPostgres:
    async def test_places_an_order_over_tcp_with_a_password(self, tmp_path: Path) -> None:
        with Cluster(tmp_path / "theirs", tcp_port=_free_port(), password=PASSWORD, durable=False) as address:
            url = address.tcp_url(password=PASSWORD)
            given = {
                "ATRIUM_DATABASE_URL": url,
                "ATRIUM_SECRET": new_secret(),
                "ATRIUM_DATA_DIR": str(tmp_path / "ours"),
            }
            settings = from_environment(given)
            migrations.migrate(database_url(settings))
            key, sku = await _seed(url)
            async with open_house(replace(settings, web_processes=1)) as house:
                async with web.running(create_app(house)) as base, aiohttp.ClientSession() as session:
                    placed = await web.Client(base, session, house, key).post(
                        "/v1/orders", _order(sku), headers={"Idempotency-Key": str(uuid4())}
                    )
                async with house.database.reading() as tx:
                    levels = await inventory.list_levels(tx, sku, visible_to=EVERYTHING)
            assert placed.status == 201, placed.body
            assert placed.json["state"] == "awaiting_payment"
            assert sum(level.held for level in levels) == 1

    def test_is_not_let_in_with_a_wrong_password(self, tmp_path: Path) -> None:
        theirs = Cluster(tmp_path / "theirs", tcp_port=_free_port(), password=PASSWORD, durable=False)
        refused = pytest.raises(psycopg.OperationalError, match="password authentication failed")
        with theirs as address, refused:
            psycopg.connect(address.tcp_url(password="guess"))


async def _seed(url: str) -> tuple[str, str]:
    async with Database.open(url, lock_order=LOCK_ORDER) as database:
        seeded = await seeding.seed(database, now=clock.now(), part=seeding.Slice(products=5, stores=2))
        async with database.reading() as tx:
            sku = await tx.value("SELECT sku FROM inventory.stock WHERE on_hand > 5 ORDER BY sku LIMIT 1")
    return seeded.keys.owner, sku


def _order(sku: str) -> dict[str, object]:
    there = {"street": "100 Congress Ave", "city": "Austin", "region": "TX", "postal_code": "78701", "country": "US"}
    contact = {"name": "Ana Lima", "email": "ana.lima@example.com"}
    return {"contact": contact, "address": there, "lines": [{"sku": sku, "quantity": 1}]}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]
