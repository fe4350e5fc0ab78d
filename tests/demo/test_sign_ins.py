"""The demo's people come in with what everybody knows, and a house that is no demo does not start with it."""

from datetime import UTC, datetime

import pytest

from atrium.contexts import customers, identity
from atrium.demo import seeding
from atrium.demo.seeding import PASSWORD, PIN
from atrium.flows.sign_in_by_password import PasswordKnocks, sign_in_by_password
from atrium.flows.sign_in_by_pin import PinKnocks, sign_in_by_pin
from atrium.kit.db import Database
from atrium.vocabulary.actor import Scope
from atrium.wiring import DemoSignInsError, refuse_demo_sign_ins

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
COUNTS = """
    SELECT ARRAY[(SELECT count(*) FROM identity.credentials), (SELECT count(*) FROM identity.pins),
                 (SELECT count(*) FROM identity.shoppers), (SELECT count(*) FROM customers.addresses)]::integer[]
"""


def clock() -> datetime:
    return NOW


async def enter(database: Database, email: str, kind: identity.SessionKind, at: str | None = None) -> identity.Session:
    knocks = PasswordKnocks(email=email, password=PASSWORD, kind=kind, location=at, came_from="192.0.2.7")
    return (await sign_in_by_password(database, knocks, clock=clock)).session


@pytest.fixture
async def places(database: Database) -> list[str]:
    seeded = await seeding.seed(database, now=NOW, part=seeding.Slice(products=2, stores=3, centres=1))
    return sorted(seeded.keys.associates)


class TestAddSignIns:
    async def test_lets_everybody_in_where_they_belong(self, database: Database, places: list[str]) -> None:
        who = await seeding.add_sign_ins(database, places, now=NOW)
        assert (await enter(database, who.owner, "console")).actor.scopes == {"*"}
        assert (await enter(database, who.operator, "console")).actor.scopes == identity.ROLES["operator"]
        manager = (await enter(database, who.manager, "till", who.store)).actor
        assert manager.scopes == identity.ROLES["manager"]
        associate = (await enter(database, who.associate, "till", who.store)).actor
        assert (associate.scopes, associate.sees) == (identity.ROLES["associate"], Scope(locations=(who.store,)))
        shopper = await enter(database, who.shopper, "shop")
        async with database.reading() as tx:
            (home,) = await customers.list_addresses(tx, shopper.actor.id, visible_to=shopper.actor.sees)
        assert (home.label, home.recipient, home.is_default) == ("Home", shopper.actor.name, True)

    async def test_lets_associates_switch_by_pin(self, database: Database, places: list[str]) -> None:
        who = await seeding.add_sign_ins(database, places, now=NOW)
        manager = (await enter(database, who.manager, "till", who.store)).actor

        async with database.transaction() as tx:
            await identity.register_device(
                tx, name="Front", location=who.store, secret="tablet", now=NOW, actor=manager
            )
            people = await identity.list_people_here(tx, who.store)
        assert len(people) == 2
        for person in people:
            knocks = PinKnocks(device_secret="tablet", actor_id=person.id, pin=PIN)
            assert (await sign_in_by_pin(database, knocks, clock=clock)).session.actor.id == person.id

    async def test_does_nothing_the_second_time(self, database: Database, places: list[str]) -> None:
        first = await seeding.add_sign_ins(database, places, now=NOW)
        assert await seeding.add_sign_ins(database, places, now=NOW) == first
        async with database.reading() as tx:
            assert await tx.value(COUNTS) == [9, 7, 10, 10]


class TestAHouseThatIsNoDemo:
    async def test_refuses_to_start_with_them(self, database: Database, places: list[str]) -> None:
        await refuse_demo_sign_ins(database)
        await seeding.add_sign_ins(database, places, now=NOW)
        with pytest.raises(DemoSignInsError, match="which everybody knows"):
            await refuse_demo_sign_ins(database)
