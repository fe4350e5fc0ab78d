"""The secret of a data folder is made once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from atrium.kit.secret_file import kept_secret


class TestKeptSecret:
    def test_is_made_once_and_kept(self, tmp_path: Path) -> None:
        path = tmp_path / "new" / "secret"
        made = kept_secret(path)
        assert len(made) == 43
        assert kept_secret(path) == made
        assert path.stat().st_mode & 0o077 == 0

    def test_is_the_same_for_all_that_start_at_once(self, tmp_path: Path) -> None:
        path = tmp_path / "secret"
        with ThreadPoolExecutor(8) as threads:
            assert len(set(threads.map(kept_secret, [path] * 32))) == 1
        assert [one.name for one in tmp_path.iterdir()] == ["secret"]
