"""Associates switch on a shared tablet by PIN, and guessing ends after five."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from atrium.contexts import identity
from atrium.flows.register_device import device_code_digest, register_device
from atrium.flows.sign_in_by_pin import PinKnocks, sign_in_by_pin
from atrium.kit import events, passwords
from atrium.kit.db import Database, Tx
from atrium.kit.ids import new_id
from atrium.vocabulary.actor import Scope
from tests.builders import NOW, an_actor
from tests.people import a_member

SECRET = b"what signs links and codes in tests"
MANAGER = an_actor(*identity.ROLES["manager"], named="Mo Diaz", sees=Scope(locations=("S0001",)))
PIN = "2580"


@dataclass(frozen=True, slots=True)
class Store:
    """A tablet at S0001, and two people who work there."""

    database: Database
    device: identity.DeviceRecord
    ana: UUID
    ben: UUID

    async def enter(self, person: UUID, pin: str = PIN, *, later: float = 0) -> identity.CameIn:
        knocks = PinKnocks(device_secret="tablet", actor_id=person, pin=pin)
        return await sign_in_by_pin(self.database, knocks, clock=lambda: NOW + timedelta(seconds=later))

    async def told(self, person: UUID) -> list[str]:
        async with self.database.reading() as tx:
            return [event.type for event in await events.read_subject(tx, f"actor/{person}")][2:]


@pytest.fixture
async def store(database: Database) -> Store:
    pin_hash = await passwords.hash_password(PIN)

    async def furnish(tx: Tx) -> Store:
        ana, ben = await a_member(tx, "associate", at=["S0001"]), await a_member(tx, "manager", at=["S0001"])
        for person in (ana, ben):
            await identity.save_pin(tx, actor_id=person, pin_hash=pin_hash, now=NOW)
        device = await identity.register_device(
            tx, name="Front", location="S0001", secret="tablet", now=NOW, actor=MANAGER
        )
        return Store(database, device, ana, ben)

    return await database.commit(furnish)


class TestSignInByPin:
    async def test_starts_a_session_at_the_tablet_s_location(self, store: Store) -> None:
        session = (await store.enter(store.ana)).session
        assert (session.kind, session.method, session.location) == ("till", "pin", "S0001")
        assert session.device_id == store.device.id
        assert session.actor.scopes == identity.ROLES["associate"]
        assert session.actor.sees == Scope(locations=("S0001",))

    async def test_ends_the_session_of_whoever_was_there_before(self, store: Store) -> None:
        first = await store.enter(store.ana)
        second = await store.enter(store.ben)
        async with store.database.reading() as tx:
            assert await identity.find_session(tx, first.secret, now=NOW) is None
            assert await identity.find_session(tx, second.secret, now=NOW) == second.session
        assert (await store.told(store.ana))[-1] == "identity.session_ended"

    async def test_refuses_a_tablet_that_is_not_registered_or_not_any_more(self, store: Store) -> None:
        stranger = PinKnocks(device_secret="elsewhere", actor_id=store.ana, pin=PIN)
        with pytest.raises(identity.DeviceUnknown):
            await sign_in_by_pin(store.database, stranger, clock=lambda: NOW)
        came_in = await store.enter(store.ana)
        await store.database.commit(
            lambda tx: identity.end_device(tx, device_id=store.device.id, now=NOW, actor=MANAGER)
        )
        with pytest.raises(identity.DeviceUnknown):
            await store.enter(store.ana)
        async with store.database.reading() as tx:
            assert await identity.find_session(tx, came_in.secret, now=NOW) is None

    async def test_locks_for_five_minutes_after_five_wrong_ones(self, store: Store) -> None:
        for second in range(5):
            with pytest.raises(identity.PinRefused):
                await store.enter(store.ana, "1397", later=second)
        with pytest.raises(identity.TooManyTries) as refused:
            await store.enter(store.ana, later=5)
        assert refused.value.retry_after_s == 299
        await store.enter(store.ben, later=5)
        await store.enter(store.ana, later=304)
        assert await store.told(store.ana) == [
            "identity.pin_set",
            *["identity.sign_in_failed"] * 5,
            "identity.signed_in",
        ]

    async def test_looks_at_five_at_most_when_all_guess_at_once(self, store: Store) -> None:
        guesses = [store.enter(store.ana, f"{number}") for number in range(1390, 1410)]
        answers = await asyncio.gather(*guesses, return_exceptions=True)
        assert sum(isinstance(answer, identity.PinRefused) for answer in answers) == 5
        assert sum(isinstance(answer, identity.TooManyTries) for answer in answers) == 15

    async def test_says_the_same_to_somebody_who_is_not_or_has_no_pin(self, store: Store) -> None:
        async with store.database.transaction() as tx:
            without = await a_member(tx, "associate", at=["S0001"])
        for person in (without, new_id()):
            with pytest.raises(identity.PinRefused):
                await store.enter(person)

    async def test_refuses_whoever_has_no_role_at_the_tablet_s_location(self, store: Store) -> None:
        await store.database.commit(
            lambda tx: identity.take_roles(tx, [identity.Assignment(store.ana, "associate", "S0001")], now=NOW)
        )
        with pytest.raises(identity.NoRoleHere):
            await store.enter(store.ana)


class TestRegisterDevice:
    async def claim(self, database: Database, code: str, *, later: float = 0) -> identity.DeviceRecord:
        return await register_device(
            database,
            code=code,
            came_from="192.0.2.7",
            device_secret=f"tablet {new_id()}",
            secret=SECRET,
            clock=lambda: NOW + timedelta(seconds=later),
        )

    async def issue(self, database: Database, code: str = "7K2QF93Q") -> None:
        hashed = device_code_digest(SECRET, code)
        await database.commit(
            lambda tx: identity.issue_device_code(
                tx, name="Front", location="S0001", code_hash=hashed, now=NOW, actor=MANAGER
            )
        )

    async def test_registers_one_tablet_for_the_place_of_the_code(self, database: Database) -> None:
        await self.issue(database)
        device = await self.claim(database, " 7k2q-f93q ")
        assert (device.name, device.location, device.registered_by) == ("Front", "S0001", MANAGER.id)
        with pytest.raises(identity.DeviceCodeRefused):
            await self.claim(database, "7K2QF93Q")

    async def test_registers_one_also_when_two_come_at_once(self, database: Database) -> None:
        await self.issue(database)
        answers = await asyncio.gather(*(self.claim(database, "7K2QF93Q") for _ in range(8)), return_exceptions=True)
        assert sum(isinstance(answer, identity.DeviceRecord) for answer in answers) == 1

    async def test_refuses_a_code_after_a_quarter_of_an_hour(self, database: Database) -> None:
        await self.issue(database)
        with pytest.raises(identity.DeviceCodeRefused):
            await self.claim(database, "7K2QF93Q", later=900)

    async def test_stops_whoever_guesses(self, database: Database) -> None:
        for number in range(20):
            with pytest.raises(identity.DeviceCodeRefused):
                await self.claim(database, f"{number:08}")
        with pytest.raises(identity.TooManyTries):
            await self.claim(database, "7K2QF93Q")

    async def test_is_not_for_other_places(self, database: Database) -> None:
        with pytest.raises(identity.GrantsBeyondOwn):
            await database.commit(
                lambda tx: identity.register_device(
                    tx, name="Front", location="S0002", secret="x", now=NOW, actor=MANAGER
                )
            )
