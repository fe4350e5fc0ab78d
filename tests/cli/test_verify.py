"""`atrium verify`, on a database that runs elsewhere and on the one of a closed house."""

from pathlib import Path

import psycopg

from atrium.kit import migrations
from atrium.kit.postgres import Cluster
from atrium.readmodels.invariants import ALL
from tests.cli.commands import atrium

STRAY = "INSERT INTO inventory.stock (sku, location, changed_at) VALUES ('LAMP', 'S0001', now())"
LEFT = """
    INSERT INTO kit.event_inbox (id, type, subject, at, actor, facts)
    VALUES (kit.uuid7_floor(now() - interval '1 hour'), 'catalog.items_saved', 'items', now(), 'house', '{}')
"""


def a_house_in(folder: Path, *statements: bytes) -> dict[str, str]:
    """A closed house with a migrated database, in which these statements ran."""
    with Cluster(folder / "postgres", durable=False) as address:
        migrations.migrate(address.url())
        with psycopg.connect(address.url()) as connection:
            for statement in statements:
                connection.execute(statement)
    return {"ATRIUM_DATA_DIR": str(folder)}


class TestVerify:
    def test_says_that_nothing_drifted(self, shared_url: str) -> None:
        said = atrium("verify", environment={"ATRIUM_DATABASE_URL": shared_url})
        assert said.status == 0, said.complaint
        assert f"Nothing drifted; {len(ALL)} checks at event 0" in said.output
        assert all(invariant.name in said.output for invariant in ALL)

    def test_starts_the_database_of_a_closed_house_and_numbers_what_it_left(self, tmp_path: Path) -> None:
        house = a_house_in(tmp_path, LEFT.encode())
        said = atrium("verify", "--json", environment=house)
        assert (said.status, said.json["drift"], said.json["position"]) == (0, 0, 1), said.output

    def test_ends_with_status_1_and_names_what_drifted(self, tmp_path: Path) -> None:
        house = a_house_in(tmp_path, STRAY.encode())
        said = atrium("verify", environment=house)
        assert said.status == 1
        assert "1 thing drifted" in said.output
        assert "LAMP S0001: sku LAMP, location S0001" in said.output
        told = atrium("verify", "--json", environment=house)
        assert (told.status, told.json["drift"]) == (1, 1)
        assert [check["name"] for check in told.json["checks"] if check["drift"]] == ["stock_names_items_and_locations"]
        assert set(told.json) == {"checks", "drift", "position", "seconds"}

    def test_asks_for_migrations_first(self, tmp_path: Path) -> None:
        said = atrium("verify", environment={"ATRIUM_DATA_DIR": str(tmp_path)})
        assert said.status == 1
        assert "run `atrium migrate` first" in said.complaint
