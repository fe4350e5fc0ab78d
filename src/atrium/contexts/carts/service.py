"""What is done to carts: many at once, each answered for itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from atrium.contexts.carts import store
from atrium.contexts.carts.errors import CartNotFound
from atrium.contexts.carts.model import KEEP_GUEST_CARTS, AddLine, Cart, Change, Holder, merged
from atrium.kit.db import Tx
from atrium.kit.refusals import Refusal


@dataclass(frozen=True, slots=True)
class NewCart:
    """The ids and the market of a cart that is opened where its holder has none."""

    id: UUID
    order_id: UUID
    market: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A change that somebody asks for. The first item opens the cart that `opening` names."""

    holder: Holder
    change: Change
    opening: NewCart | None = None


async def change(tx: Tx, asked: Sequence[Asked], *, now: datetime) -> list[Cart | Refusal]:
    """Makes changes in the order given; answers for each the cart after it, or why not. Two statements for all."""
    before = await store.lock_open(tx, {one.holder for one in asked})
    present = {cart.id: cart for cart in before}
    answers: list[Cart | Refusal] = []
    for one in asked:
        try:
            cart = _cart_of(one, present, now).changed(one.change, now=now)
        except Refusal as refusal:
            answers.append(refusal)
            continue
        present[cart.id] = cart
        answers.append(cart)
    known = {cart.id: cart.version for cart in before}
    await store.save(tx, [cart for cart in present.values() if cart.version != known.get(cart.id)])
    return answers


async def adopt(tx: Tx, *, secret: str, shopper: UUID, now: datetime) -> Cart | None:
    """A guest has signed in: what they gathered becomes theirs, put into the cart that they have, if any.

    Done twice, it changes nothing. Answers the shopper's cart; None when there is none.
    """
    guest, owner = Holder(secret=secret), Holder(shopper)
    found = await store.lock_open(tx, [guest, owner])
    theirs = next((cart for cart in found if owner.holds(cart)), None)
    gathered = next((cart for cart in found if guest.holds(cart)), None)
    if gathered is None:
        return theirs
    if theirs is None:
        owned = replace(gathered, shopper=shopper, version=gathered.version + 1, changed_at=now)
        await store.save(tx, [owned])
        return owned
    kept, ended = merged(theirs, gathered, now=now)
    await store.save(tx, [kept, ended])
    return kept


async def close(tx: Tx, carts: Sequence[UUID], *, now: datetime) -> None:
    """These carts, locked by `lock_carts` and open, have become orders; one statement."""
    if carts:
        await store.close(tx, carts, now=now)


async def forget(tx: Tx, *, now: datetime) -> int:
    """Drops guests' carts to which no browser has the secret any more; answers how many. A shopper's cart stays.

    At most some thousands at once, so that the transaction stays short.
    """
    return await store.forget(tx, before=now - KEEP_GUEST_CARTS)


def _cart_of(one: Asked, present: dict[UUID, Cart], now: datetime) -> Cart:
    found = next((cart for cart in present.values() if one.holder.holds(cart)), None)
    if found is not None:
        return found
    holder, opening = one.holder, one.opening
    known = holder.shopper is not None or holder.secret_hash is not None
    if opening is None or not known or not isinstance(one.change, AddLine):
        raise CartNotFound
    return Cart(
        id=opening.id,
        secret_hash=holder.secret_hash,
        shopper=holder.shopper,
        market=opening.market,
        state="open",
        version=0,
        order_id=opening.order_id,
        contact=None,
        address=None,
        lines=(),
        lines_made=0,
        merged_into=None,
        created_at=now,
        changed_at=now,
    )
