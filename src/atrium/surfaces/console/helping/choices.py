"""What each form offers to choose from."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from atrium.contexts.fulfilment import FulfilmentNotFound
from atrium.surfaces.console.helping.standing import Standing, wanted_of
from atrium.surfaces.shared.forms import Entered

NOWHERE = UUID(int=0)


def choices_of(act: str, standing: Standing, entered: Entered, asked: Mapping[str, str]) -> dict[str, Any]:
    """The words of the form's template; `asked` is what the address says."""
    match act:
        case "move":
            return _of_move(standing, _fulfilment(entered, asked))
        case "route":
            return _of_route(standing)
        case "cancel":
            return {"lines": _cancellable(standing)}
        case "refund":
            return {"left": standing.refundable_minor}
        case "code":
            work = standing.work(_fulfilment(entered, asked))
            return {"fulfilment": work.id, "place": standing.name(work.location)}
        case _:
            return {}


def _of_move(standing: Standing, fulfilment_id: UUID) -> dict[str, Any]:
    work = standing.work(fulfilment_id)
    return {
        "fulfilment": work.id,
        "work": work,
        "place": standing.name(work.location),
        "mode": work.mode,
        "needs_consent": work.mode == "pickup",
        "places": [(one.location.id, one.label) for one in standing.places(wanted_of(work), but=work.location)],
    }


def _of_route(standing: Standing) -> dict[str, Any]:
    lines = [line for line in standing.story.order.lines if line.waiting]
    wanted: dict[str, int] = {}
    for line in lines:
        wanted[line.sku] = wanted.get(line.sku, 0) + line.waiting
    return {
        "lines": lines,
        "mode": "ship",
        "needs_consent": any(line.mode == "pickup" for line in lines),
        "places": [(one.location.id, one.label) for one in standing.places(wanted)],
    }


def _cancellable(standing: Standing) -> list[dict[str, Any]]:
    """Each line with how many of its units nobody has picked yet."""
    queued: dict[int, int] = {}
    for work in standing.story.work:
        if work.state == "queued":
            for number, count in work.unfinished.items():
                queued[number] = queued.get(number, 0) + count
    return [
        {"number": line.number, "title": line.title, "units": queued.get(line.number, 0) + line.waiting}
        for line in standing.story.order.lines
        if not line.closed
    ]


def _fulfilment(entered: Entered, asked: Mapping[str, str]) -> UUID:
    text = entered.value("fulfilment", asked.get("fulfilment", ""))
    try:
        return UUID(text)
    except ValueError as fault:
        raise FulfilmentNotFound(NOWHERE) from fault
