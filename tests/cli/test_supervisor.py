"""Children of the house: started again when they end, however often."""

import asyncio
from pathlib import Path

from atrium.cli.supervisor import LONGEST_PAUSE_S, Child, Supervisor, pause_s

COUNT = "import sys; open(sys.argv[1], 'a').write('.')"


class TestPause:
    def test_grows_to_the_longest_and_stays_there(self) -> None:
        assert [pause_s(ends) for ends in (0, 1, 2)] == [0.1, 0.2, 0.4]
        assert pause_s(10) == pause_s(2000) == LONGEST_PAUSE_S


class TestSupervisor:
    async def test_starts_a_child_again_that_ended(self, tmp_path: Path) -> None:
        starts = tmp_path / "starts"
        supervisor = Supervisor()
        supervisor.start(Child("short", ("-c", COUNT, str(starts)), {}))
        async with asyncio.timeout(20):
            while not starts.exists() or len(starts.read_text()) < 3:  # noqa: ASYNC110 - another process writes it
                await asyncio.sleep(0.05)
        await supervisor.stop()
