"""The ways to help: what each form asks for, what it says it would do, and the journey that does it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from atrium.flows.cancel_order import cancel_order
from atrium.flows.destination import Destination
from atrium.flows.refund_order import refund_order
from atrium.flows.release_order import release_order
from atrium.flows.renew_handover_code import renew_handover_code
from atrium.flows.reroute_fulfilment import Move, reroute_fulfilment
from atrium.flows.route_lines import Wanted, route_lines
from atrium.kit.db import Tx
from atrium.kit.ids import new_code
from atrium.readmodels.source_map import SourceMap
from atrium.surfaces.console.helping import forms, reviews
from atrium.surfaces.console.helping.amounts import to_minor
from atrium.surfaces.console.helping.standing import Standing
from atrium.vocabulary.actor import Actor


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does it, when, and what they know."""

    order_id: UUID
    currency: str
    source_map: SourceMap
    actor: Actor
    now: datetime


@dataclass(frozen=True, slots=True)
class Act:
    """One way to help; `scope` is what it needs besides the right to help."""

    title: str
    deed: str
    """What the last button says."""
    shape: type[forms.HelpForm]
    review: Callable[[Standing, Any], list[str]]
    do: Callable[[Tx, Doing, Any], Awaitable[object]]
    scope: str = "orders:help"


async def _move(tx: Tx, doing: Doing, form: forms.MoveWorkForm) -> object:
    move = Move(form.fulfilment, _destination(form), form.reason)
    return await reroute_fulfilment(tx, move=move, source_map=doing.source_map, actor=doing.actor, now=doing.now)


async def _route(tx: Tx, doing: Doing, form: forms.RouteForm) -> object:
    wanted = Wanted(doing.order_id, _destination(form), form.reason, form.lines)
    return await route_lines(tx, wanted=wanted, source_map=doing.source_map, actor=doing.actor, now=doing.now)


async def _cancel(tx: Tx, doing: Doing, form: forms.CancelForm) -> object:
    return await cancel_order(
        tx, order_id=doing.order_id, reason=form.reason, lines=form.lines, actor=doing.actor, now=doing.now
    )


async def _release(tx: Tx, doing: Doing, form: forms.HelpForm) -> object:
    return await release_order(tx, order_id=doing.order_id, reason=form.reason, actor=doing.actor, now=doing.now)


async def _refund(tx: Tx, doing: Doing, form: forms.RefundForm) -> object:
    amount = to_minor(form.amount, doing.currency)
    return await refund_order(
        tx, order_id=doing.order_id, amount_minor=amount, reason=form.reason, actor=doing.actor, now=doing.now
    )


async def _code(tx: Tx, doing: Doing, form: forms.CodeForm) -> object:
    return await renew_handover_code(
        tx, fulfilment_id=form.fulfilment, code=new_code(), reason=form.reason, actor=doing.actor, now=doing.now
    )


def _destination(form: forms.MoveForm) -> Destination:
    return Destination(form.mode, form.location or None, consent_given=form.consent_given)


ACTS: Mapping[str, Act] = {
    "move": Act("Move work to another location", "Move it", forms.MoveWorkForm, reviews.of_move, _move),
    "route": Act("Find a location for what waits", "Send it there", forms.RouteForm, reviews.of_route, _route),
    "cancel": Act("Cancel lines", "Cancel them", forms.CancelForm, reviews.of_cancel, _cancel, scope="orders:write"),
    "release": Act("Let the stock go now", "End the order", forms.HelpForm, reviews.of_release, _release),
    "refund": Act("Give money back", "Give it back", forms.RefundForm, reviews.of_refund, _refund),
    "code": Act("Make a new handover code", "Make it", forms.CodeForm, reviews.of_code, _code),
}
