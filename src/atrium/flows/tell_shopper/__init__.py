"""What happened to an order is told to its shopper: an event of the log becomes a message, once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrium.contexts import fulfilment, locations, messaging, orders
from atrium.flows.tell_shopper.wording import TELLS, Known
from atrium.kit.db import Tx
from atrium.kit.events import Recorded
from atrium.vocabulary.actor import EVERYTHING
from atrium.vocabulary.market import Market

TOLD_CHANNELS = frozenset({"web"})
"""Doors whose shoppers the house writes to. A till hands over a receipt, and a marketplace writes to its own."""
NEWS = tuple(TELLS)


@dataclass(frozen=True, slots=True)
class Telling:
    """What an installation writes with: its markets, and the address of an order's page for whoever holds it."""

    markets: Mapping[str, Market]
    link: Callable[[UUID], str]


async def tell_shopper(
    tx: Tx, happened: Sequence[Recorded], *, network: locations.Network, telling: Telling, now: datetime
) -> list[messaging.Message]:
    """Queues a message for each event that its shopper should hear of; answers those that are new.

    Statements do not grow with the number of events: two reads, and two writes when there is something to tell.
    An event that is overtaken, as goods that are ready and were handed over meanwhile, is told no more.
    """
    about = {event.id: UUID(event.facts["order_id"]) for event in happened if _may_be_told(event)}
    found = await orders.find_orders(tx, sorted(set(about.values())), visible_to=EVERYTHING) if about else {}
    told = {id_: order for id_, order in found.items() if order.channel in TOLD_CHANNELS and order.contact.email}
    if not told:
        return []
    work = await fulfilment.list_of_orders(tx, sorted(told), visible_to=EVERYTHING)
    letters: list[messaging.Letter] = []
    for event in happened:
        order = told.get(about[event.id]) if event.id in about else None
        if order is not None:
            known = Known(order, work[order.id], network, telling.markets[order.market], telling.link(order.id))
            letters += _letters(event, known)
    return await messaging.queue(tx, letters, now=now)


def _may_be_told(event: Recorded) -> bool:
    """Whether it is worth a look: an event that names its channel says at once that it is no web order's."""
    return event.type in TELLS and event.facts.get("channel", "web") in TOLD_CHANNELS


def _letters(event: Recorded, known: Known) -> list[messaging.Letter]:
    facts = TELLS[event.type](known, event.facts)
    if facts is None:
        return []
    return [
        messaging.Letter(
            cause=str(event.id),
            recipient=known.order.contact.email,
            locale=known.locale,
            facts=facts,
            order_id=known.order.id,
            order_number=known.order.number,
        )
    ]
