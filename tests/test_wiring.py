"""What a house is furnished with."""

from pathlib import Path

import pytest

from atrium.settings import Settings, from_environment
from atrium.wiring import SecretUnfitError, house_secret

LONG = "an-unlikely-string-of-letters-1234567"


def settings(folder: Path, **given: str) -> Settings:
    return from_environment({"ATRIUM_DATA_DIR": str(folder), **given})


class TestHouseSecret:
    def test_is_kept_beside_the_embedded_database(self, tmp_path: Path) -> None:
        made = house_secret(settings(tmp_path))
        assert len(made) == 43
        assert house_secret(settings(tmp_path)) == made == (tmp_path / "secret").read_bytes()

    def test_is_the_one_that_was_given(self, tmp_path: Path) -> None:
        assert house_secret(settings(tmp_path, ATRIUM_SECRET=LONG)) == LONG.encode()

    def test_must_be_given_with_a_database_of_ones_own(self, tmp_path: Path) -> None:
        with pytest.raises(SecretUnfitError, match=r"without a secret\. Set ATRIUM_SECRET"):
            house_secret(settings(tmp_path, ATRIUM_DATABASE_URL="postgresql://there"))
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("given", ["short", "change-me-change-me-change-me-change-me-123", "a" * 64, "secret" * 8])
    def test_must_not_be_known_or_short(self, tmp_path: Path, given: str) -> None:
        with pytest.raises(SecretUnfitError):
            house_secret(settings(tmp_path, ATRIUM_SECRET=given))

    def test_may_be_anything_in_the_demo(self, tmp_path: Path) -> None:
        assert house_secret(settings(tmp_path, ATRIUM_SECRET="secret", ATRIUM_DEMO="1")) == b"secret"
        kept = house_secret(settings(tmp_path, ATRIUM_DATABASE_URL="postgresql://there", ATRIUM_DEMO="1"))
        assert len(kept) == 43
