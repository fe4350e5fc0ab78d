"""A form of help: shown, looked over, done; a double click does it once."""

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from atrium.kit import idempotency
from atrium.kit.db import Tx
from atrium.kit.ids import new_id
from atrium.kit.refusals import NotFound
from atrium.surfaces.console.desk import show_desk
from atrium.surfaces.console.helping.acts import ACTS, Act, Doing
from atrium.surfaces.console.helping.choices import choices_of
from atrium.surfaces.console.helping.standing import load_standing
from atrium.surfaces.console.operators import admit_operator
from atrium.surfaces.console.surface import page
from atrium.surfaces.shared import door, house_of
from atrium.surfaces.shared.bodies import raw_body
from atrium.surfaces.shared.credentials import ScopeMissing
from atrium.surfaces.shared.forms import FIRST, Entered, entered_fields, read_form
from atrium.surfaces.shared.idempotent import answer_once
from atrium.surfaces.shared.pages import see
from atrium.vocabulary.actor import Actor

order_help = door("/console/orders", tag="console")
WAY = "/console/orders"
FILLED_IN = 202
"""Marks a form that comes back as it was sent, without a fault."""
FORM = "/{order_id}/help/{act}"


class NoSuchHelp(NotFound):
    """The address names no way to help."""

    remedy = "Go back to the order; it shows what can be done for it."

    @property
    def message(self) -> str:
        return "There is no such form."


@page(order_help, "GET", FORM, requires="orders:help", summary="A form that helps an order")
async def show_form(request: Request, order_id: UUID, act: str) -> Response:
    return await _draw(request, FIRST, order_id=order_id, act=act)


async def _again(request: Request, entered: Entered, *, order_id: UUID, act: str) -> Response:
    return await _draw(request, entered, order_id=order_id, act=act)


@page(order_help, "POST", FORM, requires="orders:help", summary="Look it over, then do it", again=_again)
async def take_form(request: Request, order_id: UUID, act: str) -> Response:
    wanted, actor, house = _act(act), admit_operator(request), house_of(request)
    _check(actor, wanted)
    form: Any = await read_form(request, wanted.shape)
    if form.step == "edit":
        return await _draw(
            request, Entered(await entered_fields(request), status=FILLED_IN), order_id=order_id, act=act
        )
    standing = await load_standing(house, order_id, actor=actor)
    if form.step == "review":
        return show_desk(
            request,
            "helping/review.html",
            way=WAY,
            act=wanted,
            order=standing.story.order,
            reason=form.reason,
            sentences=wanted.review(standing, form),
            fields=[
                (name, value)
                for name, values in (await entered_fields(request)).items()
                if name != "step"
                for value in values
            ],
        )
    doing = Doing(order_id, standing.story.order.currency, standing.source_map, actor, house.now())

    async def work(tx: Tx) -> Response:
        await wanted.do(tx, doing, form)
        return see(f"/console/orders/{order_id}?done={act}")

    content = idempotency.fingerprint(await raw_body(request))
    return await answer_once(house, idempotency.Key(f"{actor.id} console {act} {order_id}", form.key, content), work)


async def _draw(request: Request, entered: Entered, *, order_id: UUID, act: str) -> Response:
    wanted, actor = _act(act), admit_operator(request)
    _check(actor, wanted)
    standing = await load_standing(house_of(request), order_id, actor=actor)
    return show_desk(
        request,
        "helping/form.html",
        way=WAY,
        act=wanted,
        name=act,
        order=standing.story.order,
        entered=entered,
        key=entered.value("key", new_id()),
        **choices_of(act, standing, entered, request.query_params),
    )


def _act(name: str) -> Act:
    found = ACTS.get(name)
    if found is None:
        raise NoSuchHelp
    return found


def _check(actor: Actor, act: Act) -> None:
    if not actor.may(act.scope):
        raise ScopeMissing(act.scope)
