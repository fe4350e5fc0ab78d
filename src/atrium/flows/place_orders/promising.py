"""What the shopper was told when they ordered, kept with each part; a store keeps its hours for every door."""

from dataclasses import dataclass, field
from datetime import datetime

from atrium.contexts.fulfilment import Decision
from atrium.flows.place_orders.draft import Draft
from atrium.readmodels.promise import destination_of, promise_parcel, promise_pickup
from atrium.readmodels.source_map import SourceMap
from atrium.vocabulary.contact import Address
from atrium.vocabulary.location_id import LocationId


@dataclass(slots=True)
class Told:
    """Promises of one round, each found once: many order at the same store at the same moment."""

    source_map: SourceMap
    now: datetime
    _kept: dict[tuple[str, Address | None], datetime | None] = field(
        default_factory=dict[tuple[str, "Address | None"], "datetime | None"]
    )

    def promised_by(self, draft: Draft, decision: Decision) -> datetime | None:
        """When the part is ready, or arrives; None for a parcel of a door where nobody was told."""
        pickup = draft.order.line(decision.parts[0].line_number).mode == "pickup"
        if draft.asked.cart is None and not pickup:
            return None
        asked = (decision.location, None if pickup else draft.order.address)
        if asked not in self._kept:
            self._kept[asked] = self._promised_by(*asked)
        return self._kept[asked]

    def _promised_by(self, location: str, address: Address | None) -> datetime | None:
        place = self.source_map.network.locations[LocationId(location)]
        if address is None:
            promise = promise_pickup(place, now=self.now)
            return promise.promised_by if promise else None
        return promise_parcel(place, to=destination_of(address, self.source_map), now=self.now).promised_by
