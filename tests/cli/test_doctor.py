"""`atrium doctor` finds what is planted, says how to mend it, and finds nothing where nothing is."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from atrium.cli.doctor import examine
from atrium.cli.doctor.finding import Report
from atrium.kit import migrations
from atrium.kit.postgres import Cluster
from atrium.settings import from_environment
from tests.cli.commands import atrium


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def look(folder: Path, **more: str) -> Report:
    """What the doctor says of a house in this folder, on a port that is free unless another is named."""
    return examine(from_environment({"ATRIUM_DATA_DIR": str(folder), "ATRIUM_PORT": str(free_port()), **more}))


def wrongs(report: Report) -> dict[str, tuple[str, str]]:
    """What is wrong, and the remedy, by matter."""
    found = [one for one in report.findings if one.status == "wrong"]
    assert report.wrong == len(found) > 0
    return {one.about: (one.found, one.remedy) for one in found}


def status(report: Report) -> dict[str, str]:
    return {one.about: one.status for one in report.findings}


@contextmanager
def left_behind(folder: Path) -> Generator[int]:
    """A worker of a house in this folder whose `atrium up` is gone."""
    command = [sys.executable, "-c", "import time; time.sleep(60)", "-m", "atrium.worker"]
    with subprocess.Popen(command, env={"ATRIUM_DATA_DIR": str(folder)}) as process:
        try:
            yield process.pid
        finally:
            process.kill()


class TestDoctor:
    def test_finds_nothing_wrong_before_the_first_day(self, tmp_path: Path) -> None:
        report = look(tmp_path / "new")
        assert report.wrong == 0
        matters = {"python", "data folder", "disk", "clock", "browser", "database", "processes", "port", "gateway"}
        assert status(report).keys() == matters
        assert not (tmp_path / "new").exists()

    def test_speaks_plainly_and_ends_with_a_status(self, tmp_path: Path) -> None:
        environment = {"ATRIUM_DATA_DIR": str(tmp_path), "ATRIUM_PORT": str(free_port())}
        said = atrium("doctor", environment=environment)
        assert (said.status, said.output.splitlines()[-1]) == (0, "All is well.")
        (tmp_path / "demo-keys.json").write_text("{}")
        (tmp_path / "demo-keys.json").chmod(0o644)
        said = atrium("doctor", "--json", environment=environment)
        assert (said.status, said.json["wrong"]) == (1, 1)
        [wrong] = [one for one in said.json["findings"] if one["status"] == "wrong"]
        assert wrong.keys() == {"about", "status", "found", "remedy"}
        assert wrong["remedy"] == f"chmod 600 {tmp_path / 'demo-keys.json'}"

    def test_finds_a_folder_that_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("not a folder")
        found, remedy = wrongs(look(tmp_path / "file"))["data folder"]
        assert found == f"{tmp_path / 'file'} is not a folder."
        assert remedy == "Choose another one with ATRIUM_DATA_DIR."

    def test_finds_another_program_on_our_port(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = listening.getsockname()[1]
            assert wrongs(look(tmp_path, ATRIUM_PORT=str(port)))["port"] == (
                f"Port {port} is used by another program.",
                f"Choose another one, as in `ATRIUM_PORT={port + 1} atrium up`.",
            )

    def test_finds_keys_that_others_can_read(self, tmp_path: Path) -> None:
        keys = tmp_path / "demo-keys.json"
        keys.write_text("{}")
        keys.chmod(0o644)
        found, remedy = wrongs(look(tmp_path))["keys"]
        assert (found, remedy) == (f"{keys} can be read by others on this machine.", f"chmod 600 {keys}")
        keys.chmod(0o600)
        assert status(look(tmp_path))["keys"] == "ok"

    def test_finds_a_gateway_that_does_not_answer(self, tmp_path: Path) -> None:
        url = f"http://127.0.0.1:{free_port()}"
        found, remedy = wrongs(look(tmp_path, ATRIUM_GATEWAY_URL=url))["gateway"]
        assert found.startswith(f"{url} does not answer")
        assert remedy.startswith("Check ATRIUM_GATEWAY_URL")

    def test_finds_processes_of_a_house_that_is_gone(self, tmp_path: Path) -> None:
        with left_behind(tmp_path) as pid:
            assert wrongs(look(tmp_path))["processes"] == (
                f"Process {pid} is left of a house that ended.",
                f"kill {pid}",
            )
            assert status(look(tmp_path / "other"))["processes"] == "ok"


class TestDoctorOfDatabases:
    def test_finds_one_that_is_closed(self, tmp_path: Path) -> None:
        with Cluster(tmp_path / "postgres", durable=False):
            pass
        report = look(tmp_path)
        assert report.wrong == 0
        assert f"closed, in {tmp_path / 'postgres'}" in [one.found for one in report.findings]

    def test_finds_one_that_lacks_migrations(self, tmp_path: Path) -> None:
        with Cluster(tmp_path / "postgres", durable=False) as address:
            found, remedy = wrongs(look(tmp_path))["migrations"]
            assert (found.endswith("_01_kit on."), remedy) == (True, "atrium migrate")
            migrations.migrate(address.url())
            report = look(tmp_path)
        assert report.wrong == 0
        assert (status(report)["migrations"], status(report)["clocks"]) == ("ok", "ok")

    def test_finds_one_of_another_version(self, tmp_path: Path) -> None:
        (tmp_path / "postgres/data").mkdir(parents=True)
        (tmp_path / "postgres/data/PG_VERSION").write_text("15\n")
        assert wrongs(look(tmp_path))["database"][0] == f"{tmp_path / 'postgres'} was made by PostgreSQL 15."

    def test_finds_a_server_that_nobody_looks_after(self, tmp_path: Path) -> None:
        with Cluster(tmp_path / "postgres", durable=False) as address:
            (tmp_path / "postgres/owner.lock").unlink()
            found, _ = wrongs(look(tmp_path))["database"]
        assert found == f"Server {address.pid} runs in {tmp_path / 'postgres'}, and nobody looks after it."

    def test_finds_an_owner_whose_server_is_gone(self, tmp_path: Path) -> None:
        cluster = Cluster(tmp_path / "postgres", durable=False)
        with cluster as address:
            os.kill(address.pid, signal.SIGQUIT)
            while cluster.alive:
                time.sleep(0.01)
            found, _ = wrongs(look(tmp_path))["database"]
        assert found == f"Somebody has taken {tmp_path / 'postgres'}, and no server answers."

    def test_hints_at_a_house_that_was_not_closed(self, tmp_path: Path) -> None:
        (tmp_path / "postgres").mkdir()
        (tmp_path / "postgres/address.json").write_text("{}")
        report = look(tmp_path)
        assert (report.wrong, status(report)["database"]) == (0, "hint")

    def test_finds_one_of_ours_that_does_not_answer(self, tmp_path: Path) -> None:
        url = f"postgresql://atrium@127.0.0.1:{free_port()}/atrium"
        assert wrongs(look(tmp_path, ATRIUM_DATABASE_URL=url))["database"][0].startswith("The database server does not")
