"""A pick on its way: who has it, what was counted, and why the rest is missing. Pure."""

from dataclasses import replace
from uuid import UUID

from atrium.contexts.fulfilment.errors import (
    NoMoreWanted,
    NoSuchLine,
    NotOnTheList,
    PickedByAnother,
    PickUnfinished,
)
from atrium.contexts.fulfilment.model import Fulfilment, FulfilmentLine, Pick, Picking


def begun(work: Fulfilment, picking: Picking, *, take_over: bool) -> Fulfilment:
    """The same work where its picker has it already; another's only to be taken over."""
    work.check_state("queued", "picked")
    if work.picking is not None and work.picking.picker_id == picking.picker_id:
        return work
    if not take_over:
        check_picker(work, by=picking.picker_id)
    return replace(work, picking=picking)


def left(work: Fulfilment, *, by: UUID) -> Fulfilment:
    """Nobody picks it, and nothing is counted; the same work where nobody did."""
    work.check_state("queued", "picked")
    check_picker(work, by=by)
    if work.picking is None:
        return work
    lines = tuple(replace(line, counted=0, missing=None) for line in work.lines)
    return replace(work, picking=None, lines=lines)


def check_picker(work: Fulfilment, *, by: UUID) -> None:
    """Refuses whoever wants to pick what somebody else is picking."""
    if work.state == "queued" and work.picking is not None and work.picking.picker_id != by:
        raise PickedByAnother(work.id, work.picking.picker)


def scanned(work: Fulfilment, sku: str, title: str) -> Fulfilment:
    """One more unit of an item, on the first of its lines that wants one."""
    lines = [line for line in work.lines if line.sku == sku and line.wanted]
    if not lines:
        raise NotOnTheList(sku, title)
    open_lines = [line for line in lines if line.counted < line.wanted]
    return counted(work, (open_lines or lines)[0].line_number, 1)


def counted(work: Fulfilment, line_number: int, units: int) -> Fulfilment:
    """So many more units of a line, or fewer below nothing; with the last one nothing is missing any more."""
    line = _line(work, line_number)
    total = line.counted + units
    if not 0 <= total <= line.wanted:
        raise NoMoreWanted(line.title, line.wanted, line.counted)
    missing = line.missing if total < line.wanted else None
    return _with(work, replace(line, counted=total, missing=missing))


def missed(work: Fulfilment, line_number: int, reason: str | None) -> Fulfilment:
    """Why the rest of a line is missing; None takes that back."""
    line = _line(work, line_number)
    if reason is not None and line.counted == line.wanted:
        raise NoMoreWanted(line.title, line.wanted, line.counted)
    return _with(work, replace(line, missing=reason))


def picks(work: Fulfilment) -> list[Pick]:
    """What was counted, as the pick of every line; refuses where something is open."""
    unfinished = [line.title for line in work.lines if line.counted < line.wanted and not line.missing]
    if work.state == "queued" and unfinished:
        raise PickUnfinished(unfinished)
    return [Pick(line.line_number, line.counted, line.missing) for line in work.lines]


def _line(work: Fulfilment, line_number: int) -> FulfilmentLine:
    for line in work.lines:
        if line.line_number == line_number and line.wanted:
            return line
    raise NoSuchLine(line_number)


def _with(work: Fulfilment, line: FulfilmentLine) -> Fulfilment:
    return replace(work, lines=tuple(line if line.line_number == other.line_number else other for other in work.lines))
