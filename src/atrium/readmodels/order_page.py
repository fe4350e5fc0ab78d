"""An order as its shopper sees it: how it stands, where each part is, what became of the money, what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from atrium.contexts import fulfilment, inventory, locations, orders, payments
from atrium.kit.db import Tx
from atrium.readmodels.source_map import SourceMap
from atrium.vocabulary.actor import EVERYTHING, Scope
from atrium.vocabulary.location_id import LocationId

Standing = Literal["asking", "unpaid", "needs_answer", "placed", "in_progress", "fulfilled", "cancelled", "expired"]
NEAREST = 12
"""Other stores that are looked at where the chosen one does not have the goods after all."""
MOST_OFFERED = 4


@dataclass(frozen=True, slots=True)
class OrderPage:
    """The order with its parts and its money; `held_until` while stock waits for a payment."""

    order: orders.Order
    work: Sequence[fulfilment.Fulfilment]
    payments: Sequence[payments.Payment]
    held_until: datetime | None
    elsewhere: Sequence[locations.Location] = ()
    """Other stores that have all that the shopper must decide about."""

    @property
    def standing(self) -> Standing:
        """How the order stands, as a shopper would say it."""
        if self.order.state == "awaiting_payment":
            return "asking" if any(one.state == "started" for one in self.payments) else "unpaid"
        return "needs_answer" if self.undecided else self.order.state

    @property
    def undecided(self) -> list[orders.Line]:
        """Lines of which units wait for the shopper's word."""
        return [line for line in self.order.lines if line.waiting and line.waiting_for == "consent"]

    @property
    def waiting(self) -> list[orders.Line]:
        """Lines of which units wait for stock."""
        return [line for line in self.order.lines if line.waiting and line.waiting_for == "stock"]

    @property
    def parts(self) -> list[fulfilment.Fulfilment]:
        """What is worked on, or was; parts that were called off only where there are no others."""
        alive = [work for work in self.work if work.state != "cancelled"]
        return alive or list(self.work)

    @property
    def cancellable(self) -> bool:
        """Whether something can still be called off: nobody has picked it yet."""
        if self.order.state not in ("awaiting_payment", "placed", "in_progress"):
            return False
        unpicked = any(work.state in ("planned", "queued") for work in self.work)
        return unpicked or any(line.waiting for line in self.order.lines)

    @property
    def decline_code(self) -> str | None:
        """Why the last card was not taken, while the order still waits for one."""
        last = self.payments[-1] if self.payments else None
        return last.decline_code if last is not None and last.state == "declined" else None

    @property
    def next_attempt(self) -> int:
        """The number of the next attempt to pay."""
        return len(self.payments) + 1

    @property
    def given_back_minor(self) -> int:
        """What was refunded, in minor units."""
        return sum(one.refunded_minor for one in self.payments)


async def load_order_page(tx: Tx, order_id: UUID, *, visible_to: Scope, source_map: SourceMap) -> OrderPage:
    """The page; refuses with OrderNotFound. Three statements; one more while it awaits payment, or an answer."""
    order = await orders.get_order(tx, order_id, visible_to=visible_to)
    # Whoever may see the order may see all of it, wherever it is worked on.
    work = await fulfilment.list_of_order(tx, order_id, visible_to=EVERYTHING)
    money = await payments.list_of_order(tx, [order_id])
    held = await inventory.find_held(tx, order_id) if order.state == "awaiting_payment" else []
    page = OrderPage(order, work, money, min((hold.expires_at for hold in held), default=None))
    if not page.undecided:
        return page
    return OrderPage(order, work, money, page.held_until, await _elsewhere(tx, page.undecided, source_map))


async def _elsewhere(tx: Tx, lines: Sequence[orders.Line], source_map: SourceMap) -> list[locations.Location]:
    """Stores near the chosen one that have all of these units, the nearest first; one statement."""
    known = source_map.network.locations
    chosen = known.get(LocationId(lines[0].pickup_location or ""))
    if chosen is None:
        return []
    there = chosen.coordinates
    stores = [place for place in known.values() if place.kind == "store" and place.hands_over and place != chosen]
    stores.sort(key=lambda place: (place.coordinates.distance_km(there), place.id))
    near = stores[:NEAREST]
    wants = [inventory.Want(line.number, line.sku, 0) for line in lines]
    found = await inventory.find_candidates(tx, wants, {0: [place.id for place in near]})
    enough = [{one.location for one in found[line.number] if one.available >= line.waiting} for line in lines]
    return [place for place in near if all(place.id in some for some in enough)][:MOST_OFFERED]
