"""The console of one process: its regions, and the pulse that draws them."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from starlette.requests import Request

from atrium.surfaces.console.board.region import BoardRegion
from atrium.surfaces.console.event_log.entry import draw_entry
from atrium.surfaces.console.invariants.watch import Watch
from atrium.surfaces.console.item.region import ItemRegion
from atrium.surfaces.console.order.region import OrderRegion
from atrium.surfaces.console.rates.region import RatesRegion
from atrium.surfaces.console.stores.region import StoresRegion
from atrium.surfaces.shared.house import House, house_of
from atrium.surfaces.shared.live import Canvas, Drawing, Pulse, Region, Tail


@dataclass(frozen=True, slots=True)
class Console:
    """What all requests of a process share."""

    house: House
    pulse: Pulse
    tail: Tail
    stores: StoresRegion
    watch: Watch
    order_pulse: Pulse
    """For the pages of single orders, which need nothing of the live page's regions."""

    def drawing(self, name: str) -> Drawing:
        """The last drawing of a shared region."""
        return next(canvas.drawing for canvas in self.pulse.shared if canvas.region.name == name)


def console_of(request: Request) -> Console:
    """The console of this process, made when it is first asked for."""
    state = request.app.state
    if not hasattr(state, "console"):
        state.console = assemble(house_of(request))
    return cast("Console", state.console)


def assemble(house: House) -> Console:
    """A console of a house, with nothing drawn yet."""
    stores, watch = StoresRegion(house), Watch(house)
    # The board comes first: an event counts as shown when the board shows it.
    shared: list[Region] = [BoardRegion(house), stores, RatesRegion(house), watch]
    tail = Tail(draw_entry)
    pulse = Pulse(house, lambda name: _topic(house, name), [Canvas(region) for region in shared], tail)
    return Console(house, pulse, tail, stores, watch, Pulse(house, lambda name: _topic(house, name)))


def _topic(house: House, name: str) -> Region:
    """The region of a topic, as `order/<id>` or `item/<sku>`."""
    kind, _, id_ = name.partition("/")
    return OrderRegion(house, UUID(id_)) if kind == "order" else ItemRegion(house, id_)
