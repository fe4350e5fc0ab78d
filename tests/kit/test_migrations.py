"""Migrations are applied once, in order, and a failure leaves no trace of its own."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from atrium.kit import migrations
from atrium.kit.postgres import Address

FIRST = "CREATE TABLE lamps (sku text);"
SECOND = "-- depends: 20260101_01_lamps\nINSERT INTO lamps VALUES ('LAMP'); SELECT 'not shown';"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "20260101_01_lamps.sql").write_text(FIRST)
    (tmp_path / "20260102_01_light.sql").write_text(SECOND)
    return tmp_path


@pytest.fixture
def url(cluster: Address, request: pytest.FixtureRequest) -> str:
    name = f"empty_{abs(hash(request.node.nodeid))}"
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return cluster.url(name)


def count_lamps(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM lamps").fetchone()
    assert row is not None
    return row[0]


class TestMigrate:
    def test_applies_what_is_pending_once(self, url: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert migrations.pending(url, folder) == ["20260101_01_lamps", "20260102_01_light"]
        assert migrations.migrate(url, folder) == ["20260101_01_lamps", "20260102_01_light"]
        assert migrations.migrate(url, folder) == migrations.pending(url, folder) == []
        assert count_lamps(url) == 1
        assert capsys.readouterr().out == ""

    def test_lets_one_process_work_while_the_others_wait(self, url: str, folder: Path) -> None:
        with ThreadPoolExecutor(3) as pool:
            done = list(pool.map(migrations.migrate, [url] * 3, [folder] * 3))
        assert sorted(len(applied) for applied in done) == [0, 0, 2]
        assert count_lamps(url) == 1

    def test_names_the_file_that_failed_and_keeps_those_before(self, url: str, folder: Path) -> None:
        (folder / "20260103_01_broken.sql").write_text("INSERT INTO lamps VALUES ('SOFA'); SELECT 1 / 0;")
        with pytest.raises(migrations.MigrationError, match="20260103_01_broken failed: division by zero"):
            migrations.migrate(url, folder)
        assert migrations.pending(url, folder) == ["20260103_01_broken"]
        assert count_lamps(url) == 1

    def test_goes_on_after_a_crash_that_left_the_lock(self, url: str, folder: Path) -> None:
        migrations.migrate(url, folder)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("INSERT INTO yoyo_lock (locked, ctime, pid) VALUES (1, now(), 4242)")
        (folder / "20260103_01_more.sql").write_text("INSERT INTO lamps VALUES ('SOFA');")
        assert migrations.migrate(url, folder) == ["20260103_01_more"]

    def test_refuses_a_folder_without_migrations(self, url: str, tmp_path: Path) -> None:
        with pytest.raises(migrations.MigrationError, match="no migrations"):
            migrations.migrate(url, tmp_path)
