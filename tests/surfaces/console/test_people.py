"""People of the staff at the desk: roles, passwords, sessions, and who may change them."""

from typing import Any
from uuid import UUID

import pytest

from atrium.contexts import identity
from atrium.contexts.identity import ROLES
from atrium.vocabulary.location_id import LocationId
from tests.people import HASH, PASSWORD, a_member, signed_in
from tests.surfaces.console.test_desk import SAME_ORIGIN, send, text_of
from tests.surfaces.console.test_pages import visit
from tests.web import Client
from tests.world import World

FARGO = LocationId("S0001")
EMAIL = "ana@example.com"


async def ana(world: World, *roles: identity.StaffRole, at: str | None = None) -> UUID:
    """Somebody of the staff who can sign in."""
    async with world.database.transaction() as tx:
        person = await a_member(tx, *(roles or ("associate",)), at=(at,))
        await identity.save_staff_credential(tx, actor_id=person, email=EMAIL, password_hash=HASH, now=world.now)
    return person


async def assigned(world: World, person: UUID) -> list[tuple[str, str | None]]:
    async with world.database.reading() as tx:
        return [(one.role, one.location) for one in await identity.list_assignments(tx, actor_id=person)]


class TestPeople:
    async def test_are_found_by_name_mail_and_role(self, desk: Client, world: World) -> None:
        await ana(world, "manager", at=FARGO)
        for query, there in (("text=ana%40ex", True), ("role=manager", True), ("role=owner", False)):
            text = text_of(await desk.get(f"/console/people?{query}"))
            assert (EMAIL in text) is there, query
        assert "manager at S0001" in text_of(await desk.get("/console/people?location=S0001"))

    async def test_are_added_with_a_first_role(self, desk: Client, world: World) -> None:
        added = await send(desk, "/console/people", name="Lee Park", role="associate", location="S0001")
        assert added.status == 303
        person = UUID(added.headers["Location"].split("/")[-1].partition("?")[0])
        assert await assigned(world, person) == [("associate", "S0001")]
        assert "They are added." in text_of(await desk.get(added.headers["Location"]))
        again = await send(desk, "/console/people", name=" ", role="associate")
        assert again.status == 422

    async def test_are_given_roles_and_lose_them(self, desk: Client, world: World) -> None:
        person = await ana(world, at=FARGO)
        await send(desk, f"/console/people/{person}/roles", role="manager", location="S0002")
        assert await assigned(world, person) == [("associate", "S0001"), ("manager", "S0002")]
        await send(desk, f"/console/people/{person}/roles/taking", role="associate", location="S0001")
        assert await assigned(world, person) == [("manager", "S0002")]

    async def test_get_a_password_and_are_signed_out(self, desk: Client, world: World) -> None:
        person = await ana(world, "operator")
        async with world.database.transaction() as tx:
            await signed_in(tx, person)
        short = await send(desk, f"/console/people/{person}/password", email=EMAIL, password="short")
        assert short.status == 422
        assert "A password has" in text_of(short)
        assert "short" not in text_of(short).replace("shorter", "")
        new = "a longer and better one"
        assert (await send(desk, f"/console/people/{person}/password", email=EMAIL, password=new)).status == 303
        assert "Nowhere." in text_of(await desk.get(f"/console/people/{person}"))
        came = await enter(desk, EMAIL, new)
        assert came.headers["Location"] == "/console"

    async def test_are_signed_out_of_one_place(self, desk: Client, world: World) -> None:
        person = await ana(world, "operator")
        async with world.database.transaction() as tx:
            session = await signed_in(tx, person)
        assert "Firefox" in text_of(await desk.get(f"/console/people/{person}"))
        await send(desk, f"/console/people/{person}/sessions", session=str(session.id))
        assert "Firefox" not in text_of(await desk.get(f"/console/people/{person}"))

    async def test_get_a_pin(self, desk: Client, world: World) -> None:
        person = await ana(world, at=FARGO)
        assert (await send(desk, f"/console/people/{person}/pin", pin="1")).status == 422
        assert (await send(desk, f"/console/people/{person}/pin", pin="739201")).status == 303
        assert "identity.pin_set" in await world.story(f"actor/{person}")

    async def test_leave(self, desk: Client, world: World) -> None:
        person = await ana(world)
        await send(desk, f"/console/people/{person}/leaving")
        assert "Has left" in text_of(await desk.get(f"/console/people/{person}"))
        assert EMAIL not in text_of(await desk.get("/console/people?text=ana"))
        assert EMAIL in text_of(await desk.get("/console/people?text=ana&left=1"))

    @pytest.mark.parametrize(
        ("path", "fields"),
        [
            ("", {"name": "Lee Park", "role": "owner"}),
            ("/{person}/roles", {"role": "associate"}),
            ("/{person}/roles/taking", {"role": "associate"}),
            ("/{person}/password", {"email": EMAIL, "password": PASSWORD}),
            ("/{person}/pin", {"pin": "739201"}),
            ("/{person}/sessions", {}),
            ("/{person}/leaving", {}),
        ],
    )
    async def test_are_not_changed_by_an_operator(
        self, desk: Client, world: World, path: str, fields: dict[str, Any]
    ) -> None:
        person = await ana(world)
        operator = await desk.allowed_to(*ROLES["operator"])
        page = text_of(await operator.get(f"/console/people/{person}"))
        assert "Give the role" not in page
        reply = await send(operator, f"/console/people{path.format(person=person)}", **fields)
        assert reply.status == 403
        assert await assigned(world, person) == [("associate", None)]


async def enter(desk: Client, email: str, password: str) -> Any:
    """Comes in as people do."""
    return await visit(
        desk, "/console/sign-in", method="POST", data={"email": email, "password": password}, **SAME_ORIGIN
    )


class TestSignIn:
    async def test_lets_an_operator_in_with_mail_and_password(self, desk: Client, world: World) -> None:
        await ana(world, "operator")
        came = await enter(desk, EMAIL.upper(), PASSWORD)
        assert (came.status, came.headers["Location"]) == (303, "/console")
        cookie = came.headers["Set-Cookie"].partition(";")[0]
        assert (await visit(desk, "/console/orders", Cookie=cookie)).status == 200

    async def test_does_not_tell_which_of_them_is_wrong(self, desk: Client, world: World) -> None:
        await ana(world, "operator")
        wrong = await enter(desk, EMAIL, "not the one")
        nobody = await enter(desk, "nobody@example.com", PASSWORD)
        assert wrong.status == nobody.status == 403
        for reply in (wrong, nobody):
            assert "The e-mail address and the password do not go together." in text_of(reply)

    async def test_shows_who_works_at_stores_only_the_other_door(self, desk: Client, world: World) -> None:
        await ana(world, "manager", at=FARGO)
        reply = await enter(desk, EMAIL, PASSWORD)
        assert reply.status == 403
        assert "till" in text_of(reply)

    async def test_asks_for_both(self, desk: Client) -> None:
        reply = await enter(desk, EMAIL, "")
        assert reply.status == 422
        assert "Fill in the e-mail address and the password." in text_of(reply)
