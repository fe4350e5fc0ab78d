"""The embedded PostgreSQL is started for real, as whatever user runs the tests."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path

import psutil
import psycopg
import pytest

from atrium.kit.postgres import Address, Cluster, ClusterError, find, find_or_start, require_version
from atrium.kit.postgres.privileges import ENVIRONMENT

OWNER = """
import sys, time
from pathlib import Path
from atrium.kit.postgres import Cluster
print(Cluster(Path(sys.argv[1]), durable=False).start().pid, flush=True)
time.sleep(60)
"""


def count_rows(address: Address) -> int:
    with psycopg.connect(address.url()) as connection:
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert row is not None
    return int(row[0])


def keep_rows(address: Address, *, count: int) -> None:
    with psycopg.connect(address.url()) as connection:
        connection.execute("DROP TABLE IF EXISTS kept")
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept SELECT generate_series(1, %(count)s)", {"count": count})


def wait_until(condition: Callable[[], bool], *, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "what was awaited did not happen"
        time.sleep(0.01)


def is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Generator[Address]:
    with Cluster(tmp_path_factory.mktemp("running") / "cluster", durable=False) as address:
        yield address


@pytest.fixture(scope="module")
def stopped_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a cluster that was made and stopped; its tests leave it stopped."""
    folder = tmp_path_factory.mktemp("stopped") / "cluster"
    with Cluster(folder, durable=False):
        return folder


class TestStart:
    def test_gives_a_database_that_keeps_its_rows_over_a_restart(self, tmp_path: Path) -> None:
        cluster = Cluster(tmp_path / "cluster")
        with cluster as address:
            keep_rows(address, count=3)
        assert is_gone(address.pid)
        assert not address.socket_folder.exists()
        with cluster as address:
            assert count_rows(address) == 3

    def test_uses_utf8_checksums_and_utc(self, running: Address) -> None:
        with psycopg.connect(running.url()) as connection:
            row = connection.execute(
                "SELECT current_setting('server_encoding'), datlocprovider, datlocale,"
                " current_setting('data_checksums'), current_setting('timezone'), current_user"
                " FROM pg_database WHERE datname = current_database()"
            ).fetchone()
        assert row == ("UTF8", "b", "C.UTF-8", "on", "UTC", "atrium")

    def test_listens_on_no_tcp_port_unless_asked(self, running: Address) -> None:
        with psycopg.connect(running.url()) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        with pytest.raises(ClusterError, match="no TCP port"):
            running.tcp_url(password="any")

    def test_keeps_socket_and_address_from_other_users(self, running: Address) -> None:
        assert running.socket_folder.stat().st_mode & 0o777 == 0o700
        assert (running.data_folder.parent / "address.json").stat().st_mode & 0o777 == 0o600
        assert running.data_folder.parent.stat().st_mode & 0o007 == 0

    def test_never_runs_as_root(self, running: Address) -> None:
        assert psutil.Process(running.pid).uids().real != 0

    def test_applies_given_settings(self, stopped_folder: Path) -> None:
        wished = {"work_mem": "9MB", "application_name": "it's a test"}
        with (
            Cluster(stopped_folder, durable=False, settings=wished) as address,
            psycopg.connect(address.url()) as connection,
        ):
            assert connection.execute("SHOW work_mem").fetchone() == ("9MB",)
            assert connection.execute("SHOW fsync").fetchone() == ("off",)

    def test_says_which_setting_is_wrong(self, stopped_folder: Path) -> None:
        with pytest.raises(ClusterError, match=r"Correct the settings(.|\n)*no_such_thing"):
            Cluster(stopped_folder, durable=False, settings={"no_such_thing": "1"}).start()

    def test_works_in_a_folder_with_spaces_quotes_and_a_very_long_path(self, tmp_path: Path) -> None:
        folder = tmp_path / 'it\'s a "shop" for ünïcode' / ("long " * 30) / ("path" * 30)
        with Cluster(folder, durable=False) as address:
            keep_rows(address, count=1)
            assert find(folder) == address
            assert len(str(address.socket_folder)) < 60

    def test_refuses_a_second_owner_and_names_the_first(self, running: Address) -> None:
        folder = running.data_folder.parent
        with pytest.raises(ClusterError) as caught:
            Cluster(folder).start()
        assert str(folder) in str(caught.value)
        assert f"`kill {os.getpid()}`" in str(caught.value)
        assert find(folder) == running

    def test_refuses_the_files_of_another_version(self, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "PG_VERSION").write_text("16\n")
        with pytest.raises(ClusterError, match="was made by PostgreSQL 16, this is PostgreSQL 18"):
            Cluster(tmp_path).start()

    def test_refuses_a_folder_with_other_files_and_leaves_them(self, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "holiday.jpg").write_text("sea")
        with pytest.raises(ClusterError, match="holds other files"):
            Cluster(tmp_path).start()
        assert (tmp_path / "data" / "holiday.jpg").read_text() == "sea"

    def test_refuses_a_file_in_place_of_the_folder(self, tmp_path: Path) -> None:
        (tmp_path / "cluster").touch()
        with pytest.raises(ClusterError, match="could not be started"):
            Cluster(tmp_path / "cluster").start()

    def test_makes_the_files_anew_after_an_interrupted_first_start(self, tmp_path: Path) -> None:
        (tmp_path / "data.new").mkdir()
        (tmp_path / "data.new" / "PG_VERSION").write_text("18\n")
        with Cluster(tmp_path, durable=False) as address:
            assert address.answers()
        assert not (tmp_path / "data.new").exists()

    def test_serves_the_wheels_own_clients(self, running: Address) -> None:
        for command in (["psql", "-Atc", "SELECT 1"], ["pg_dump", "--schema-only"], ["pgbench", "-i", "-q"]):
            program, *arguments = command
            where = ["-d", running.url()] if program == "pg_dump" else [running.url()]
            done = subprocess.run(
                [str(running.bin_folder / program), *arguments, *where],
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr


class TestTcp:
    def test_asks_for_the_password(self, stopped_folder: Path) -> None:
        port = free_port()
        with Cluster(stopped_folder, tcp_port=port, password="s%c:r@t", durable=False) as address:
            with psycopg.connect(address.tcp_url(password="s%c:r@t")) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)
            for wrong in ("other", ""):
                with pytest.raises(psycopg.OperationalError, match="password"):
                    psycopg.connect(address.tcp_url(password=wrong))
            published = (stopped_folder / "address.json").read_text()
        log = (stopped_folder / "postgres.log").read_text()
        assert "s%c:r@t" not in published + log

    def test_refuses_a_port_without_a_password(self, tmp_path: Path) -> None:
        with pytest.raises(ClusterError, match="needs a password"):
            Cluster(tmp_path, tcp_port=5499)

    def test_says_that_the_port_is_taken(self, stopped_folder: Path) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = int(taken.getsockname()[1])
            with pytest.raises(ClusterError, match="Another program uses this TCP port"):
                Cluster(stopped_folder, tcp_port=port, password="secret", durable=False).start()
        assert find(stopped_folder) is None


class TestRecovery:
    def test_recovers_when_the_server_was_killed(self, stopped_folder: Path) -> None:
        cluster = Cluster(stopped_folder)
        address = cluster.start()
        keep_rows(address, count=5)
        os.kill(address.pid, signal.SIGKILL)
        wait_until(lambda: find(cluster.folder) is None)
        cluster.stop()
        with cluster as address:
            assert count_rows(address) == 5

    def test_starts_beside_a_socket_lock_whose_pid_is_somebody_elses_by_now(self, stopped_folder: Path) -> None:
        with Cluster(stopped_folder, durable=False) as address:
            sockets, port = address.socket_folder, address.port
            lock = (sockets / f".s.PGSQL.{port}.lock").read_text().splitlines()
        sockets.mkdir(mode=0o700)
        (sockets / f".s.PGSQL.{port}.lock").write_text("\n".join([str(os.getpid()), *lock[1:]]) + "\n")
        with Cluster(stopped_folder, durable=False) as address:
            assert find(stopped_folder) == address

    @pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
    def test_leaves_no_server_behind_when_the_owner_ends(self, stopped_folder: Path, end: signal.Signals) -> None:
        log = stopped_folder / "postgres.log"
        before = len(log.read_text())
        with subprocess.Popen([sys.executable, "-c", OWNER, str(stopped_folder)], stdout=subprocess.PIPE) as owner:
            assert owner.stdout is not None
            pid = int(owner.stdout.readline())
            assert find(stopped_folder) is not None
            owner.send_signal(end)
        wait_until(lambda: is_gone(pid))
        assert "fast shutdown request" in log.read_text()[before:]
        assert (stopped_folder / "address.json").exists(), "the control: the address was left stale"
        assert find(stopped_folder) is None
        with Cluster(stopped_folder, durable=False) as address:
            assert find(stopped_folder) == address

    def test_takes_over_a_server_that_outlived_its_owner(self, stopped_folder: Path) -> None:
        cluster = Cluster(stopped_folder, durable=False)
        with cluster as address:
            keep_rows(address, count=7)
            command = psutil.Process(address.pid).cmdline()
        address.socket_folder.mkdir(mode=0o700)
        orphan = start_orphan(command, address)
        with cluster as address:
            assert count_rows(address) == 7
            assert address.pid != orphan.pid
            assert orphan.poll() is not None

    def test_is_not_misled_by_a_pid_that_belongs_to_a_stranger(self, stopped_folder: Path) -> None:
        cluster = Cluster(stopped_folder, durable=False)
        with cluster as address:
            keep_rows(address, count=2)
        stranger = subprocess.Popen(["sleep", "60"])
        try:
            owner = address.data_folder.stat()
            pid_file = address.data_folder / "postmaster.pid"
            pid_file.write_text(f"{stranger.pid}\n{address.data_folder}\n1\n5432\n/tmp\n\n1 1\nready\n")
            os.chown(pid_file, owner.st_uid, owner.st_gid)
            with cluster as address:
                assert count_rows(address) == 2
            assert stranger.poll() is None
        finally:
            stranger.kill()
            stranger.wait()


def start_orphan(command: list[str], address: Address) -> "subprocess.Popen[bytes]":
    """Start the server as no owner would: without a lock, and without ending with its parent."""
    owner = address.data_folder.stat()
    if os.geteuid() == 0:
        os.chown(address.socket_folder, owner.st_uid, owner.st_gid)
        keep = "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"
        command = [
            "setpriv",
            f"--reuid={owner.st_uid}",
            f"--regid={owner.st_gid}",
            "--clear-groups",
            *keep,
            *command,
        ]
    orphan = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    pid_file = address.data_folder / "postmaster.pid"
    wait_until(lambda: pid_file.exists() and "ready" in pid_file.read_text())
    return orphan


class TestFind:
    def test_finds_nothing_in_an_empty_or_missing_folder(self, tmp_path: Path) -> None:
        assert find(tmp_path) is None
        assert find(tmp_path / "missing") is None

    def test_ignores_a_stale_or_spoilt_address(self, tmp_path: Path, running: Address) -> None:
        stale = json.loads((running.data_folder.parent / "address.json").read_text())
        stale["pid"] = os.getpid()
        for text in (json.dumps(stale), "{}", "[]", "not json", ""):
            (tmp_path / "address.json").write_text(text)
            assert find(tmp_path) is None


class TestFindOrStart:
    def test_uses_a_running_cluster_and_leaves_it_running(self, running: Address) -> None:
        with find_or_start(running.data_folder.parent) as address:
            assert address == running
        assert running.answers()

    def test_starts_a_cluster_and_stops_it_afterwards(self, stopped_folder: Path) -> None:
        with find_or_start(stopped_folder, durable=False) as address:
            assert address.answers()
        assert is_gone(address.pid)

    def test_lets_one_of_many_start(self, tmp_path: Path) -> None:
        script = (
            "import sys, time; from pathlib import Path; from atrium.kit.postgres import find_or_start\n"
            "with find_or_start(Path(sys.argv[1]), durable=False) as address:\n"
            "    print(address.pid, flush=True); sys.stdin.read()"
        )
        crowd = [
            subprocess.Popen(
                [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            for _ in range(3)
        ]
        pids = {one.stdout.readline() for one in crowd if one.stdout is not None}
        for one in crowd:
            one.communicate()
        assert len(pids) == 1
        assert is_gone(int(pids.pop()))


class TestRequireVersion:
    def test_accepts_the_embedded_server(self, running: Address) -> None:
        require_version(running.url())

    def test_refuses_an_older_server(self, running: Address) -> None:
        with pytest.raises(ClusterError, match="is PostgreSQL 18, Atrium needs 99 or newer"):
            require_version(running.url(), minimum=99)

    def test_says_that_no_server_answers(self) -> None:
        with pytest.raises(ClusterError, match="does not answer"):
            require_version(f"postgresql://atrium:secret@127.0.0.1:{free_port()}/atrium")
