"""An order as it stands when somebody wants to help it: its story, its refundable money, and where its goods are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from atrium.contexts import fulfilment, inventory, payments
from atrium.contexts.locations import Location
from atrium.readmodels.order_story import OrderStory, load_order_story
from atrium.readmodels.source_map import SourceMap
from atrium.surfaces.shared.house import House
from atrium.vocabulary.actor import Actor
from atrium.vocabulary.location_id import LocationId


@dataclass(frozen=True, slots=True)
class PlaceWithGoods:
    """A location that could take work over: how many of the units it has, and what it can do."""

    location: Location
    has: int
    wanted: int

    @property
    def label(self) -> str:
        """The location and what it has, as a list shows it."""
        if self.has >= self.wanted:
            return f"{self.location.name} has all {self.wanted}" if self.wanted > 1 else f"{self.location.name} has it"
        return f"{self.location.name} has {self.has} of {self.wanted}"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the forms of help show and say."""

    story: OrderStory
    source_map: SourceMap
    refundable_minor: int
    available: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])
    """What can be promised of each item, by location."""

    def work(self, fulfilment_id: UUID) -> fulfilment.Fulfilment:
        """One of the order's fulfilments; refuses with FulfilmentNotFound."""
        found = next((one for one in self.story.work if one.id == fulfilment_id), None)
        if found is None:
            raise fulfilment.FulfilmentNotFound(fulfilment_id)
        return found

    def name(self, location: str) -> str:
        place = self.source_map.network.locations.get(LocationId(location))
        return place.name if place else location

    def places(self, wanted: Mapping[str, int], *, but: str | None = None) -> list[PlaceWithGoods]:
        """Locations in operation that have some of the units, those with most first; `wanted` by item."""
        units = sum(wanted.values())
        found = [
            PlaceWithGoods(place, has, units)
            for place in self.source_map.network.locations.values()
            if place.in_operation and place.id != but and (has := self._has(place.id, wanted))
        ]
        return sorted(found, key=lambda place: (-place.has, place.location.name))

    def _has(self, location: str, wanted: Mapping[str, int]) -> int:
        return sum(min(self.available.get(sku, {}).get(location, 0), units) for sku, units in wanted.items())


async def load_standing(house: House, order_id: UUID, *, actor: Actor) -> Standing:
    """The order as it stands; refuses with OrderNotFound."""
    source_map = await house.source_maps.current()
    async with house.database.snapshot() as tx:
        story = await load_order_story(tx, order_id, visible_to=actor.sees)
        operations = await payments.list_operations(tx, [payment.id for payment in story.payments])
        available: dict[str, dict[str, int]] = {}
        for sku in {line.sku for line in story.order.lines}:
            levels = await inventory.list_levels(tx, sku, visible_to=actor.sees)
            available[sku] = {
                one.location: one.available
                for one in levels
                if one.available and (one.owner, one.condition, one.lot) == ("own", "new", "")
            }
    left = sum(
        payments.refundable_minor(payment, [one for one in operations if one.payment_id == payment.id])
        for payment in story.payments
    )
    return Standing(story, source_map, left, available)


def wanted_of(work: fulfilment.Fulfilment) -> dict[str, int]:
    """The units of a fulfilment by item."""
    units: dict[str, int] = {}
    for line in work.lines:
        units[line.sku] = units.get(line.sku, 0) + line.quantity - line.short
    return {sku: count for sku, count in units.items() if count}
