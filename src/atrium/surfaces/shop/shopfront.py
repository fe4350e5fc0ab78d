"""What all requests of a process share of the shop: answers that are the same for everybody, kept for seconds."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar, cast

from starlette.requests import Request

from atrium.contexts import catalog
from atrium.kit.db import Tx
from atrium.kit.kept import Kept
from atrium.readmodels.listing import Tile
from atrium.readmodels.shop_window import Department, draw_picks, list_departments, list_on_the_shelf
from atrium.surfaces.shared import House, house_of
from atrium.surfaces.shared.projection import land
from atrium.vocabulary.market import Market

T = TypeVar("T")
SOON_S = 10.0
LATER_S = 60.0
AN_HOUR_S = 3600.0


class Shopfront:
    """The shop of one process."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.market: Market = next(iter(house.markets.values()))
        code = self.market.code
        self._departments = Kept[str, list[Department]](
            lambda market: self._read(lambda tx: list_departments(tx, market=market)), fresh_s=LATER_S
        )
        self._picks = Kept[str, Sequence[Tile]](
            lambda season: self._read(lambda tx: draw_picks(tx, market=code, season=season)), fresh_s=LATER_S
        )
        self._on_the_shelf = Kept[str, Sequence[Tile]](
            lambda store: self._read(lambda tx: list_on_the_shelf(tx, store, market=code)), fresh_s=SOON_S
        )
        self._spelling = Kept[str, catalog.Spelling](lambda _: self._read(catalog.load_spelling), fresh_s=LATER_S)

        self._land = Kept[str, str](self._draw_land, fresh_s=AN_HOUR_S)

    async def departments(self) -> list[Department]:
        """All departments, in the order for people."""
        return await self._departments.get(self.market.code)

    async def picks(self) -> Sequence[Tile]:
        """The picks of the week, each of another department."""
        year, week, _ = self.house.now().isocalendar()
        return await self._picks.get(f"{year}-{week}")

    async def on_the_shelf(self, store: str) -> Sequence[Tile]:
        """What a store has most of."""
        return await self._on_the_shelf.get(store)

    async def spelling(self) -> catalog.Spelling:
        """The words that the catalog knows."""
        return await self._spelling.get("")

    async def land(self) -> str:
        """The country as the dots of an SVG path; drawn once in an hour."""
        return await self._land.get("")

    async def _draw_land(self, _: str) -> str:
        network = (await self.house.source_maps.current()).network
        known = [*network.areas.values(), *(place.coordinates for place in network.locations.values())]
        return await asyncio.to_thread(land, known)

    async def _read(self, ask: Callable[[Tx], Awaitable[T]]) -> T:
        async with self.house.database.reading() as tx:
            return await ask(tx)


def shopfront_of(request: Request) -> Shopfront:
    """The shopfront of this process, made when it is first asked for."""
    state = request.app.state
    if not hasattr(state, "shopfront"):
        state.shopfront = Shopfront(house_of(request))
    return cast("Shopfront", state.shopfront)
