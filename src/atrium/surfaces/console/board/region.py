"""The board: a column for each state, its count and its newest cards."""

from dataclasses import dataclass
from datetime import timedelta

from atrium.kit.events import Recorded
from atrium.readmodels.order_board import COLUMNS, Card, Column, load_board
from atrium.readmodels.source_map import SourceMap
from atrium.surfaces.console.surface import render
from atrium.surfaces.shared.house import House
from atrium.surfaces.shared.live import Drawing

ENDED_WITHIN = timedelta(hours=24)
TITLES: dict[Column, str] = {
    "awaiting_payment": "Awaiting payment",
    "placed": "Placed",
    "in_progress": "In progress",
    "waiting": "Waiting",
    "fulfilled": "Fulfilled",
    "cancelled": "Cancelled",
}
NOTES: dict[Column, str] = {
    "awaiting_payment": "Stock is held",
    "placed": "Paid and queued",
    "in_progress": "Being picked",
    "waiting": "For stock or consent",
    "fulfilled": "Last 24 hours",
    "cancelled": "Or expired, last 24 hours",
}
EMPTY: dict[Column, str] = {
    "awaiting_payment": "Nobody is at the checkout.",
    "placed": "Everything placed is being worked on.",
    "in_progress": "Nobody is picking.",
    "waiting": "No order waits. All is well.",
    "fulfilled": "Nothing has left yet.",
    "cancelled": "Nothing was called off.",
}


@dataclass(frozen=True, slots=True)
class BoardRegion:
    """Orders by state."""

    house: House
    name: str = "board"
    at_least_every_s: float | None = 60.0

    def hears(self, event: Recorded) -> bool:
        return event.type.startswith(("orders.", "fulfilment."))

    async def draw(self) -> Drawing:
        source_map = await self.house.source_maps.current()
        async with self.house.database.snapshot() as tx:
            board = await load_board(tx, ended_since=self.house.now() - ENDED_WITHIN)
        pieces: dict[str, str] = {}
        lists: dict[str, list[str]] = {}
        for column in COLUMNS:
            cards = board.cards[column]
            count = board.counts[column]
            pieces[f"count-{column}"] = render("board/count.html", column=column, count=count, most=len(cards))
            lists[f"cards-{column}"] = [f"card-{card.id}" for card in cards]
            pieces |= {f"card-{card.id}": self._card(card, source_map) for card in cards}
        return Drawing(pieces, lists)

    def _card(self, card: Card, source_map: SourceMap) -> str:
        return render("board/card.html", card=card, places=[_place(source_map, code) for code in card.locations])


def _place(source_map: SourceMap, code: str) -> str:
    """A location as a card has room for it: `Fargo` of `Fargo store`."""
    if code not in source_map.network.locations:
        return code
    return source_map.name(code).removesuffix(" store").replace("distribution centre", "DC")
