"""The statements of the search, one for each kind of text, over the same columns and filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from atrium.kit.db import Tx
from atrium.kit.paging import MOST, Page
from atrium.readmodels.order_search.filters import Filters, Place, Trouble
from atrium.readmodels.order_search.troubles import list_troubles
from atrium.vocabulary.actor import Scope

COLUMNS = """
    SELECT book.id, book.number, book.channel, book.state, book.shopper, book.email, book.currency, book.total_minor,
           book.goodwill_minor, book.placed_at, book.changed_at,
           (SELECT sum(line.quantity)::bigint FROM orders.ordered_lines AS line
             WHERE line.order_id = book.id) AS units,
           ARRAY(SELECT DISTINCT line.mode FROM orders.ordered_lines AS line
                  WHERE line.order_id = book.id ORDER BY 1) AS modes,
           ARRAY(SELECT DISTINCT place.location FROM fulfilment.order_places AS place
                  WHERE place.order_id = book.id AND (place.state <> 'cancelled' OR book.state = 'cancelled')
                  ORDER BY 1) AS locations
      FROM orders.order_search AS book
"""
FILTERS = """
       AND (%(state)s::text IS NULL OR book.state = %(state)s)
       AND (%(channel)s::text IS NULL OR book.channel = %(channel)s)
       AND (%(visible_channel)s::text IS NULL OR book.channel = %(visible_channel)s)
       AND (%(visible)s::text[] IS NULL OR book.locations && %(visible)s::text[])
       AND (%(location)s::text IS NULL OR book.locations && ARRAY[%(location)s])
       AND (%(mode)s::text IS NULL OR EXISTS (SELECT 1 FROM orders.ordered_lines AS line
                                               WHERE line.order_id = book.id AND line.mode = %(mode)s))
       AND (%(only)s::uuid[] IS NULL OR book.id = ANY (%(only)s::uuid[]))
       AND (%(since)s::timestamptz IS NULL OR book.placed_at >= %(since)s)
       AND (%(before)s::timestamptz IS NULL OR (book.placed_at, book.id) < (%(before)s, %(before_id)s::uuid))
     ORDER BY book.placed_at DESC, book.id DESC
     LIMIT %(limit)s
"""
BROWSE = COLUMNS + " WHERE %(value)s::text IS NULL " + FILTERS
BY_NUMBER = COLUMNS + " WHERE book.number = %(value)s " + FILTERS
BY_EMAIL = COLUMNS + " WHERE book.email_key >= %(value)s AND book.email_key < %(value)s || chr(1114111) " + FILTERS
BY_ITEM = (
    COLUMNS
    + " WHERE book.id IN (SELECT line.order_id FROM orders.ordered_lines AS line WHERE line.sku = %(value)s) "
    + FILTERS
)
BY_NAME = COLUMNS + " WHERE position(%(value)s IN book.name_key) > 0 " + FILTERS
CHANNELS = """
    SELECT DISTINCT latest.channel
      FROM (SELECT channel FROM orders.order_search ORDER BY placed_at DESC LIMIT 1000) AS latest
     ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class FoundOrder:
    """An order as one line of the board; money in minor units, `locations` are where it is worked on."""

    id: UUID
    number: str
    channel: str
    state: str
    shopper: str
    email: str
    currency: str
    total_minor: int
    goodwill_minor: int
    placed_at: datetime
    changed_at: datetime
    units: int
    modes: list[str]
    locations: list[str]
    troubles: Sequence[Trouble] = field(default=())


async def search_orders(
    tx: Tx, filters: Filters, *, visible_to: Scope, now: datetime, cursor: str | None = None, limit: int = 50
) -> Page[FoundOrder]:
    """Orders that pass the filters, newest first, each with its troubles. Two statements."""
    size, place = min(limit, MOST), Place.of(cursor)
    only = None
    if filters.trouble is not None:
        known = await list_troubles(tx, now=now)
        only = [order for order, has in known.items() if filters.trouble == "any" or filters.trouble in has]
    words = {
        "value": filters.read_text.value if filters.read_text else None,
        "state": filters.state,
        "channel": filters.channel,
        "visible_channel": visible_to.channel,
        "visible": None if visible_to.locations is None else list(visible_to.locations),
        "location": filters.location,
        "mode": filters.mode,
        "only": only,
        "since": filters.since,
        "before": place.placed_at if place else None,
        "before_id": place.id if place else None,
        "limit": size + 1,
    }
    found = await _find(tx, filters, words)
    shown = found[:size]
    troubles = await list_troubles(tx, now=now, of=[order.id for order in shown])
    told = [replace(order, troubles=troubles.get(order.id, ())) for order in shown]
    last = Place(shown[-1].placed_at, shown[-1].id).cursor if len(found) > size else None
    return Page(told, last)


async def list_channels(tx: Tx) -> list[str]:
    """The channels that the newest thousand orders came through."""
    return await tx.values(CHANNELS)


async def _find(tx: Tx, filters: Filters, words: Mapping[str, object]) -> list[FoundOrder]:
    match filters.read_text.kind if filters.read_text else None:
        case None:
            return await tx.rows(FoundOrder, BROWSE, words)
        case "number":
            return await tx.rows(FoundOrder, BY_NUMBER, words)
        case "email":
            return await tx.rows(FoundOrder, BY_EMAIL, words)
        case "item":
            return await tx.rows(FoundOrder, BY_ITEM, words)
        case "name":
            return await tx.rows(FoundOrder, BY_NAME, words)
