"""Passwords are kept as argon2id, and worked out beside the event loop."""

import asyncio
import threading

import pytest

from atrium.kit import passwords
from atrium.kit.passwords import hash_password, is_password


class TestIsPassword:
    async def test_knows_the_one_that_was_hashed(self) -> None:
        kept = await hash_password("correct horse")
        assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert await is_password("correct horse", kept)
        assert not await is_password("correct horse ", kept)

    async def test_salts_each(self) -> None:
        assert await hash_password("correct horse") != await hash_password("correct horse")

    async def test_is_never_right_for_nobody(self) -> None:
        assert not await is_password("nobody has this password", None)

    async def test_is_never_right_for_what_is_no_hash(self) -> None:
        assert not await is_password("x", "not a hash")

    async def test_works_as_hard_for_nobody_as_for_somebody(self, monkeypatch: pytest.MonkeyPatch) -> None:
        kept, verified = await hash_password("correct horse"), list[str]()
        verify = passwords.HASHER.verify

        class Counting:
            def verify(self, hash_: str, password: str) -> bool:
                verified.append(hash_.rpartition("$")[0].rpartition("$")[0])
                assert threading.current_thread() is not threading.main_thread()
                return verify(hash_, password)

            hash = passwords.HASHER.hash

        monkeypatch.setattr(passwords, "HASHER", Counting())
        assert not await is_password("wrong", kept)
        assert not await is_password("wrong", None)
        assert verified == ["$argon2id$v=19$m=19456,t=2,p=1"] * 2

    async def test_leaves_the_loop_free(self) -> None:
        kept = await hash_password("correct horse")
        working = asyncio.gather(*(is_password("wrong", kept) for _ in range(4)))
        turns = 0
        while not working.done():
            await asyncio.sleep(0)
            turns += 1
        assert turns > 4
