"""Locations: the list with its map, one with its hours, and what can be changed."""

from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from atrium.contexts import locations
from atrium.kit.refusals import Refusal
from atrium.readmodels.store_load import OpenWork, load_open_work
from atrium.surfaces.console.assembly import console_of
from atrium.surfaces.console.desk import address, chosen, show_desk, typed
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.console.place_desk.forms import CapacityForm, ClosureForm, DayForm, HolidayForm, LiftForm
from atrium.surfaces.console.surface import page
from atrium.surfaces.shared import door, house_of
from atrium.surfaces.shared.forms import FIRST, Entered, Form, read_form
from atrium.surfaces.shared.pages import see
from atrium.vocabulary.actor import EVERYTHING

place_list = door("/console/locations", tag="console")
PATH = "/console/locations"
KINDS = {"store": "Stores", "distribution_centre": "Distribution centres"}
STANDINGS = {"closed": "Out of operation", "busy": "With open work", "changed": "With changed hours"}
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DONE = {
    "hours": "The hours of that day are changed. Shop and promises follow within seconds.",
    "lifted": "The weekly hours hold again on that day.",
    "capacity": "The capacity is changed.",
    "closed": "It takes no more work. What is at work there goes on, or can be moved from its orders.",
    "reopened": "It takes work again.",
}


@page(place_list, "GET", "", requires="locations:read", summary="Every location, on a map and in a list")
async def show_locations(request: Request) -> Response:
    return await _draw_list(request, FIRST)


async def _list_again(request: Request, entered: Entered) -> Response:
    return await _draw_list(request, entered)


@page(
    place_list,
    "POST",
    "/holidays",
    requires="locations:write",
    summary="Other hours on one date at many locations",
    again=_list_again,
)
async def make_holiday(request: Request) -> Response:
    actor, house = admit_operator(request), house_of(request)
    form = await read_form(request, HolidayForm)
    spans = _spans(form)
    network = (await house.source_maps.current()).network
    wanted = [
        locations.NewException(place.id, form.day, spans, form.reason)
        for place in network.locations.values()
        if form.kind in ("all", place.kind)
    ]
    answers = await house.database.commit(
        lambda tx: locations.save_exceptions(tx, wanted, now=house.now(), actor=actor)
    )
    _raise_first(answers)
    return see(address(PATH, {"changed": str(len(wanted)), "day": form.day.isoformat()}))


@page(place_list, "GET", "/{location}", requires="locations:read", summary="One location")
async def show_location(request: Request, location: str) -> Response:
    return await _draw(request, FIRST, location=location)


async def _again(request: Request, entered: Entered, *, location: str) -> Response:
    return await _draw(request, entered, location=location)


@page(
    place_list, "POST", "/{location}/hours", requires="locations:write", summary="Other hours on a date", again=_again
)
async def change_day(request: Request, location: str) -> Response:
    actor, house = admit_operator(request), house_of(request)
    form = await read_form(request, DayForm)
    wanted = [locations.NewException(location, form.day, _spans(form), form.reason)]
    _raise_first(
        await house.database.commit(lambda tx: locations.save_exceptions(tx, wanted, now=house.now(), actor=actor))
    )
    return _done(location, "hours")


@page(
    place_list,
    "POST",
    "/{location}/hours/lift",
    requires="locations:write",
    summary="The weekly hours hold again on a date",
    again=_again,
)
async def lift_day(request: Request, location: str) -> Response:
    actor, house = admit_operator(request), house_of(request)
    form = await read_form(request, LiftForm)
    async with house.database.transaction() as tx:
        await locations.lift_exception(tx, location=location, day=form.day, now=house.now(), actor=actor)
    return _done(location, "lifted")


@page(
    place_list,
    "POST",
    "/{location}/capacity",
    requires="locations:write",
    summary="How much work a day it can do",
    again=_again,
)
async def change_capacity(request: Request, location: str) -> Response:
    actor, house = admit_operator(request), house_of(request)
    form = await read_form(request, CapacityForm)
    async with house.database.transaction() as tx:
        await locations.set_capacity(
            tx, location=location, daily_capacity=form.daily_capacity, now=house.now(), actor=actor
        )
    return _done(location, "capacity")


@page(
    place_list,
    "POST",
    "/{location}/closure",
    requires="locations:write",
    summary="Take it out of operation",
    again=_again,
)
async def close(request: Request, location: str) -> Response:
    actor, house = admit_operator(request), house_of(request)
    form = await read_form(request, ClosureForm)
    async with house.database.transaction() as tx:
        await locations.close_location(tx, location=location, reason=form.reason, now=house.now(), actor=actor)
    return _done(location, "closed")


@page(
    place_list,
    "POST",
    "/{location}/reopening",
    requires="locations:write",
    summary="Put it back into operation",
    again=_again,
)
async def reopen(request: Request, location: str) -> Response:
    actor, house = admit_operator(request), house_of(request)
    await read_form(request, Form)
    async with house.database.transaction() as tx:
        await locations.reopen_location(tx, location=location, now=house.now(), actor=actor)
    return _done(location, "reopened")


async def _draw_list(request: Request, entered: Entered) -> Response:
    admit_operator(request)
    house = house_of(request)
    network = (await house.source_maps.current()).network
    async with house.database.reading() as tx:
        work = await load_open_work(tx)
    kind, standing, text = (
        chosen(request, "kind", KINDS),
        chosen(request, "standing", STANDINGS),
        typed(request, "text"),
    )
    now = house.now()
    rows = [
        _Row(place, work.get(place.id, OpenWork(place.id)), now)
        for place in sorted(network.locations.values(), key=lambda place: (place.kind, place.name))
        if kind in (None, place.kind) and text.lower() in f"{place.name} {place.id} {place.address.city}".lower()
    ]
    changed, day = typed(request, "changed", most=5), typed(request, "day", most=10)
    return show_desk(
        request,
        "place_desk/page.html",
        way=PATH,
        entered=entered,
        rows=[row for row in rows if row.stands(standing)],
        map=await console_of(request).stores.draw_map(),
        lists=[
            ("kind", "Kind", [("", "Every kind"), *KINDS.items()], kind or ""),
            ("standing", "How it stands", [("", "However it stands"), *STANDINGS.items()], standing or ""),
        ],
        text=text,
        done=f"{changed} locations have other hours on {day}." if changed.isdecimal() and day else "",
    )


async def _draw(request: Request, entered: Entered, *, location: str) -> Response:
    actor, house = admit_operator(request), house_of(request)
    now = house.now()
    async with house.database.snapshot() as tx:
        place = await locations.get_location(tx, location, visible_to=EVERYTHING)
        work = (await load_open_work(tx)).get(location, OpenWork(location))
    local = place.local(now)
    done = chosen(request, "done", DONE)
    coming = [one for one in place.exceptions if one.day >= local.date() - timedelta(days=1)]
    return show_desk(
        request,
        "place_desk/one.html",
        way=PATH,
        entered=entered,
        place=place,
        work=work,
        row=_Row(place, work, now),
        week=list(zip(DAY_NAMES, [locations.spans_as_text(day) for day in place.hours.days], strict=True)),
        today=local.weekday(),
        coming=coming,
        next_opening=None if place.is_open(local) else place.next_opening(local),
        may_change=actor.may("locations:write"),
        done=DONE[done] if done else "",
    )


class _Row:
    """A location as the list shows it."""

    def __init__(self, place: locations.Location, work: OpenWork, now: Any) -> None:
        self.place, self.work = place, work
        local = place.local(now)
        self.is_open = place.is_open(local)
        self.clock = f"{local:%a %-I:%M %p}"
        exception = place.exception_on(local.date())
        self.today = locations.spans_as_text(place.spans_on(local.date()))
        self.why = exception.reason if exception else ""
        self.changes = any(one.day >= local.date() for one in place.exceptions)

    def stands(self, standing: str | None) -> bool:
        match standing:
            case "closed":
                return not self.place.in_operation
            case "busy":
                return self.work.open > 0
            case "changed":
                return self.changes
            case _:
                return True


def _spans(form: DayForm) -> tuple[Any, ...]:
    try:
        return locations.parse_spans(form.hours)
    except ValueError as fault:
        raise locations.ExceptionInvalid("", f"{fault}. Write them as 10-4, or closed.", "hours") from fault


def _raise_first(answers: list[Any]) -> None:
    refusal = next((one for one in answers if isinstance(one, Refusal)), None)
    if refusal is not None:
        raise refusal


def _done(location: str, what: str) -> Response:
    return see(f"{PATH}/{location}?done={what}")
