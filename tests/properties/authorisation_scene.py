"""A house with two of everything, one for each side, and everybody who may knock at it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from atrium.contexts import carts, catalog, customers, identity, messaging, orders
from atrium.contexts.catalog import Barcode
from atrium.kit.db import Database, Tx
from atrium.kit.ids import new_id, new_secret
from atrium.kit.signing import sign
from atrium.surfaces.shared.assets import asset
from atrium.surfaces.shared.entrances import ORDER_LINK
from atrium.vocabulary.actor import Actor, Scope
from tests import people, web
from tests.builders import NOW, an_item
from tests.contexts.messaging.letters import a_letter
from tests.story import ANA, HOME, SHOPPER
from tests.world import World, a_world

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
PEN = "4006381333931"
A_FILE = asset("design/tokens.css").removeprefix("/assets/")
WORDS = {
    "sku": "LAMP", "category": "furniture", "store": "S0001", "part": "pages", "path": A_FILE, "code": PEN,
    "act": "cancel", "day": "2026-12-24", "number": "1",
}  # fmt: skip
ON_ONE_SIDE: Mapping[str, str] = {
    "nobody": "", "shopper": "here", "other_shopper": "there", "associate": "here", "other_associate": "there",
    "manager": "here", "door": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on one side: an order with all that belongs to it, and the people whose it is."""

    ids: Mapping[str, str]
    """What stands for a parameter of a path."""
    marks: tuple[str, ...]
    """By which a page gives away that it shows something of this side."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who knocks: the secret they show, what they may do, and what they see."""

    secret: str | None
    actor: Actor | None
    session: UUID | None


@dataclass(frozen=True, slots=True)
class Scene:
    world: World
    callers: Mapping[str, Caller]
    sides: Mapping[str, Side]


async def a_scene(database: Database) -> Scene:
    """An order to be collected at each of two stores, of different shoppers and channels."""
    world = await a_world(database)
    await world.stock(LAMP={"S0001": 50, "S0002": 50})
    async with database.transaction() as tx:
        await catalog.save_items(tx, [an_item("LAMP", illustrated_by=DRAWING)], now=NOW, actor=ANA)
        await catalog.save_barcodes(tx, [Barcode(PEN, "LAMP")], now=NOW, actor=ANA)
        owners = {
            "here": await people.a_shopper(tx, named="Sol Reyes", email="sol@example.com"),
            "there": await people.a_shopper(tx, named="Robin Marsh", email="robin@example.com"),
        }
        callers = await _callers(tx, owners)
    sides = {
        "here": await _side(world, "S0001", owners["here"], "Sol Reyes"),
        "there": await _side(world, "S0002", owners["there"], "Robin Marsh"),
    }
    return Scene(world, callers, sides)


async def _callers(tx: Tx, shoppers: Mapping[str, UUID]) -> dict[str, Caller]:
    return {
        "nobody": Caller(None, None, None),
        "shopper": await _stay(tx, shoppers["here"], "shop"),
        "other_shopper": await _stay(tx, shoppers["there"], "shop"),
        "associate": await _stay(tx, await people.a_member(tx, "associate", at=["S0001"]), "till", "S0001"),
        "other_associate": await _stay(tx, await people.a_member(tx, "associate", at=["S0002"]), "till", "S0002"),
        "manager": await _stay(tx, await people.a_member(tx, "manager", at=["S0001"]), "till", "S0001"),
        "operator": await _stay(tx, await people.a_member(tx, "operator"), "console"),
        "owner": await _stay(tx, await people.a_member(tx, "owner"), "console"),
        "door": await _door(tx),
    }


async def _stay(tx: Tx, person: UUID, kind: identity.SessionKind, at: str | None = None) -> Caller:
    secret = identity.session_secret(new_secret())
    session = await people.signed_in(tx, person, kind, at=at, secret=secret)
    return Caller(secret, session.actor, session.id)


async def _door(tx: Tx) -> Caller:
    """A system that sells in a channel in which nothing was sold yet."""
    secret = new_secret()
    new = identity.NewActor(new_id(), "system", "Kiosk door", sorted(identity.ROLES["door"]), None, "kiosk")
    await identity.add_actors(tx, [new], now=NOW)
    await identity.issue_key(tx, actor_id=new.id, label="door", secret=secret, now=NOW)
    return Caller(secret, Actor(new.id, "system", new.name, frozenset(new.scopes), new.sees), None)


async def _side(world: World, store: str, shopper: UUID, name: str) -> Side:
    email = f"{name.partition(' ')[0].lower()}@example.com"
    holder, contact = carts.Holder(shopper=shopper), replace(SHOPPER, name=name, email=email)
    cart = await world.fill(holder, carts.AddLine("LAMP", 1, "pickup", store), carts.SetDetails(contact, None))
    order = await world.get(await world.buy(holder, cart))
    (work,) = await world.work(order.id)
    async with world.database.transaction() as tx:
        others = await _belongings(tx, order, store, shopper, name)
    ids = {**WORDS, **others, "order_id": str(order.id), "fulfilment_id": str(work.id), "location": store}
    ids["link"] = sign(web.SECRET, ORDER_LINK, order.id)
    return Side(ids, (str(order.id), order.number, str(work.id), ids["message_id"], name, email, str(shopper)))


async def _belongings(tx: Tx, order: orders.Order, store: str, shopper: UUID, name: str) -> dict[str, str]:
    letter = a_letter(store, recipient=order.contact.email, order_id=order.id, order_number=order.number)
    (message,) = await messaging.queue(tx, [letter], now=NOW)
    staff = await people.a_member(tx, "associate", at=[store], named="Pat Quill")
    key = await identity.issue_key(tx, actor_id=staff, label="spare", secret=new_secret(), now=NOW)
    stay = await people.signed_in(tx, shopper, "shop")
    device = await identity.register_device(tx, name="Counter", location=store, secret=new_secret(), now=NOW, actor=ANA)
    buyer = Actor(shopper, "shopper", name, frozenset({"shop", "account"}), Scope.of_shopper(shopper))
    address = await customers.add_address(
        tx, shopper_id=shopper, address_id=new_id(), new=customers.NewAddress(name, HOME), now=NOW, actor=buyer
    )
    return {
        "session": str(stay.id), "address": str(address.id),
        "message_id": str(message.id), "actor_id": str(staff), "person_id": str(staff), "key_id": str(key.id),
        "session_id": str(stay.id), "device_id": str(device.id), "address_id": str(address.id),
    }  # fmt: skip
