"""Limits on guessing hold, also when all guess at once."""

import asyncio
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from atrium.contexts import identity
from atrium.contexts.identity import tries
from atrium.kit.db import Database, Tx
from tests.builders import NOW

FIVE = identity.Limit("guesses", 5, timedelta(minutes=5))


async def take(tx: Tx, who: str = "ana", *, limit: identity.Limit = FIVE, later: float = 0) -> None:
    await identity.take_tries(tx, [identity.Try(limit, who)], now=NOW + timedelta(seconds=later))


async def refusal(tx: Tx, who: str = "ana", *, later: float = 0) -> int:
    with pytest.raises(identity.TooManyTries) as refused:
        await take(tx, who, later=later)
    return refused.value.retry_after_s


class TestTakeTries:
    async def test_lets_as_many_through_as_the_limit_says(self, tx: Tx) -> None:
        for _ in range(5):
            await take(tx)
        assert await refusal(tx) == 300
        await take(tx, "ben")

    async def test_makes_the_wait_begin_with_the_last_try(self, tx: Tx) -> None:
        for second in (0, 10, 20, 30, 290):
            await take(tx, later=second)
        assert await refusal(tx, later=300) == 290
        assert await refusal(tx, later=589.5) == 1
        await take(tx, later=590)

    async def test_starts_anew_when_the_while_is_over(self, tx: Tx) -> None:
        for _ in range(4):
            await take(tx)
        for _ in range(5):
            await take(tx, later=300)
        assert await refusal(tx, later=301) == 299

    async def test_counts_none_when_one_of_them_is_used_up(self, database: Database) -> None:
        one = identity.Limit("of one", 1, timedelta(minutes=5))
        both = [identity.Try(FIVE, "ana"), identity.Try(one, "here")]
        await database.commit(lambda tx: take(tx, "here", limit=one))
        for _ in range(7):
            with pytest.raises(identity.TooManyTries):
                await database.commit(lambda tx: identity.take_tries(tx, both, now=NOW))
        for _ in range(5):
            await database.commit(take)

    async def test_keeps_nothing_of_what_was_typed(self, tx: Tx) -> None:
        await take(tx, "my password, by mistake")
        assert "password" not in str(await tx.values("SELECT tries::text FROM identity.tries"))


async def let_through(database: Database, *, limit: identity.Limit = FIVE) -> int:
    """How many of forty who try at once get through."""
    who = str(uuid4())

    async def one(number: int) -> bool:
        try:
            await database.commit(lambda tx: take(tx, who, limit=limit, later=number / 1000))
        except identity.TooManyTries:
            return False
        return True

    return sum(await asyncio.gather(*(one(number) for number in range(40))))


class TestManyAtOnce:
    async def test_are_not_let_through_more_often_than_the_limit_says(self, database: Database) -> None:
        for _ in range(5):
            assert await let_through(database) == 5

    async def test_would_be_with_the_guard_off(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        async def look_then_write(tx: Tx, wanted: list[identity.Try], *, now: datetime) -> None:
            """What anybody would write first: look whether there is a try left, then count it."""
            one = wanted[0]
            used = await tx.value(
                "SELECT count(*) FROM identity.tries WHERE what LIKE 'guesses %%' AND who = decode(%(who)s, 'hex')",
                {"who": one.row["who"]},
            )
            await asyncio.sleep(0.01)
            if used >= one.limit.most:
                raise identity.TooManyTries(1)
            row = {**one.row, "what": f"guesses {uuid4()}"}
            await tx.values(tries.TAKE, {"rows": tries.as_rows([row]), "now": now})

        monkeypatch.setattr(identity, "take_tries", look_then_write)
        let_in = 0
        for _ in range(20):
            # The first ones find few connections open and come one after another; it takes a crowd.
            let_in = max(let_in, await let_through(database))
            if let_in > 5:
                break
        assert let_in > 5


class TestClearTries:
    async def test_gives_all_of_them_back(self, tx: Tx) -> None:
        for _ in range(5):
            await take(tx)
        assert await identity.is_used_up(tx, identity.Try(FIVE, "ana"), now=NOW)
        await identity.clear_tries(tx, identity.Try(FIVE, "ana"))
        assert not await identity.is_used_up(tx, identity.Try(FIVE, "ana"), now=NOW)
        await take(tx)


class TestIsUsedUp:
    async def test_is_over_with_the_wait(self, tx: Tx) -> None:
        for _ in range(5):
            await take(tx)
        tried = identity.Try(FIVE, "ana")
        assert await identity.is_used_up(tx, tried, now=NOW + timedelta(seconds=299))
        assert not await identity.is_used_up(tx, tried, now=NOW + timedelta(seconds=300))


class TestForgetTries:
    async def test_drops_what_began_long_ago(self, tx: Tx) -> None:
        await take(tx)
        assert await identity.forget_tries(tx, before=NOW) == 0
        assert await identity.forget_tries(tx, before=NOW + timedelta(days=1)) == 1
