"""Root starts the embedded PostgreSQL as another user, and opens no folder to others for that."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

import atrium
from atrium.kit.postgres import find
from atrium.kit.postgres.binaries import bin_folder

START_AND_TELL = """
import sys
from pathlib import Path
from atrium.kit.postgres import Cluster, ClusterError
try:
    with Cluster(Path(sys.argv[1]), durable=False) as address:
        status = Path(f"/proc/{address.pid}/status").read_text()
        print(address.bin_folder, *(line for line in status.splitlines() if line.startswith(("Uid", "CapEff"))))
except ClusterError as error:
    print(error)
"""


def start_and_tell(folder: Path, *, prefix: Sequence[str] = (), modules: Path | None = None) -> str:
    path = os.pathsep.join(map(str, [*([modules] if modules else []), Path(atrium.__file__).parents[1]]))
    command = [*prefix, sys.executable, "-c", START_AND_TELL, str(folder)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="only root changes the user")
class TestRoot:
    def test_works_where_programs_and_files_are_closed_to_others(self, tmp_path: Path) -> None:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o700)
        wheel = bin_folder().parents[1]
        shutil.copytree(wheel / "pginstall18", closed / wheel.name / "pginstall18")
        shutil.copytree(wheel.with_name(f"{wheel.name}.libs"), closed / f"{wheel.name}.libs")
        (closed / wheel.name / "__init__.py").touch()
        told = start_and_tell(closed / "cluster", modules=closed)
        assert told.startswith(str(closed / wheel.name / "pginstall18" / "bin"))
        assert "Uid:\t0" not in told
        assert "CapEff:\t0000000000000004" in told, "only reading and passing through is kept"
        assert closed.stat().st_mode & 0o777 == 0o700
        assert closed.stat().st_uid == 0

    def test_keeps_no_capability_where_all_is_reachable(self, open_folder: Path) -> None:
        assert "CapEff:\t0000000000000000" in start_and_tell(open_folder / "cluster")

    @pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv of util-linux")
    @pytest.mark.parametrize("missing", ["dac_read_search", "setpcap"])
    def test_says_what_to_do_where_a_container_forbids_the_capability(self, tmp_path: Path, missing: str) -> None:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o700)
        told = start_and_tell(closed / "cluster", prefix=["setpriv", f"--bounding-set=-{missing}"])
        assert "cannot reach" in told
        assert "set ATRIUM_DATA_DIR" in told

    @pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv of util-linux")
    def test_works_with_the_few_rights_of_a_container(self, open_folder: Path) -> None:
        few = "--bounding-set=-dac_read_search,-setpcap,-kill"
        told = start_and_tell(open_folder / "cluster", prefix=["setpriv", few])
        assert "Uid" in told
        assert find(open_folder / "cluster") is None
        assert not (open_folder / "cluster" / "data" / "postmaster.pid").exists()


@pytest.fixture
def open_folder() -> Generator[Path]:
    if any(parent.stat().st_mode & 0o001 == 0 for parent in bin_folder().parents):
        pytest.skip("the virtualenv is closed to others")
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o711)
        yield Path(name)
