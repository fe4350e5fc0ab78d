"""The event log by kind, subject and actor, newest first; the audit view shows what people did to people and keys."""

from typing import Annotated
from urllib.parse import quote

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from atrium.kit import events
from atrium.kit.paging import MOST, Page
from atrium.surfaces.console.desk import address, chosen, show_desk, typed
from atrium.surfaces.console.event_log.entry import FAMILIES, gist
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.console.surface import page
from atrium.surfaces.shared import door, house_of
from atrium.surfaces.shared.csv_files import Cell, csv_file
from atrium.surfaces.shared.rendering import words

log_list = door("/console", tag="console")
PATH = "/console/events"
NEWEST = 2**62
SHOWN = 50
MOST_EXPORTED = 20_000
"""How many events a file has at most; further ones are a file of their own, from where the page stands."""
FIELDS = ("family", "type", "subject", "actor")
COLUMNS = ("position", "at_utc", "type", "subject", "actor", "reason", "facts")
Before = Annotated[int, Query(ge=0, le=NEWEST)]


@page(log_list, "GET", "/events", requires="events:read", summary="The event log, looked through backwards")
async def show_log(request: Request, before: Before = NEWEST) -> Response:
    house = house_of(request)
    filters, fields = _filters(request)
    async with house.database.reading() as tx:
        start = min(before, await events.last_position(tx) + 1)
        looked = await events.look_back(tx, filters, before=start, limit=SHOWN)
    older = None if looked.next_before is None else address(PATH, fields, before=str(looked.next_before))
    return show_desk(
        request,
        "log_finder/page.html",
        way=PATH,
        rows=[
            (event, words(event.type.partition(".")[2]), gist(event.facts), link_to(event.subject))
            for event in looked.found
        ],
        families=FAMILIES,
        fields=fields,
        audit=fields.get("family") == "identity",
        older=older,
        newer=address(PATH, fields) if before != NEWEST else None,
        csv_address=address(f"{PATH}.csv", fields, before=None if before == NEWEST else str(before)),
    )


@page(log_list, "GET", "/events.csv", requires="events:read", summary="The same as a CSV file")
async def export_log(request: Request, before: Before = NEWEST) -> Response:
    admit_operator(request)
    house = house_of(request)
    filters, _ = _filters(request)
    sent = 0

    async def fetch(cursor: str | None) -> Page[events.Recorded]:
        nonlocal sent
        async with house.database.reading() as tx:
            start = int(cursor) if cursor else min(before, await events.last_position(tx) + 1)
            looked = await events.look_back(tx, filters, before=start, limit=MOST)
        sent += len(looked.found)
        more = None if looked.next_before is None or sent >= MOST_EXPORTED else str(looked.next_before)
        return Page(looked.found, more)

    return csv_file("events", columns=COLUMNS, fetch=fetch, row=_row, day=house.now().date())


def link_to(subject: str) -> str | None:
    """The page that shows what an event is about, where there is one."""
    kind, _, id_ = subject.partition("/")
    match kind:
        case "order":
            return f"/console/orders/{id_}"
        case "item":
            return f"/console/stock/items/{quote(id_, safe='')}"
        case "location":
            return f"/console/locations/{quote(id_, safe='')}"
        case _:
            return None


def _filters(request: Request) -> tuple[events.LogFilters, dict[str, str]]:
    fields = {name: typed(request, name, most=100) for name in FIELDS}
    filters = events.LogFilters(
        family=chosen(request, "family", FAMILIES),
        type=fields["type"] or None,
        subject=fields["subject"] or None,
        actor=fields["actor"] or None,
    )
    return filters, {name: value for name, value in fields.items() if value}


def _row(event: events.Recorded) -> list[Cell]:
    return [event.position, event.at, event.type, event.subject, event.actor, event.reason, gist(event.facts)]
