"""People of the staff: who has which role where, how they sign in, and where they are signed in."""

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import identity
from atrium.kit import passwords
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.kit.refusals import Refusal
from atrium.surfaces.console.desk import address, chosen, place_options, show_desk, typed
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.console.people_desk.forms import PasswordForm, PersonForm, PinForm, RoleForm, SessionForm
from atrium.surfaces.console.surface import page
from atrium.surfaces.shared import door, house_of
from atrium.surfaces.shared.forms import FIRST, Entered, Form, read_form
from atrium.surfaces.shared.pages import see
from atrium.surfaces.shared.rendering import words

people = door("/console/people", tag="console")
PATH = "/console/people"
ROLES = [(role, words(role)) for role in identity.STAFF_ROLES]
DONE = {
    "added": "They are added. Give them a password, so that they can sign in.",
    "given": "The role is given.",
    "taken": "The role is taken away. It opens nothing within five seconds.",
    "password": "The password is set. Tell it to them in person; they are signed in nowhere any more.",
    "pin": "The PIN is set. Tell it to them in person.",
    "sessions": "They are signed out.",
    "left": "They have left: their keys, roles and sessions open nothing any more.",
}


@page(people, "GET", "", requires="identity:read", summary="People of the staff")
async def show_people(request: Request) -> Response:
    return await _draw_list(request, FIRST)


async def _list_again(request: Request, entered: Entered) -> Response:
    return await _draw_list(request, entered)


@page(people, "POST", "", requires="identity:write", summary="Add somebody", again=_list_again)
async def add_person(request: Request) -> Response:
    actor, house = admit_operator(request), house_of(request)
    form = await read_form(request, PersonForm)
    new = identity.NewActor(new_id(), "staff", form.name, [])

    async def work(tx: Tx) -> None:
        (answer,) = await identity.add_actors(tx, [new], now=house.now(), actor=actor)
        if isinstance(answer, Refusal):
            raise answer
        await identity.give_roles(tx, [_assignment(new.id, form)], now=house.now(), actor=actor)

    await house.database.commit(work)
    return _done(new.id, "added")


@page(people, "GET", "/{person_id}", requires="identity:read", summary="Somebody of the staff")
async def show_person(request: Request, person_id: UUID) -> Response:
    return await _draw(request, FIRST, person_id=person_id)


async def _again(request: Request, entered: Entered, *, person_id: UUID) -> Response:
    return await _draw(request, entered, person_id=person_id)


@page(people, "POST", "/{person_id}/roles", requires="staff:write", summary="Give a role", again=_again)
async def give_role(request: Request, person_id: UUID) -> Response:
    actor, house = admit_operator(request), house_of(request)
    wanted = [_assignment(person_id, await read_form(request, RoleForm))]
    await house.database.commit(lambda tx: identity.give_roles(tx, wanted, now=house.now(), actor=actor))
    return _done(person_id, "given")


@page(people, "POST", "/{person_id}/roles/taking", requires="staff:write", summary="Take a role away", again=_again)
async def take_role(request: Request, person_id: UUID) -> Response:
    actor, house = admit_operator(request), house_of(request)
    unwanted = [_assignment(person_id, await read_form(request, RoleForm))]
    await house.database.commit(lambda tx: identity.take_roles(tx, unwanted, now=house.now(), actor=actor))
    return _done(person_id, "taken")


@page(people, "POST", "/{person_id}/password", requires="staff:write", summary="Set a password", again=_again)
async def set_password(request: Request, person_id: UUID) -> Response:
    actor, house = admit_operator(request), house_of(request)
    form = await read_form(request, PasswordForm)
    fault = identity.check_password(form.password, email=form.email)
    if fault is not None:
        raise fault
    kept = await passwords.hash_password(form.password)

    async def work(tx: Tx) -> None:
        await identity.save_staff_credential(
            tx, actor_id=person_id, email=form.email, password_hash=kept, now=house.now(), actor=actor
        )
        await identity.end_all(tx, person_id=person_id, now=house.now(), actor=actor)

    await house.database.commit(work)
    return _done(person_id, "password")


@page(people, "POST", "/{person_id}/pin", requires="staff:write", summary="Set a PIN", again=_again)
async def set_pin(request: Request, person_id: UUID) -> Response:
    actor, house = admit_operator(request), house_of(request)
    form = await read_form(request, PinForm)
    fault = identity.check_pin(form.pin)
    if fault is not None:
        raise fault
    kept = await passwords.hash_password(form.pin)
    await house.database.commit(
        lambda tx: identity.save_pin(tx, actor_id=person_id, pin_hash=kept, now=house.now(), actor=actor)
    )
    return _done(person_id, "pin")


@page(people, "POST", "/{person_id}/sessions", requires="staff:write", summary="Sign somebody out", again=_again)
async def end_sessions(request: Request, person_id: UUID) -> Response:
    actor, house = admit_operator(request), house_of(request)
    form = await read_form(request, SessionForm)

    async def work(tx: Tx) -> None:
        if form.session is None:
            await identity.end_all(tx, person_id=person_id, now=house.now(), actor=actor)
        else:
            await identity.end_session(tx, session_id=form.session, now=house.now(), actor=actor)

    await house.database.commit(work)
    return _done(person_id, "sessions")


@page(people, "POST", "/{person_id}/leaving", requires="identity:write", summary="Somebody has left", again=_again)
async def end_person(request: Request, person_id: UUID) -> Response:
    actor, house = admit_operator(request), house_of(request)
    await read_form(request, Form)

    async def work(tx: Tx) -> None:
        await identity.end_actor(tx, actor_id=person_id, now=house.now(), actor=actor)
        await identity.end_all(tx, person_id=person_id, now=house.now(), actor=actor)

    await house.database.commit(work)
    return _done(person_id, "left")


async def _draw_list(request: Request, entered: Entered) -> Response:
    admit_operator(request)
    house = house_of(request)
    filters = identity.StaffFilters(
        text=typed(request, "text"),
        role=chosen(request, "role", identity.STAFF_ROLES),
        location=typed(request, "location", most=16) or None,
        with_ended=chosen(request, "left", ("1",)) is not None,
    )
    fields = {name: typed(request, name) for name in ("text", "role", "location", "left")}
    source_map = await house.source_maps.current()
    async with house.database.reading() as tx:
        found = await identity.list_staff(tx, filters, cursor=request.query_params.get("cursor"))
    return show_desk(
        request,
        "people_desk/page.html",
        way=PATH,
        entered=entered,
        found=found,
        fields={name: value for name, value in fields.items() if value},
        lists=[
            ("role", "Role", [("", "Every role"), *ROLES]),
            ("location", "Location", [("", "Every location"), *place_options(source_map)]),
            ("left", "Who has left", [("", "Who is here"), ("1", "Also who has left")]),
        ],
        roles=ROLES,
        places=place_options(source_map),
        next_page=address(PATH, fields, cursor=found.next_cursor) if found.next_cursor else None,
    )


async def _draw(request: Request, entered: Entered, *, person_id: UUID) -> Response:
    actor, house = admit_operator(request), house_of(request)
    source_map = await house.source_maps.current()
    async with house.database.reading() as tx:
        person = await identity.get_staff_member(tx, person_id)
        assignments = await identity.list_assignments(tx, actor_id=person_id)
        sessions = await identity.list_sessions(tx, actor=actor, now=house.now(), person_id=person_id)
    done = chosen(request, "done", DONE)
    names = {place.id: place.name for place in source_map.network.locations.values()}
    return show_desk(
        request,
        "people_desk/one.html",
        way=PATH,
        entered=entered,
        person=person,
        assignments=assignments,
        sessions=sessions,
        names=names,
        roles=ROLES,
        places=place_options(source_map),
        leads=actor.may("staff:write") and person.ended_at is None,
        owns=actor.may("identity:write") and person.ended_at is None,
        done=DONE[done] if done else "",
    )


def _assignment(person_id: UUID, form: Any) -> identity.Assignment:
    return identity.Assignment(person_id, form.role, form.location or None)


def _done(person_id: UUID, what: str) -> Response:
    return see(f"{PATH}/{person_id}?done={what}")
