"""Somebody comes in, or does not, and either is written down."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from atrium.contexts import identity
from atrium.flows.sign_in_by_password import PasswordKnocks, sign_in_by_password
from atrium.kit import events, passwords
from atrium.kit.db import Database, Tx
from tests.builders import NOW
from tests.people import HASH, PASSWORD, a_member

KNOCKS = PasswordKnocks(email="Ana@wren.example", password=PASSWORD, kind="console", came_from="192.0.2.7")
WRONG = replace(KNOCKS, password="wrong horse")


async def a_known_member(database: Database, *roles: identity.StaffRole, at: str | None = None) -> UUID:
    async def add(tx: Tx) -> UUID:
        person = await a_member(tx, *roles, at=[at])
        await identity.save_staff_credential(tx, actor_id=person, email="ana@Wren.example", password_hash=HASH, now=NOW)
        return person

    return await database.commit(add)


def clock() -> datetime:
    return NOW


async def told(database: Database, person: UUID) -> list[tuple[str, dict[str, Any]]]:
    async with database.reading() as tx:
        return [(event.type, event.facts) for event in await events.read_subject(tx, f"actor/{person}")][3:]


class TestSignInByPassword:
    async def test_starts_a_session_whatever_the_capitals_of_the_address(self, database: Database) -> None:
        person = await a_known_member(database, "operator")
        came_in = await sign_in_by_password(database, KNOCKS, clock=clock)
        async with database.reading() as tx:
            found = await identity.find_session(tx, came_in.secret, now=NOW)
        assert found == came_in.session
        assert (came_in.session.actor.id, came_in.session.method) == (person, "password")

    async def test_says_the_same_to_a_wrong_password_and_to_nobody(self, database: Database) -> None:
        person = await a_known_member(database, "operator")
        sentences = set[str]()
        for knocks in (WRONG, replace(KNOCKS, email="nobody@wren.example"), replace(KNOCKS, email="")):
            with pytest.raises(identity.SignInRefused) as refused:
                await sign_in_by_password(database, knocks, clock=clock)
            sentences.add(f"{refused.value.message} {refused.value.remedy} {refused.value.field}")
        assert len(sentences) == 1
        assert await told(database, person) == [
            (
                "identity.sign_in_failed",
                {"person_id": str(person), "who": "actor", "kind": "console", "method": "password", "locked": False},
            )
        ]

    async def test_works_as_hard_for_nobody(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        await a_known_member(database, "operator")
        asked = list[bool]()
        is_password = passwords.is_password

        async def counted(password: str, kept: str | None) -> bool:
            asked.append(kept is None)
            return await is_password(password, kept)

        monkeypatch.setattr(passwords, "is_password", counted)
        sent = list[int]()
        for knocks in (WRONG, replace(WRONG, email="nobody@wren.example")):
            before = database.statements.transactions
            with pytest.raises(identity.SignInRefused):
                await sign_in_by_password(database, knocks, clock=clock)
            sent.append(database.statements.transactions - before)
        assert asked == [False, True]
        assert sent == [2, 2]

    async def test_locks_after_ten_and_opens_after_a_quarter_of_an_hour(self, database: Database) -> None:
        person = await a_known_member(database, "operator")
        for _ in range(10):
            with pytest.raises(identity.SignInRefused):
                await sign_in_by_password(database, WRONG, clock=clock)
        with pytest.raises(identity.TooManyTries) as refused:
            await sign_in_by_password(database, KNOCKS, clock=clock)
        assert refused.value.retry_after_s == 900
        assert [facts["locked"] for _, facts in await told(database, person)] == [False] * 9 + [True]
        await sign_in_by_password(database, KNOCKS, clock=lambda: NOW + timedelta(minutes=15))

    async def test_forgets_the_wrong_ones_after_the_right_one(self, database: Database) -> None:
        await a_known_member(database, "operator")
        for _ in range(3):
            for _ in range(9):
                with pytest.raises(identity.SignInRefused):
                    await sign_in_by_password(database, WRONG, clock=clock)
            await sign_in_by_password(database, KNOCKS, clock=clock)

    async def test_locks_an_address_that_tries_many_names(self, database: Database) -> None:
        for number in range(100):
            with pytest.raises(identity.SignInRefused):
                await sign_in_by_password(database, replace(WRONG, email=f"{number}@wren.example"), clock=clock)
        with pytest.raises(identity.TooManyTries):
            await sign_in_by_password(database, replace(WRONG, email="more@wren.example"), clock=clock)
        with pytest.raises(identity.SignInRefused):
            await sign_in_by_password(database, replace(WRONG, came_from="192.0.2.8"), clock=clock)

    async def test_refuses_the_console_to_a_manager_of_one_store(self, database: Database) -> None:
        await a_known_member(database, "manager", at="S0001")
        with pytest.raises(identity.OnlyAtStores):
            await sign_in_by_password(database, KNOCKS, clock=clock)
        till = replace(KNOCKS, kind="till", location="S0001")
        assert (await sign_in_by_password(database, till, clock=clock)).session.location == "S0001"
