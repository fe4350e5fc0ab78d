"""The page of one fulfilment, whatever is to be done with it next."""

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from atrium.kit.ids import new_id
from atrium.readmodels.pick_list import PickLine, PickList, load_pick_list
from atrium.surfaces.shared import actor_of, house_of
from atrium.surfaces.shared.forms import FIRST, Entered
from atrium.surfaces.till.queue.wording import PATHS
from atrium.surfaces.till.station import show, station_of
from atrium.surfaces.till.work.forms import REASONS
from atrium.surfaces.till.work.region import mark, mark_of

TEMPLATES = {
    "queued": "work/pick.html",
    "picked": "work/picked.html",
    "packed": "work/packed.html",
    "ready": "work/ready.html",
}


async def show_work(
    request: Request,
    fulfilment_id: UUID,
    *,
    entered: Entered = FIRST,
    line: int | None = None,
    did: str = "",
    of: int | None = None,
    code: str = "",
) -> Response:
    """The fulfilment as it stands now, with what somebody just did (`did`, to line `of`) or could not do."""
    house, actor = house_of(request), actor_of(request)
    station = await station_of(request)
    network = (await house.source_maps.current()).network
    async with house.database.snapshot() as tx:
        found = await load_pick_list(tx, fulfilment_id, visible_to=actor.sees, network=network)
    work = found.work
    lines = [one for one in found.lines if one.line.wanted or one.line.picked]
    template = TEMPLATES.get(work.state, "work/ended.html")
    if work.state == "picked" and work.mode == "ship":
        template = "work/pack.html"
    return await show(
        request,
        template,
        section=work.mode if work.state != "ready" else "handover",
        status=entered.status,
        work=work,
        found=found,
        lines=lines,
        current=_current(lines, line),
        entered=entered,
        did=did,
        done=next((one.line for one in lines if one.line.line_number == of), None),
        code=code,
        reasons=REASONS,
        mine=work.picking is not None and work.picking.picker_id == actor.id,
        theirs=work.picking is not None and work.picking.picker_id != actor.id,
        late=found.due_at < house.now(),
        mark=mark(work),
        shown=mark_of(work),
        zone=station.zone,
        back=PATHS[work.mode],
        new_key=lambda: str(new_id()),
        **_sums(found),
    )


def is_open(one: PickLine) -> bool:
    """Whether somebody still has to look for it."""
    return one.line.counted < one.line.wanted and not one.line.missing


def _current(lines: list[PickLine], wanted: int | None) -> PickLine | None:
    """The line that was asked for, else the first that is still to be found."""
    chosen = next((one for one in lines if one.line.line_number == wanted and one.line.wanted), None)
    return chosen or next((one for one in lines if is_open(one)), None)


def _sums(found: PickList) -> dict[str, Any]:
    return {
        "counted": found.counted,
        "wanted": found.wanted,
        "missing": sum(one.line.wanted - one.line.counted for one in found.lines if one.line.missing),
        "finished": not any(is_open(one) for one in found.lines),
    }
