"""What is read of a round before anything is decided: what was answered before, and what is sold for how much."""

from asyncio import gather
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from atrium.contexts import carts, catalog, orders, pricing
from atrium.flows.place_orders.request import PlaceOrder
from atrium.kit import idempotency
from atrium.kit.db import Tx
from atrium.vocabulary.sku import Sku

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read:
    """What the house knows of a round before it decides anything."""

    kept: Mapping[str, idempotency.Kept]
    captured: Sequence[orders.Captured]
    titles: Mapping[Sku, catalog.ItemTitle]
    cards: Mapping[str, pricing.Pricing]
    carts: Mapping[UUID, carts.Cart]


async def read_round(tx: Tx, asked: Sequence[PlaceOrder]) -> Read:
    """Keys, names that are taken, items and prices: reads that need nothing of one another, in one message.

    Carts come before them, locked: an order is looked for only where its cart says that it has been made.
    """
    gathered = [one.cart.cart_id for one in asked if one.cart is not None]
    locked = await carts.lock_carts(tx, sorted(gathered)) if gathered else {}
    named = [one for one in asked if _may_be_in_the_book(one, locked)]
    skus = sorted({line.sku for one in asked for line in one.lines})
    markets = sorted({one.market for one in asked})
    # Names before keys: an order that commits in between is then found by its key too, and answered as a repeat.
    captured, kept, titles, cards = await gather(
        _captured(tx, named),
        idempotency.find(tx, [one.key for one in asked if one.key is not None]),
        catalog.find_titles(tx, skus),
        _cards(tx, skus, markets),
        return_exceptions=True,
    )
    return Read(_or_raise(kept), _or_raise(captured), _or_raise(titles), _or_raise(cards), locked)


def _may_be_in_the_book(one: PlaceOrder, locked: Mapping[UUID, carts.Cart]) -> bool:
    if one.cart is not None:
        return one.cart.cart_id in locked and locked[one.cart.cart_id].state == "ordered"
    return one.id_is_given or one.client_reference is not None


async def _captured(tx: Tx, named: Sequence[PlaceOrder]) -> list[orders.Captured]:
    if not named:
        return []
    references = [(one.channel, one.client_reference) for one in named if one.client_reference]
    return await orders.find_captured(tx, ids=[one.id for one in named], references=references)


async def _cards(tx: Tx, skus: Sequence[str], markets: Sequence[str]) -> dict[str, pricing.Pricing]:
    return {market: await pricing.price_cards(tx, skus, market=market) for market in markets}


def _or_raise(answer: T | BaseException) -> T:
    if isinstance(answer, BaseException):
        raise answer
    return answer
