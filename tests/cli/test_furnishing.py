"""The keys of the demo, kept for the next opening."""

from pathlib import Path

from atrium.cli import furnishing
from atrium.demo.seeding import DemoKeys

KEYS = DemoKeys("owner", "operator", {"web": "door"}, {"S0001": "associate"})


class TestKeys:
    def test_are_kept_where_no_folder_was_before(self, tmp_path: Path) -> None:
        path = tmp_path / "house" / "data" / furnishing.KEYS_FILE
        furnishing.keep_keys(path, KEYS)
        assert furnishing.read_keys(path) == KEYS
        assert path.stat().st_mode & 0o077 == 0
