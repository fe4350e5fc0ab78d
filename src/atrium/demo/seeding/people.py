"""Who acts in the demo, and their keys: an owner, an operator, a door for each channel, an associate for each place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from types import MappingProxyType
from uuid import NAMESPACE_DNS, UUID, uuid5

from atrium.contexts import identity
from atrium.contexts.identity import NewActor
from atrium.demo import retailer
from atrium.demo.seeding.refusals import AlreadySeeded, NotSeeded
from atrium.demo.seeding.running import alone, raise_first
from atrium.kit.db import Database, Tx
from atrium.kit.ids import new_secret

HERE = uuid5(NAMESPACE_DNS, retailer.EMAIL_DOMAIN)
LABEL = "demo"
SELLS_PAID_ORDERS = "orders:capture"
DOORS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "web": identity.ROLES["door"],
        "till": identity.ROLES["door"] | {SELLS_PAID_ORDERS},
        "marketplace": identity.ROLES["door"] | {SELLS_PAID_ORDERS},
    }
)
"""The channels that the demo sells through, and what their systems may do."""


@dataclass(frozen=True, slots=True)
class DemoKeys:
    """The secrets of the demo's keys, which nobody can read again: doors by channel, associates by location."""

    owner: str = field(repr=False)
    operator: str = field(repr=False)
    doors: Mapping[str, str] = field(repr=False)
    associates: Mapping[str, str] = field(repr=False)


async def is_complete(tx: Tx) -> bool:
    """Whether the last step of the seeding, which issues the keys, has committed."""
    return bool(await _find_keys(tx, "owner"))


async def admit(tx: Tx, places: Sequence[str], *, now: datetime) -> DemoKeys:
    """Adds everybody who acts at these places, with a key each. Refuses with AlreadySeeded."""
    if await is_complete(tx):
        raise AlreadySeeded
    raise_first(await identity.add_actors(tx, _actors(places), now=now))
    return await _issue(tx, places, now=now)


async def renew_keys(database: Database, *, now: datetime) -> DemoKeys:
    """New keys for the demo's actors, for whoever lost the first ones, which open nothing from then on.

    Refuses with NotSeeded in a house that was not seeded to its end.
    """

    async def renew(tx: Tx) -> DemoKeys:
        if not await is_complete(tx):
            raise NotSeeded
        known = [place.id for place in (*retailer.load_centres(), *retailer.load_stores())]
        old = {name: await _find_keys(tx, name) for name in actor_names(known)}
        for key in chain.from_iterable(old.values()):
            await identity.revoke_key(tx, actor_id=key.actor_id, key_id=key.id, now=now)
        return await _issue(tx, [place for place in known if old[f"associate/{place}"]], now=now)

    return await alone(database, renew)


async def _find_keys(tx: Tx, name: str) -> list[identity.KeyRecord]:
    """The keys that the seeding gave to an actor; none when there is no such actor."""
    try:
        keys = await identity.list_keys(tx, actor_id=person_id(name))
    except identity.ActorNotFound:
        return []
    return [key for key in keys if key.label == LABEL]


async def _issue(tx: Tx, places: Sequence[str], *, now: datetime) -> DemoKeys:
    secrets = {name: new_secret() for name in actor_names(places)}
    for name, secret in secrets.items():
        await identity.issue_key(tx, actor_id=person_id(name), label=LABEL, secret=secret, now=now)
    return DemoKeys(
        owner=secrets["owner"],
        operator=secrets["operator"],
        doors={channel: secrets[f"door/{channel}"] for channel in DOORS},
        associates={place: secrets[f"associate/{place}"] for place in places},
    )


def _actors(places: Sequence[str]) -> list[NewActor]:
    roles, people = identity.ROLES, _people()
    return [
        NewActor(person_id("owner"), "staff", f"{retailer.NAME} owner", sorted(roles["owner"])),
        NewActor(person_id("operator"), "staff", f"{retailer.NAME} operator", sorted(roles["operator"])),
        *(
            NewActor(person_id(f"door/{channel}"), "system", channel, sorted(scopes), channel=channel)
            for channel, scopes in DOORS.items()
        ),
        *(
            NewActor(person_id(f"associate/{place}"), "staff", people[place], sorted(roles["associate"]), [place])
            for place in places
        ),
    ]


def actor_names(places: Sequence[str]) -> list[str]:
    """What the seeding calls everybody who acts at these places."""
    return ["owner", "operator", *(f"door/{channel}" for channel in DOORS), *(f"associate/{one}" for one in places)]


def _people() -> dict[str, str]:
    """Who works where on the floor: of each place, the last one on the retailer's list."""
    return {one.location_id: f"{one.first_name} {one.last_name}" for one in retailer.load_associates()}


def person_id(name: str) -> UUID:
    """The same id in every house, so that nobody is added twice and everybody is found again."""
    return uuid5(HERE, name)
