"""A repeated key finds its answer, in this process and across two."""

import asyncio
from datetime import timedelta

import pytest

from atrium.kit.db import Database, Tx
from atrium.kit.idempotency import Key, Overtaken, StillInFlight, find, fingerprint, forget, keep
from tests.builders import NOW

BODY = fingerprint(b'{"sku": "LAMP"}')
FIRST, SECOND = Key("till", "k1", BODY), Key("till", "k2", BODY)
COUNT = "SELECT count(*) FROM kit.idempotency_keys"
SHORT_PATIENCE = "SET LOCAL lock_timeout = '100ms'"


class TestFind:
    async def test_finds_what_was_kept_and_nothing_else(self, tx: Tx) -> None:
        await keep(tx, [(FIRST, "answer 1")], now=NOW)
        found = await find(tx, [FIRST, SECOND, Key("web", "k1", BODY)])
        assert list(found) == ["till k1"]
        assert (found["till k1"].answer, found["till k1"].fingerprint) == ("answer 1", BODY)

    async def test_sends_no_statement_for_no_keys(self, tx: Tx) -> None:
        assert await find(tx, []) == {}
        await keep(tx, [], now=NOW)
        assert tx.statements.sent == 0


class TestFingerprint:
    def test_tells_one_body_from_another(self) -> None:
        assert fingerprint(b"a") == fingerprint(b"a")
        assert fingerprint(b"a") != fingerprint(b"b")


class TestKeep:
    async def test_sends_one_statement_for_many(self, tx: Tx) -> None:
        await keep(tx, [(Key("till", f"k{n}", BODY), str(n)) for n in range(500)], now=NOW)
        assert tx.statements.sent == 1
        assert await tx.value(COUNT) == 500

    async def test_is_overtaken_by_a_duplicate_that_committed_first(self, database: Database) -> None:
        async def quicker() -> None:
            async with database.transaction() as tx:
                await keep(tx, [(FIRST, "quicker")], now=NOW)
                written.set()
                await asyncio.sleep(0.1)

        async def slower() -> None:
            async with database.transaction() as tx:
                await written.wait()
                assert await find(tx, [FIRST]) == {}
                await keep(tx, [(SECOND, "undone"), (FIRST, "slower")], now=NOW)

        written = asyncio.Event()
        answers = await asyncio.gather(quicker(), slower(), return_exceptions=True)
        assert [type(answer) for answer in answers] == [type(None), Overtaken]
        async with database.reading() as tx:
            found = await find(tx, [FIRST, SECOND])
        assert {handle: kept.answer for handle, kept in found.items()} == {"till k1": "quicker"}

    async def test_goes_ahead_when_the_duplicate_was_rolled_back(self, database: Database) -> None:
        async def fails() -> None:
            async with database.transaction() as tx:
                await keep(tx, [(FIRST, "never")], now=NOW)
                written.set()
                await asyncio.sleep(0.1)
                raise ZeroDivisionError

        async def waits() -> None:
            async with database.transaction() as tx:
                await written.wait()
                await keep(tx, [(FIRST, "in the end")], now=NOW)

        written = asyncio.Event()
        answers = await asyncio.gather(fails(), waits(), return_exceptions=True)
        assert [type(answer) for answer in answers] == [ZeroDivisionError, type(None)]
        async with database.reading() as tx:
            assert (await find(tx, [FIRST]))["till k1"].answer == "in the end"

    async def test_is_still_in_flight_when_the_first_takes_too_long(self, database: Database) -> None:
        async def impatient() -> None:
            async with database.transaction() as tx:
                await tx.run(SHORT_PATIENCE)
                await keep(tx, [(FIRST, "impatient")], now=NOW)

        async with database.transaction() as first:
            await keep(first, [(FIRST, "slow")], now=NOW)
            with pytest.raises(StillInFlight):
                await impatient()


class TestForget:
    async def test_drops_what_is_older_and_keeps_the_rest(self, tx: Tx) -> None:
        await keep(tx, [(FIRST, "old")], now=NOW - timedelta(days=2))
        await keep(tx, [(SECOND, "new")], now=NOW)
        assert await forget(tx, before=NOW - timedelta(days=1)) == 1
        assert list(await find(tx, [FIRST, SECOND])) == ["till k2"]

    async def test_drops_so_many_at_a_time(self, tx: Tx) -> None:
        await keep(tx, [(Key("till", f"k{number}", "f"), "old") for number in range(5)], now=NOW - timedelta(days=2))
        assert [await forget(tx, before=NOW, most=2) for _ in range(4)] == [2, 2, 1, 0]
