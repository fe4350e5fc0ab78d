"""Where work is to go that somebody moves: a location that they name, or one that sourcing chooses."""

from dataclasses import dataclass

from atrium.contexts import fulfilment, orders
from atrium.readmodels.source_map import Ranking, SourceMap
from atrium.vocabulary.mode import Mode

__all__ = ["Destination"]


@dataclass(frozen=True, slots=True)
class Destination:
    """How units are to reach the shopper, and from where; without a location, sourcing chooses one to ship from.

    `consent_given` says that the shopper was asked and agreed, which whatever is collected needs.
    """

    mode: Mode
    location: str | None = None
    consent_given: bool = False

    def check_consent(self, *, chosen_mode: Mode, chosen: str) -> None:
        """Refuses to touch what the shopper chose without their word; `chosen` says it in words."""
        if "pickup" in (self.mode, chosen_mode) and not self.consent_given:
            raise fulfilment.ConsentMissing(chosen)

    def ranking(self, order: orders.Order, source_map: SourceMap) -> Ranking:
        """The locations to ask, best first; refuses with what the destination lacks."""
        if self.mode == "pickup":
            if not self.location:
                raise fulfilment.DestinationMissing
            return source_map.for_pickup(self.location, field="location")
        if order.address is None:
            raise orders.AddressMissing
        if self.location:
            return source_map.for_shipping_from(self.location, field="location")
        return source_map.for_shipping(order.address)
