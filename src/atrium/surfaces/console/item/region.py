"""One item's pane: what it is, its totals, its levels by location, and its ledger."""

from dataclasses import dataclass

from atrium.contexts.inventory import Level
from atrium.kit.events import Recorded
from atrium.readmodels.item_stock import load_item_stock
from atrium.surfaces.console.surface import render
from atrium.surfaces.shared.house import House
from atrium.surfaces.shared.live import Drawing
from atrium.vocabulary.actor import EVERYTHING


@dataclass(frozen=True, slots=True)
class ItemRegion:
    """An item's stock and ledger; for eyes that see every location."""

    house: House
    sku: str
    name: str = "item"
    at_least_every_s: float | None = None

    def hears(self, event: Recorded) -> bool:
        return event.subject == f"item/{self.sku}"

    async def draw(self) -> Drawing:
        """The pane; refuses with ItemNotFound."""
        source_map = await self.house.source_maps.current()
        async with self.house.database.snapshot() as tx:
            stock = await load_item_stock(tx, self.sku, visible_to=EVERYTHING)
        places = source_map.network.locations
        levels = sorted(stock.levels, key=_by_interest)
        most = max([level.on_hand for level in levels] + [1])
        shown = {"stock": stock, "places": places}
        drawn = {
            f"level-{_mark(level)}": render("item/level.html", level=level, mark=_mark(level), most=most, **shown)
            for level in levels
        }
        entries = {f"movement-{one.id}": render("item/movement.html", one=one, **shown) for one in stock.movements}
        return Drawing(
            {
                "item-head": render("item/head.html", **shown),
                "item-totals": render("item/totals.html", **shown),
                **drawn,
                **entries,
            },
            {"item-levels": list(drawn), "item-ledger": list(entries)},
        )


def _by_interest(level: Level) -> tuple[int, int, int, str]:
    """Short ones first, then those with promises, then the fullest."""
    return -level.shortfall, -(level.held + level.reserved), -level.on_hand, level.location


def _mark(level: Level) -> str:
    """The words of a level's key as one that an element's id may hold."""
    return "-".join(word.encode().hex() if not word.isalnum() else word for word in level.key[1:] if word)
