"""The simulated gateway does not outlive the house that started it, however that house ends."""

import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

HOUSE = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-m", "atrium.adapters.card_gateway.simulator", *sys.argv[1:]], stdout=-1)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
class TestSimulator:
    def test_ends_when_its_house_is_killed(self, tmp_path: Path) -> None:
        words = ["--port", "0", "--state-file", str(tmp_path / "gateway.sqlite")]
        with subprocess.Popen([sys.executable, "-c", HOUSE, *words], stdout=subprocess.PIPE) as house:
            assert house.stdout is not None
            gateway = psutil.Process(int(house.stdout.readline()))
            house.kill()
        deadline = time.monotonic() + 10
        with suppress(psutil.NoSuchProcess):
            while gateway.status() != psutil.STATUS_ZOMBIE:
                assert time.monotonic() < deadline, "the gateway still runs"
                time.sleep(0.02)
