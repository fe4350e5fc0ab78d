"""A code by e-mail lets its reader in, once, and makes a shopper of a stranger."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from atrium.contexts import identity
from atrium.flows.send_sign_in_code import send_sign_in_code
from atrium.flows.sign_in_by_code import CodeKnocks, sign_in_by_code
from atrium.kit import events
from atrium.kit.db import Database, Tx
from tests.builders import NOW
from tests.people import a_shopper
from tests.story import US

SECRET = b"what signs links and codes in tests"
EMAIL = "sol@example.com"
NEWEST = "SELECT text FROM messaging.messages WHERE recipient = %(email)s ORDER BY id DESC LIMIT 1"
KNOCKS = CodeKnocks(email=EMAIL, code="", came_from="192.0.2.7")


async def send(database: Database, email: str = EMAIL, *, later: timedelta = timedelta(), came_from: str = "") -> str:
    """Sends a code, and reads it from the message."""
    await send_sign_in_code(
        database,
        email=email,
        came_from=came_from or "192.0.2.7",
        market=US,
        secret=SECRET,
        clock=lambda: NOW + later,
    )
    async with database.reading() as tx:
        text = await tx.value(NEWEST, {"email": email})
    found = re.search(r"\b(\d{6})\b", text)
    assert found is not None, text
    return found[1]


async def enter(
    database: Database, code: str, *, email: str = EMAIL, later: timedelta = timedelta()
) -> identity.CameIn:
    knocks = replace(KNOCKS, code=code, email=email, name="Sol Reyes")
    return await sign_in_by_code(database, knocks, secret=SECRET, clock=lambda: NOW + later)


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


class TestSignInByCode:
    async def test_makes_a_shopper_of_a_stranger_and_knows_them_again(self, database: Database) -> None:
        first = await enter(database, await send(database))
        assert (first.session.kind, first.session.method, first.session.actor.name) == ("shop", "code", "Sol Reyes")
        again = await enter(database, await send(database), email="SOL@Example.com")
        assert again.session.actor.id == first.session.actor.id
        async with database.reading() as tx:
            told = [event.type for event in await events.read_subject(tx, f"shopper/{first.session.actor.id}")]
        assert told == ["identity.shopper_registered", "identity.signed_in", "identity.signed_in"]

    async def test_takes_a_code_as_people_type_it(self, database: Database) -> None:
        code = await send(database)
        assert (await enter(database, f" {code[:3]} {code[3:]}")).session.kind == "shop"

    async def test_opens_once(self, database: Database) -> None:
        code = await send(database)
        await enter(database, code)
        with pytest.raises(identity.CodeRefused):
            await enter(database, code)

    async def test_opens_once_also_when_used_twice_at_once(self, database: Database) -> None:
        code = await send(database)
        answers = await asyncio.gather(*(enter(database, code) for _ in range(8)), return_exceptions=True)
        assert sum(isinstance(answer, identity.CameIn) for answer in answers) == 1
        assert sum(isinstance(answer, identity.CodeRefused) for answer in answers) == 7

    async def test_takes_the_newest_only(self, database: Database) -> None:
        old, new = await send(database), await send(database)
        if old != new:
            with pytest.raises(identity.CodeRefused):
                await enter(database, old)
        await enter(database, new)

    async def test_takes_it_for_ten_minutes(self, database: Database) -> None:
        code = await send(database)
        with pytest.raises(identity.CodeRefused):
            await enter(database, code, later=timedelta(minutes=10))
        await enter(database, code, later=timedelta(minutes=9, seconds=59))

    async def test_takes_it_from_nobody_else(self, database: Database) -> None:
        code = await send(database)
        await send(database, "eve@example.com")
        with pytest.raises(identity.CodeRefused):
            await enter(database, code, email="eve@example.com")

    async def test_gives_up_a_code_after_five_wrong_ones(self, database: Database) -> None:
        code = await send(database)
        for _ in range(5):
            with pytest.raises(identity.CodeRefused):
                await enter(database, other_than(code))
        with pytest.raises(identity.CodeRefused):
            await enter(database, code)

    async def test_gives_it_up_also_when_all_guess_at_once(self, database: Database) -> None:
        code = await send(database)
        guesses = [enter(database, other_than(code)) for _ in range(20)]
        answers = await asyncio.gather(*guesses, return_exceptions=True)
        assert all(isinstance(answer, identity.CodeRefused) for answer in answers)
        async with database.reading() as tx:
            assert await tx.value("SELECT tries_left FROM identity.sign_in_codes") == 0

    async def test_would_be_guessed_on_with_the_guard_off(
        self, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        unguarded = "SELECT code_hash FROM identity.sign_in_codes WHERE email_key = %(email_key)s AND tries_left > 0"
        monkeypatch.setattr("atrium.contexts.identity.codes.TRY", unguarded)
        code = await send(database)
        for _ in range(6):
            with pytest.raises(identity.CodeRefused):
                await enter(database, other_than(code))
        await enter(database, code)

    async def test_keeps_neither_the_code_nor_its_plain_hash(self, database: Database) -> None:
        code = await send(database)
        async with database.reading() as tx:
            kept = await tx.value("SELECT code_hash FROM identity.sign_in_codes")
            told = await tx.values("SELECT facts::text FROM kit.event_inbox")
        assert kept not in (code.encode(), sha256(code.encode()).digest())
        assert not any(code in facts for facts in told)


class TestSendSignInCode:
    async def test_costs_the_same_for_a_shopper_and_a_stranger(self, database: Database) -> None:
        async def add(tx: Tx) -> None:
            await a_shopper(tx, email="known@example.com")

        await database.commit(add)
        sent = list[int]()
        for email in ("known@example.com", "stranger@example.com"):
            before = database.statements.sent
            await send(database, email)
            sent.append(database.statements.sent - before)
        assert sent[0] == sent[1]

    async def test_refuses_what_is_no_address(self, database: Database) -> None:
        for email in (
            "",
            "sol",
            "sol@",
            "@example.com",
            "sol@example",
            "s l@example.com",
            "sol@example.com\nbcc:x@y.z",
        ):
            with pytest.raises(identity.EmailInvalid):
                await send(database, email)

    async def test_sends_five_to_one_address_in_a_quarter_of_an_hour(self, database: Database) -> None:
        for number in range(5):
            await send(database, came_from=f"192.0.2.{number}")
        with pytest.raises(identity.TooManyTries) as refused:
            await send(database, "Sol@example.com", came_from="192.0.2.9")
        assert refused.value.retry_after_s == 900
        await send(database, later=timedelta(minutes=15))

    async def test_sends_fifty_for_one_network_address(self, database: Database) -> None:
        for number in range(50):
            await send(database, f"{number}@example.com")
        with pytest.raises(identity.TooManyTries):
            await send(database, "more@example.com")
