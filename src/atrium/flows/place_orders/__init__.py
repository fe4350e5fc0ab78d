"""Orders come in: priced, sourced, promised and written, many in one transaction.

Each order gets all of its stock or a refusal; one refusal fails nobody else. The same request twice has one
effect. Statements do not grow with the number of orders.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from atrium.contexts import carts, fulfilment, inventory, orders
from atrium.flows.place_orders.draft import Draft, Facts, draft
from atrium.flows.place_orders.reading import Read, read_round
from atrium.flows.place_orders.request import AskedLine, ExternalPayment, FromCart, Placed, PlaceOrder, Present
from atrium.flows.place_orders.sourced import source
from atrium.flows.place_orders.writing import Sourced, promise, write
from atrium.kit.db import Busy, Database, Tx
from atrium.kit.idempotency import KeyReused, Overtaken
from atrium.kit.refusals import Refusal
from atrium.readmodels.source_map import SourceMap
from atrium.vocabulary.actor import EVERYTHING
from atrium.vocabulary.market import Market

__all__ = ["AskedLine", "ExternalPayment", "FromCart", "PlaceOrder", "Placed", "Present", "place_orders"]

MOST_ROUNDS = 20
"""Each round that leaves somebody over gave the stock to somebody else, so rounds end; this bounds a fault."""


@dataclass(frozen=True, slots=True)
class _Left:
    """No answer yet; look again in the next round."""

    stock_went: bool


_LEFT = _Left(stock_went=True)
"""The stock went to somebody else between reading and locking."""
_LATER = _Left(stock_went=False)
"""The answer depends on another request of the same batch."""
Answer = Placed | Refusal


async def place_orders(
    database: Database,
    asked: Sequence[PlaceOrder],
    *,
    source_map: SourceMap,
    markets: Mapping[str, Market],
    present: Present,
    now: datetime,
) -> list[Answer]:
    """Places orders; answers for each, in order, what was placed or why not."""
    answers: dict[int, Answer] = {}
    waiting = list(range(len(asked)))
    for _ in range(MOST_ROUNDS):
        round_ = [asked[place] for place in waiting]
        try:
            got = await database.commit(
                lambda tx, round_=round_: _place(
                    tx, round_, source_map=source_map, markets=markets, present=present, now=now
                ),
                pipelined=True,
            )
        except Overtaken:
            continue
        answers |= _settled(waiting, got)
        waiting = [place for place in waiting if place not in answers]
        if not waiting:
            return [answers[place] for place in range(len(asked))]
    raise Busy


def _settled(waiting: Sequence[int], got: Sequence[Answer | _Left]) -> dict[int, Answer]:
    """What is final of a round.

    Where one draft came too late, those refused beside it may have been refused for units that it did not get
    in the end, so they are looked at again with it.
    """
    again = any(isinstance(one, _Left) and one.stock_went for one in got)
    return {
        place: one
        for place, one in zip(waiting, got, strict=True)
        if not isinstance(one, _Left) and not (again and isinstance(one, inventory.InsufficientStock))
    }


async def _place(
    tx: Tx,
    asked: Sequence[PlaceOrder],
    *,
    source_map: SourceMap,
    markets: Mapping[str, Market],
    present: Present,
    now: datetime,
) -> list[Answer | _Left]:
    """One round in one transaction: what is known is answered, what can be promised is written."""
    read = await read_round(tx, asked)
    answers = await _known(tx, asked, read, present)
    twins = _twins(asked)
    new = [place for place in range(len(asked)) if place not in answers and place not in twins]
    facts = Facts(read.titles, read.cards, markets, source_map)
    drafts: dict[int, Draft] = {}
    for place in new:
        try:
            _check_cart(asked[place], read)
            drafts[place] = draft(asked[place], facts, now=now)
        except Refusal as refusal:
            answers[place] = refusal
    answers |= await _promise_and_write(tx, drafts, source_map, present=present, now=now)
    for place, first in twins.items():
        if place not in answers:
            answers[place] = _as_twin(asked[place], asked[first], answers[first])
    return [answers[place] for place in range(len(asked))]


async def _promise_and_write(
    tx: Tx, drafts: Mapping[int, Draft], source_map: SourceMap, *, present: Present, now: datetime
) -> dict[int, Answer | _Left]:
    if not drafts:
        return {}
    answers: dict[int, Answer | _Left] = {}
    wanted: dict[int, Sourced] = {}
    for place, decided in zip(drafts, await source(tx, list(drafts.values()), source_map), strict=True):
        if isinstance(decided, inventory.InsufficientStock):
            answers[place] = decided
        else:
            wanted[place] = Sourced(drafts[place], decided)
    if not wanted:
        return answers
    certain, plan = await promise(tx, list(wanted.values()))
    kept = [place for place, can in zip(wanted, certain, strict=True) if can]
    answers |= dict.fromkeys(wanted.keys() - set(kept), _LEFT)
    if kept:
        written = await write(
            tx, [wanted[place] for place in kept], plan, source_map=source_map, present=present, now=now
        )
        answers |= {place: Placed(answer) for place, answer in zip(kept, written, strict=True)}
    return answers


async def _known(tx: Tx, asked: Sequence[PlaceOrder], read: Read, present: Present) -> dict[int, Answer | _Left]:
    """Requests that were answered before, and ids or references that are taken."""
    answers: dict[int, Answer | _Left] = {}
    for place, one in enumerate(asked):
        found = read.kept.get(one.key.handle) if one.key is not None else None
        if one.key is not None and found is not None:
            same = found.fingerprint == one.key.fingerprint
            answers[place] = Placed(found.answer, replayed=True) if same else KeyReused(one.key.key)
    if read.captured:
        left = {place: one for place, one in enumerate(asked) if place not in answers}
        answers |= await _taken(tx, left, read.captured, present)
    return answers


async def _taken(
    tx: Tx, asked: Mapping[int, PlaceOrder], captured: Sequence[orders.Captured], present: Present
) -> dict[int, Answer | _Left]:
    by_id = {found.id: found for found in captured}
    by_reference = {(found.channel, found.client_reference): found for found in captured}
    answers: dict[int, Answer | _Left] = {}
    for place, one in asked.items():
        if one.id in by_id:
            same = by_id[one.id].content == one.content and by_id[one.id].channel == one.channel
            answers[place] = await _as_it_is(tx, one, present) if same else orders.OrderIdTaken(one.id)
        elif one.client_reference and (one.channel, one.client_reference) in by_reference:
            other = by_reference[one.channel, one.client_reference]
            answers[place] = orders.ClientReferenceTaken(one.client_reference, other.id)
    return answers


def _check_cart(one: PlaceOrder, read: Read) -> None:
    """Refuses to order from a cart that is not, or no longer, as its holder saw it."""
    if one.cart is None:
        return
    cart = read.carts.get(one.cart.cart_id)
    if cart is None:
        raise carts.CartNotFound
    if cart.state != "open" or cart.version != one.cart.version or cart.order_id != one.id:
        raise carts.CartChanged


async def _as_it_is(tx: Tx, one: PlaceOrder, present: Present) -> Placed:
    """An order that is repeated under its own id, but with another key: told as it is now."""
    if one.cart is not None:
        return Placed("", replayed=True)
    order = await orders.get_order(tx, one.id, visible_to=EVERYTHING)
    work = await fulfilment.list_of_order(tx, one.id, visible_to=EVERYTHING)
    held = await inventory.find_held(tx, one.id)
    return Placed(present(order, work, held[0].expires_at if held else None), replayed=True)


def _twins(asked: Sequence[PlaceOrder]) -> dict[int, int]:
    """Requests of this batch that repeat an earlier one's key, id or reference, and which one."""
    first: dict[object, int] = {}
    twins: dict[int, int] = {}
    for place, one in enumerate(asked):
        marks: list[object] = [one.id, *([one.key.handle] if one.key is not None else [])]
        if one.client_reference:
            marks.append((one.channel, one.client_reference))
        earlier = [first[mark] for mark in marks if mark in first]
        if earlier:
            twins[place] = min(earlier)
        for mark in marks:
            first.setdefault(mark, place)
    return twins


def _as_twin(one: PlaceOrder, first: PlaceOrder, answer: Answer | _Left) -> Answer | _Left:
    """What a repeated request is told: the first one's answer, or to look again once that one is settled."""
    if one.key is None or first.key is None or one.key.handle != first.key.handle:
        return _LATER
    if one.key.fingerprint != first.key.fingerprint:
        return KeyReused(one.key.key)
    return Placed(answer.answer, replayed=True) if isinstance(answer, Placed) else answer
