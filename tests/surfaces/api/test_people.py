"""People over the API: signing in, staff, tablets, and a shopper's own account."""

import re
from uuid import UUID

import pytest

from atrium.contexts import identity
from atrium.kit import passwords
from atrium.kit.ids import new_id
from tests.people import PASSWORD, a_member, a_shopper
from tests.web import Client

HOME = {
    "recipient": "Sol Reyes",
    "label": "Home",
    "address": {"street": "1 Elm", "city": "Austin", "region": "TX", "postal_code": "78701", "country": "US"},
}


async def a_staff_member(client: Client, *roles: identity.StaffRole, at: str | None = None) -> UUID:
    async with client.house.database.transaction() as tx:
        return await a_member(tx, *roles, at=[at])


async def let_in(client: Client, person: UUID, kind: str = "console", location: str | None = None) -> Client:
    """The same client as that member of the staff, who was given a password."""
    email = f"{person}@wren.example"
    credential = {"email": email, "password": PASSWORD}
    assert (await client.put(f"/v1/staff/{person}/credential", credential)).status == 204
    body = {"kind": kind, "location": location, **credential}
    reply = await client.with_key(None).post("/v1/sessions", body)
    assert reply.status == 201, reply.body
    return client.with_key(reply.json["secret"])


async def as_shopper(client: Client, email: str) -> Client:
    async with client.house.database.transaction() as tx:
        await a_shopper(tx, email=email)
    body = {"kind": "shop", "email": email, "password": PASSWORD}
    return client.with_key((await client.with_key(None).post("/v1/sessions", body)).json["secret"])


class TestSessions:
    async def test_let_a_stranger_in_by_code(self, client: Client) -> None:
        guest = client.with_key(None)
        assert (await guest.post("/v1/sign-in-codes", {"email": "sol@example.com"})).status == 202
        async with client.house.database.reading() as tx:
            text = await tx.value("SELECT text FROM messaging.messages")
        code = re.findall(r"\b\d{6}\b", text)[0]
        body = {"kind": "shop", "email": "sol@example.com", "code": code, "name": "Sol Reyes"}
        reply = await guest.post("/v1/sessions", body)
        assert (reply.status, reply.json["name"], reply.json["kind"]) == (201, "Sol Reyes", "shop")
        account = await client.with_key(reply.json["secret"]).get("/v1/shoppers/me")
        assert account.json["email"] == "sol@example.com"
        assert account.json["has_password"] is False
        again = await guest.post("/v1/sessions", body)
        assert (again.status, again.code) == (403, "code_refused")

    async def test_say_when_to_try_again(self, client: Client) -> None:
        guest = client.with_key(None)
        for _ in range(5):
            await guest.post("/v1/sign-in-codes", {"email": "sol@example.com"})
        reply = await guest.post("/v1/sign-in-codes", {"email": "sol@example.com"})
        assert (reply.status, reply.code) == (429, "too_many_tries")
        assert reply.headers["Retry-After"] == "900"
        assert reply.json["detail"] == "That was tried too often; try again in 15 minutes."

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"kind": "shop"}, "password"),
            ({"kind": "shop", "password": "x", "code": "123456"}, "password"),
            ({"kind": "console", "code": "123456"}, "code"),
            ({"kind": "console", "password": "x", "location": "S0001"}, "location"),
            ({"kind": "till", "password": "x"}, "location"),
        ],
    )
    async def test_need_to_know_how_and_where(self, client: Client, body: dict[str, str], field: str) -> None:
        reply = await client.with_key(None).post("/v1/sessions", {"email": "sol@example.com", **body})
        assert (reply.status, reply.code, reply.json["field"]) == (422, "sign_in_unclear", field)

    async def test_are_listed_and_ended_by_whom_they_belong_to(self, client: Client) -> None:
        sol, eve = await as_shopper(client, "sol@example.com"), await as_shopper(client, "eve@example.com")
        (session,) = (await sol.get("/v1/sessions")).json
        assert (session["kind"], session["method"], session["person_name"]) == ("shop", "password", "Sol Reyes")
        assert (await eve.delete(f"/v1/sessions/{session['id']}")).code == "session_not_found"
        assert (await sol.delete(f"/v1/sessions/{session['id']}")).status == 204
        assert (await client.with_key(None).get("/v1/sessions")).code == "key_missing"

    async def test_end_all_but_the_one_in_use(self, client: Client) -> None:
        sol = await as_shopper(client, "sol@example.com")
        body = {"kind": "shop", "email": "sol@example.com", "password": PASSWORD}
        for _ in range(2):
            await client.with_key(None).post("/v1/sessions", body)
        assert len((await sol.get("/v1/sessions")).json) == 3
        assert (await sol.delete("/v1/sessions")).status == 204
        assert len((await sol.get("/v1/sessions")).json) == 1


class TestStaff:
    async def test_is_led_by_a_manager_at_their_own_store(self, client: Client) -> None:
        manager = await let_in(client, await a_staff_member(client, "manager", at="S0001"), "till", "S0001")
        person = await a_staff_member(client)
        role = {"role": "associate", "location": "S0001"}
        for _ in range(2):
            assert (await manager.put(f"/v1/staff/{person}/assignments", role)).status == 204
        for beyond in ({"role": "associate", "location": "S0002"}, {"role": "operator", "location": "S0001"}):
            assert (await manager.put(f"/v1/staff/{person}/assignments", beyond)).code == "grants_beyond_own"
        seen = (await manager.get("/v1/staff/assignments")).json
        assert {"actor_id": str(person), **role} in seen
        assert (await manager.put(f"/v1/staff/{person}/pin", {"pin": "2580"})).status == 204
        path = f"/v1/staff/{person}/assignments?role=associate&location=S0001"
        assert (await manager.delete(path)).status == 204
        assert {"actor_id": str(person), **role} not in (await manager.get("/v1/staff/assignments")).json

    async def test_does_not_let_a_manager_become_the_owner(self, client: Client) -> None:
        manager = await let_in(client, await a_staff_member(client, "manager", at="S0001"), "till", "S0001")
        owner = await a_staff_member(client, "owner")
        credential = {"email": "mine@wren.example", "password": PASSWORD}
        assert (await manager.put(f"/v1/staff/{owner}/credential", credential)).code == "grants_beyond_own"
        assert (await manager.put(f"/v1/staff/{owner}/pin", {"pin": "2580"})).code == "grants_beyond_own"

    async def test_needs_a_scope_that_operators_do_not_have(self, client: Client) -> None:
        operator = await let_in(client, await a_staff_member(client, "operator"))
        person = await a_staff_member(client)
        reply = await operator.put(f"/v1/staff/{person}/pin", {"pin": "2580"})
        assert (reply.code, reply.json["scope"]) == ("scope_missing", "staff:write")

    @pytest.mark.parametrize("pin", ["1234", "1111", "98765", "12a4"])
    async def test_gets_no_pin_that_is_easily_guessed(self, client: Client, pin: str) -> None:
        person = await a_staff_member(client)
        assert (await client.put(f"/v1/staff/{person}/pin", {"pin": pin})).code == "pin_invalid"


class TestDevices:
    async def test_are_registered_once_with_a_manager_s_code(self, client: Client) -> None:
        manager = await let_in(client, await a_staff_member(client, "manager", at="S0001"), "till", "S0001")
        tablet = {"name": "Front", "location": "S0001"}
        issued = (await manager.post("/v1/devices/codes", tablet)).json
        assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", issued["code"])
        guest = client.with_key(None)
        device = (await guest.post("/v1/devices", {"code": issued["code"].lower()})).json
        assert (device["name"], device["location"]) == ("Front", "S0001")
        assert (await guest.post("/v1/devices", {"code": issued["code"]})).code == "device_code_refused"
        (listed,) = (await manager.get("/v1/devices")).json
        assert listed["id"] == device["id"]
        elsewhere = await let_in(client, await a_staff_member(client, "manager", at="S0002"), "till", "S0002")
        assert (await elsewhere.get("/v1/devices")).json == []
        assert (await elsewhere.delete(f"/v1/devices/{device['id']}")).code == "device_not_found"
        assert (await manager.delete(f"/v1/devices/{device['id']}")).status == 204
        assert (await manager.get("/v1/devices")).json == []

    async def test_are_not_for_other_stores(self, client: Client) -> None:
        manager = await let_in(client, await a_staff_member(client, "manager", at="S0001"), "till", "S0001")
        tablet = {"name": "Front", "location": "S0002"}
        assert (await manager.post("/v1/devices/codes", tablet)).code == "grants_beyond_own"


class TestShoppers:
    async def test_change_their_own_profile(self, client: Client) -> None:
        sol = await as_shopper(client, "sol@example.com")
        profile = {"name": "Solveig Reyes", "phone": "+1 512 555 0100"}
        assert (await sol.put("/v1/shoppers/me/profile", profile)).status == 204
        account = (await sol.get("/v1/shoppers/me")).json
        assert (account["name"], account["phone"]) == ("Solveig Reyes", "+1 512 555 0100")
        assert (await sol.put("/v1/shoppers/me/profile", {"name": "Sol", "phone": "call me"})).json["field"] == "phone"

    async def test_keep_their_own_addresses(self, client: Client) -> None:
        sol, eve = await as_shopper(client, "sol@example.com"), await as_shopper(client, "eve@example.com")
        path = f"/v1/shoppers/me/addresses/{new_id()}"
        saved = (await sol.put(path, HOME)).json
        assert saved["is_default"] is True
        assert (await sol.put(path, HOME)).json == saved
        assert (await sol.get("/v1/shoppers/me/addresses")).json == [saved]
        assert (await eve.get("/v1/shoppers/me/addresses")).json == []
        for reply in (await eve.put(path, HOME), await eve.delete(path)):
            assert (reply.status, reply.code) == (404, "address_not_found")
        assert (await sol.delete(path)).status == 204
        assert (await sol.get("/v1/shoppers/me/addresses")).json == []

    async def test_set_a_password(self, client: Client) -> None:
        sol = await as_shopper(client, "sol@example.com")
        path, new = "/v1/shoppers/me/password", "a new one for me"
        assert (await sol.put(path, {"password": new, "current": "guess"})).code == "password_wrong"
        assert (await sol.put(path, {"password": "short", "current": PASSWORD})).code == "password_invalid"
        assert (await sol.put(path, {"password": new, "current": PASSWORD})).status == 204
        body = {"kind": "shop", "email": "sol@example.com", "password": new}
        assert (await client.with_key(None).post("/v1/sessions", body)).status == 201

    async def test_are_nobody_else(self, client: Client) -> None:
        reply = await client.get("/v1/shoppers/me")
        assert (reply.status, reply.code, reply.json["scope"]) == (403, "scope_missing", "account")
        assert (await client.with_key(None).get("/v1/shoppers/me")).code == "key_missing"
        sol = await as_shopper(client, "sol@example.com")
        for path in ("/v1/orders", "/v1/actors", "/v1/events", "/v1/staff/assignments", "/v1/devices"):
            assert (await sol.get(path)).status == 403, path


class TestPasswords:
    async def test_stand_nowhere_in_clear(self, client: Client) -> None:
        person = await a_staff_member(client, "operator")
        await let_in(client, person)
        async with client.house.database.reading() as tx:
            kept = await tx.value("SELECT password_hash FROM identity.credentials")
            told = await tx.values("SELECT facts::text FROM kit.event_inbox")
        assert kept.startswith("$argon2id$")
        assert await passwords.is_password(PASSWORD, kept)
        assert not any(PASSWORD in facts or str(kept) in facts for facts in told)
