"""Requests that nobody can mean, or may not make: each is refused with a reason, and changes nothing."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
import pytest_asyncio

from atrium.contexts import identity, locations
from atrium.kit.db import Database
from atrium.kit.ids import new_id, new_secret
from atrium.kit.postgres import Address
from tests import database as databases
from tests import web
from tests.builders import NOW
from tests.properties.last_unit_race import ADDRESS, an_order
from tests.story import ANA, collect, ship
from tests.world import World, a_world

NOBODY = UUID("01900000-0000-7000-8000-000000000000")
CONTACT = {"name": "Kim Otieno", "email": "kim@example.com"}
HERE = "S0001"


@dataclass(frozen=True, slots=True)
class Case:
    """A request by somebody, and the refusal that must come; braces in the path name what the scene has."""

    name: str
    status: int
    code: str
    field: str | None
    method: str = "POST"
    path: str = "/v1/orders"
    body: Any = None
    by: str = "owner"
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A house in which orders stand at every step, and the keys of those who knock."""

    client: web.Client
    world: World
    keys: Mapping[str, str]
    ids: Mapping[str, str]

    async def send(self, case: Case) -> web.Reply:
        visitor = self.client.with_key(self.keys[case.by])
        headers = {"Idempotency-Key": new_secret()} if case.headers is None else case.headers
        return await visitor.send(case.method, case.path.format(**self.ids), case.body, headers=headers)

    async def contents(self) -> list[Any]:
        """All that is in the house, but for the keys of requests."""
        return [rows for rows in await self.world.contents() if not any('"fingerprint"' in row for row in rows)]


def ordering(*lines: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    return {"contact": CONTACT, "address": ADDRESS, "lines": list(lines), **changes}


def lamp(**changes: Any) -> dict[str, Any]:
    return {"sku": "LAMP", "quantity": 1, **changes}


def picking(**changes: Any) -> dict[str, Any]:
    return {"lines": [{"line_number": 1, "picked": 2, **changes}]}


PLACING = [
    Case("an item that there is not", 422, "not_sold", "lines[0].sku", body=ordering(lamp(sku="NOPE"))),
    Case("nothing of an item", 422, "body_invalid", "lines[0].quantity", body=ordering(lamp(quantity=0))),
    Case("less than nothing", 422, "body_invalid", "lines[0].quantity", body=ordering(lamp(quantity=-1))),
    Case("more than a number holds", 422, "body_invalid", "lines[0].quantity", body=ordering(lamp(quantity=10**30))),
    Case("half an item", 422, "body_invalid", "lines[0].quantity", body=ordering(lamp(quantity=0.5))),
    Case("a number as a word", 422, "body_invalid", "lines[0].quantity", body=ordering(lamp(quantity="2"))),
    Case("more than there is", 409, "insufficient_stock", "lines[0].quantity", body=ordering(lamp(quantity=9_999))),
    Case("more than there is in two lines", 409, "insufficient_stock", "lines[1].quantity",
         body=ordering(lamp(quantity=5), lamp(quantity=9_999))),
    Case("no lines", 422, "body_invalid", "lines", body=ordering()),
    Case("a closed store", 422, "pickup_not_offered", "lines[0].pickup_location",
         body=ordering(lamp(mode="pickup", pickup_location="S0002"))),
    Case("a store that there is not", 422, "pickup_not_offered", "lines[0].pickup_location",
         body=ordering(lamp(mode="pickup", pickup_location="S9999"))),
    Case("a place without a counter", 422, "pickup_not_offered", "lines[0].pickup_location",
         body=ordering(lamp(mode="pickup", pickup_location="DC-RENO"))),
    Case("collecting nowhere", 422, "pickup_place", "lines[0].pickup_location", body=ordering(lamp(mode="pickup"))),
    Case("shipping from a counter", 422, "pickup_place", "lines[0].pickup_location",
         body=ordering(lamp(pickup_location=HERE))),
    Case("shipping to nowhere", 422, "address_missing", "address", body={"contact": CONTACT, "lines": [lamp()]}),
    Case("a country that is none", 422, "body_invalid", "address.country",
         body=ordering(lamp(), address={**ADDRESS, "country": "usa"})),
    Case("nobody's address", 422, "body_invalid", "contact.email",
         body=ordering(lamp(), contact={"name": "Kim", "email": "kim"})),
    Case("too little money", 422, "payment_differs", "payment.amount_minor",
         body=ordering(lamp(), payment={"amount_minor": 1})),
    Case("money below nothing", 422, "body_invalid", "payment.amount_minor",
         body=ordering(lamp(), payment={"amount_minor": -1})),
    Case("a market that there is not", 422, "unknown_market", "market", body=ordering(lamp(), market="XX")),
    Case("an id of another kind", 422, "not_a_uuid7", "id", body=ordering(lamp(), id=str(uuid4()))),
    Case("a field that there is not", 422, "body_invalid", "discount", body=ordering(lamp(), discount=100)),
    Case("a reference that is taken", 409, "client_reference_taken", "client_reference",
         body=ordering(lamp(), client_reference="taken", channel="web")),
    Case("another door's channel", 403, "foreign_channel", "channel", by="web",
         body=ordering(lamp(), channel="till")),
    Case("a payment that the door may not take", 403, "scope_missing", None, by="web",
         body=an_order(paid=True)),
]  # fmt: skip
BODIES = [
    Case("half a document", 400, "body_unreadable", None, body=b'{"lines": ['),
    Case("no document", 400, "body_unreadable", None, body=b""),
    Case("another document", 422, "body_invalid", None, body=b"[]"),
    Case("bytes that are no text", 400, "body_unreadable", None, body=b'{"contact": {"name": "\xff\xfe"}}'),
    Case("a NUL", 422, "unstorable_text", None, body=ordering(lamp(), client_reference="a\u0000b")),
    Case("half a sign", 422, "unstorable_text", None,
         body=b'{"contact": {"name": "\\ud800", "email": "k@e.com"}, "lines": [{"sku": "LAMP", "quantity": 1}]}'),
    Case("a form", 415, "not_json", "Content-Type", body=b"sku=LAMP",
         headers={"Idempotency-Key": "form", "Content-Type": "application/x-www-form-urlencoded"}),
    Case("no key of the request", 422, "key_required", "Idempotency-Key", body=an_order(paid=True), headers={}),
    Case("a key that is too long", 422, "key_required", "Idempotency-Key", body=an_order(paid=True),
         headers={"Idempotency-Key": "k" * 201}),
    Case("a deep document", 422, "body_invalid", None, body=b"[" * 100_000 + b"]" * 100_000),
]  # fmt: skip
ORDERS = [
    Case("an order that there is not", 404, "order_not_found", "order_id", "GET", f"/v1/orders/{NOBODY}"),
    Case("an id that is none", 422, "parameter_invalid", "order_id", "GET", "/v1/orders/first"),
    Case("another channel's order", 404, "order_not_found", "order_id", "GET", "/v1/orders/{till_order}", by="web"),
    Case("another channel's story", 404, "order_not_found", "order_id", "GET", "/v1/orders/{till_order}/story",
         by="web"),
    Case("cancelling another channel's order", 404, "order_not_found", "order_id",
         path="/v1/orders/{till_order}/cancellation", body={"reason": "mine"}, by="web"),
    Case("paying another channel's order", 404, "order_not_found", "order_id",
         path="/v1/orders/{till_unpaid}/payment", body={"token": "tok_visa"}, by="web"),
    Case("answering for another channel", 404, "order_not_found", "order_id",
         path="/v1/orders/{till_order}/shortage-answer", body={"choice": "cancel"}, by="web"),
    Case("paying what is paid", 409, "order_closed", None, path="/v1/orders/{order}/payment",
         body={"token": "tok_visa"}),
    Case("cancelling what is cancelled", 409, "order_closed", None, path="/v1/orders/{cancelled}/cancellation",
         body={"reason": "again"}),
    Case("cancelling what is at the counter", 409, "already_under_way", None,
         path="/v1/orders/{at_counter}/cancellation", body={"reason": "late"}),
    Case("answering what nobody asked", 409, "nothing_waiting", None, path="/v1/orders/{order}/shortage-answer",
         body={"choice": "cancel"}),
    Case("an answer that is none", 422, "body_invalid", "choice", path="/v1/orders/{order}/shortage-answer",
         body={"choice": "maybe"}),
    Case("cancelling without a reason", 422, "body_invalid", "reason", path="/v1/orders/{order}/cancellation",
         body={"reason": ""}),
    Case("a page of nothing", 422, "parameter_invalid", "limit", "GET", "/v1/orders?limit=0"),
    Case("a page of everything", 422, "parameter_invalid", "limit", "GET", "/v1/orders?limit=100000"),
    Case("a cursor that is none", 422, "bad_cursor", "cursor", "GET", "/v1/orders?cursor=xyz"),
    Case("a state that is none", 422, "parameter_invalid", "state", "GET", "/v1/orders?state=lost"),
]  # fmt: skip
WORK = [
    Case("another location's work", 404, "fulfilment_not_found", "fulfilment_id", "GET", "/v1/fulfilments/{work}",
         by="elsewhere"),
    Case("picking another location's work", 404, "fulfilment_not_found", "fulfilment_id",
         path="/v1/fulfilments/{work}/pick", body=picking(), by="elsewhere"),
    Case("handing another location's goods over", 404, "fulfilment_not_found", "fulfilment_id",
         path="/v1/fulfilments/{ready}/handover", body={"code": "482913"}, by="elsewhere"),
    Case("making another location's goods ready", 404, "fulfilment_not_found", "fulfilment_id",
         path="/v1/fulfilments/{ready}/readiness", by="elsewhere"),
    Case("packing another location's parcel", 404, "fulfilment_not_found", "fulfilment_id",
         path="/v1/fulfilments/{work}/packing", by="elsewhere"),
    Case("shipping another location's parcel", 404, "fulfilment_not_found", "fulfilment_id",
         path="/v1/fulfilments/{work}/shipment", body={}, by="elsewhere"),
    Case("more than wanted", 422, "pick_does_not_add_up", "lines[0].picked", path="/v1/fulfilments/{work}/pick",
         body=picking(picked=3)),
    Case("less without a reason", 422, "pick_does_not_add_up", "lines[0].short_reason",
         path="/v1/fulfilments/{work}/pick", body=picking(picked=1)),
    Case("a line that there is not", 422, "pick_does_not_add_up", "lines[0].line_number",
         path="/v1/fulfilments/{work}/pick", body=picking(line_number=7)),
    Case("shipping what is not packed", 409, "wrong_step", None, path="/v1/fulfilments/{work}/shipment", body={}),
    Case("packing what is not picked", 409, "wrong_step", None, path="/v1/fulfilments/{work}/packing"),
    Case("picking what lies ready", 409, "wrong_step", None, path="/v1/fulfilments/{ready}/pick", body=picking()),
    Case("a step without the scope", 403, "scope_missing", None, path="/v1/fulfilments/{work}/packing", by="web"),
    Case("a key that is none", 401, "key_unknown", "Authorization", "GET", "/v1/fulfilments", by="nobody"),
]  # fmt: skip
ALL = [*PLACING, *BODIES, *ORDERS, *WORK]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(cluster: Address) -> AsyncGenerator[Scene]:
    async with databases.opened(cluster) as database, web.served(database) as client:
        world = await a_world(database)
        yield await _set(client, world, database)


async def _set(client: web.Client, world: World, database: Database) -> Scene:
    await world.stock(LAMP={"DC-RENO": 50, HERE: 20})
    till = await world.order(ship("LAMP", 2), channel="till")
    unpaid = await world.order(ship(), paid=False, channel="till")
    cancelled = await world.cancel(await world.order(ship()))
    at_counter = await world.order(collect("LAMP", 2))
    order = await world.order(collect("LAMP", 2))
    await world.order(ship(), reference="taken")
    (ready,) = await world.work(at_counter.id)
    await world.pick(ready)
    await world.make_ready(ready)
    (work,) = await world.work(order.id)
    async with database.transaction() as tx:
        await locations.close_location(tx, location="S0002", reason="flooded", now=NOW, actor=ANA)
    keys = {
        "owner": client.key or "",
        "nobody": new_secret(),
        "elsewhere": await web.issue_key(database, *identity.ROLES["associate"], locations=["S0002"]),
        "web": await _door(database, "web"),
    }
    ids = {"till_order": till, "till_unpaid": unpaid, "cancelled": cancelled, "at_counter": at_counter, "order": order}
    return Scene(
        client, world, keys, {name: str(one.id) for name, one in {**ids, "ready": ready, "work": work}.items()}
    )


async def _door(database: Database, channel: str) -> str:
    """The key of a system that sells through one channel."""
    secret, id_ = new_secret(), new_id()
    async with database.transaction() as tx:
        new = identity.NewActor(id_, "system", channel, sorted(identity.ROLES["door"]), channel=channel)
        await identity.add_actors(tx, [new], now=NOW)
        await identity.issue_key(tx, actor_id=id_, label="test", secret=secret, now=NOW)
    return secret


@pytest.mark.asyncio(loop_scope="module")
class TestARequestThatIsRefused:
    @pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
    async def test_says_why_and_what_to_do_and_changes_nothing(self, scene: Scene, case: Case) -> None:
        before = await scene.contents()
        reply = await scene.send(case)
        assert (reply.status, reply.code, reply.json.get("field")) == (case.status, case.code, case.field), reply.body
        assert reply.json["remedy"].endswith("."), reply.body
        assert await scene.contents() == before

    async def test_counts_wrong_codes_and_then_locks(self, scene: Scene) -> None:
        path = f"/v1/fulfilments/{scene.ids['ready']}/handover"
        said = [await scene.send(Case("", 0, "", None, path=path, body={"code": "000000"})) for _ in range(6)]
        assert [(one.status, one.code) for one in said] == [(422, "wrong_code")] * 5 + [(409, "code_locked")]
        right = await scene.send(Case("", 0, "", None, path=path, body={"code": "482913"}))
        assert (right.status, right.code) == (409, "code_locked")
        assert await scene.world.shelf(at=HERE) == (20, 0, 4)

    async def test_of_stock_stands_beside_those_that_are_done(self, scene: Scene) -> None:
        rows = [
            {"sku": "LAMP", "location": HERE, "quantity": -9_999, "reason": "lost"},
            {"sku": "NOPE", "location": HERE, "quantity": 1, "reason": "found"},
            {"sku": "LAMP", "location": "S9999", "quantity": 1, "reason": "found"},
            {"sku": "LAMP", "location": HERE, "quantity": 0, "reason": "counted"},
            {"sku": "VASE", "location": HERE, "quantity": 3, "reason": "delivery"},
        ]
        path = "/v1/stock-adjustments"
        reply = await scene.send(Case("", 200, "", None, path=path, body={"adjustments": rows}))
        problems = [row["problem"] for row in reply.json["rows"]]
        assert [one and one["code"] for one in problems] == ["not_enough_on_hand", *["adjustment_invalid"] * 3, None]
        assert await scene.world.shelf("VASE", HERE) == (3, 0, 0)

    async def test_of_another_locations_stock_changes_nothing(self, scene: Scene) -> None:
        before = await scene.contents()
        row = {"sku": "LAMP", "location": HERE, "quantity": 5, "reason": "found"}
        case = Case("", 200, "", None, path="/v1/stock-adjustments", body={"adjustments": [row]}, by="elsewhere")
        reply = await scene.send(case)
        assert reply.json["refused"] == 1
        assert await scene.contents() == before

    async def test_sees_nothing_of_other_locations_in_the_queue(self, scene: Scene) -> None:
        reply = await scene.send(Case("", 200, "", None, "GET", f"/v1/fulfilments?location={HERE}", by="elsewhere"))
        assert (reply.status, msgspec.json.decode(reply.body)["items"]) == (200, [])
