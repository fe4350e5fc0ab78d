"""One order's pane: head, lines, routing, money and time line."""

from dataclasses import dataclass
from uuid import UUID

from atrium.contexts.fulfilment import Fulfilment
from atrium.kit.events import Recorded
from atrium.readmodels.order_story import load_order_story
from atrium.readmodels.source_map import SourceMap
from atrium.surfaces.console.helping.offers import offers
from atrium.surfaces.console.order.wording import Teller
from atrium.surfaces.console.surface import render
from atrium.surfaces.shared.house import House
from atrium.surfaces.shared.live import Drawing
from atrium.vocabulary.actor import EVERYTHING
from atrium.vocabulary.location_id import LocationId

UTC = "UTC"


@dataclass(frozen=True, slots=True)
class OrderRegion:
    """An order's whole story; for eyes that see every order."""

    house: House
    order_id: UUID
    name: str = "order"
    at_least_every_s: float | None = None

    def hears(self, event: Recorded) -> bool:
        return event.subject == f"order/{self.order_id}"

    async def draw(self) -> Drawing:
        """The pane; refuses with OrderNotFound."""
        source_map = await self.house.source_maps.current()
        async with self.house.database.snapshot() as tx:
            story = await load_order_story(tx, self.order_id, visible_to=EVERYTHING)
        teller = Teller(story, source_map)
        told = [(event, *teller.tell(event), _zone(source_map, event)) for event in story.events]
        shown = {"story": story, "order": story.order}
        return Drawing(
            {
                "order-head": render("order/head.html", **shown),
                "order-lines": render("order/lines.html", **shown, source_map=source_map),
                "order-work": render("order/work.html", **shown, work=[_Work(one, source_map) for one in story.work]),
                "order-money": render("order/money.html", **shown),
                "order-story": render("order/story.html", **shown, told=told),
                "order-help": render("order/help.html", **shown, offers=offers(story, source_map)),
                "order-shopper": render("order/shopper.html", **shown),
            },
            {"order-pane": ["order-head", "order-lines", "order-work", "order-money", "order-story"]},
        )


@dataclass(frozen=True, slots=True)
class _Work:
    """A fulfilment with the names and the clock of its place."""

    made: Fulfilment
    source_map: SourceMap

    @property
    def place(self) -> str:
        return self.name(self.made.location)

    @property
    def zone(self) -> str:
        place = self.source_map.network.locations.get(LocationId(self.made.location))
        return place.zone if place else UTC

    def name(self, code: str) -> str:
        place = self.source_map.network.locations.get(LocationId(code))
        return place.name if place else code


def _zone(source_map: SourceMap, event: Recorded) -> str | None:
    """The clock of the place where it happened; None for what happened nowhere in particular."""
    place = source_map.network.locations.get(LocationId(str(event.facts.get("location", ""))))
    return place.zone if place and event.type != "fulfilment.routed" else None
