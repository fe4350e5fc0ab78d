"""A new password ends every other session, and the old one is asked for."""

from datetime import timedelta

import pytest

from atrium.contexts import identity
from atrium.flows.change_password import NewPassword, change_password
from atrium.flows.sign_in_by_password import PasswordKnocks, sign_in_by_password
from atrium.kit.db import Database
from atrium.kit.ids import new_id
from tests.builders import NOW
from tests.people import PASSWORD, a_shopper

EMAIL = "sol@example.com"
KNOCKS = PasswordKnocks(email=EMAIL, password=PASSWORD, kind="shop", came_from="192.0.2.7")


async def by_password(database: Database, password: str = PASSWORD) -> identity.CameIn:
    knocks = PasswordKnocks(email=EMAIL, password=password, kind="shop", came_from="192.0.2.7")
    return await sign_in_by_password(database, knocks, clock=lambda: NOW)


@pytest.fixture
async def shopper(database: Database) -> None:
    async with database.transaction() as tx:
        await a_shopper(tx, email=EMAIL)


@pytest.mark.usefixtures("shopper")
class TestChangePassword:
    async def test_takes_the_new_one_from_then_on_and_ends_other_sessions(self, database: Database) -> None:
        here, elsewhere = await by_password(database), await by_password(database)
        wanted = NewPassword(password="a new one for me", current=PASSWORD)
        await change_password(database, here.session, wanted, clock=lambda: NOW)
        async with database.reading() as tx:
            assert await identity.find_session(tx, here.secret, now=NOW) is not None
            assert await identity.find_session(tx, elsewhere.secret, now=NOW) is None
        with pytest.raises(identity.SignInRefused):
            await by_password(database)
        await by_password(database, "a new one for me")

    async def test_asks_for_the_present_one(self, database: Database) -> None:
        here = await by_password(database)
        for current in ("", "guess"):
            with pytest.raises(identity.PasswordWrong):
                await change_password(
                    database, here.session, NewPassword(password="a new one for me", current=current), clock=lambda: NOW
                )
        await by_password(database)

    async def test_does_not_ask_whoever_has_just_come_in_by_a_code(self, database: Database) -> None:
        person = (await by_password(database)).session.actor.id
        async with database.transaction() as tx:
            new = identity.NewSession(new_id(), "shop", person, "code")
            session = await identity.start_session(tx, new, secret="ses.code", now=NOW)
        wanted = NewPassword(password="a new one for me")
        with pytest.raises(identity.PasswordWrong):
            await change_password(database, session, wanted, clock=lambda: NOW + timedelta(minutes=11))
        await change_password(database, session, wanted, clock=lambda: NOW + timedelta(minutes=10))
        await by_password(database, "a new one for me")

    @pytest.mark.parametrize("password", ["short", "aaaaaaaaaa", EMAIL, "x" * 201])
    async def test_refuses_one_that_is_not_good_enough(self, database: Database, password: str) -> None:
        here = await by_password(database)
        with pytest.raises(identity.PasswordInvalid):
            await change_password(
                database, here.session, NewPassword(password=password, current=PASSWORD), clock=lambda: NOW
            )
