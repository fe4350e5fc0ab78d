"""The till of one process: the pulse that draws each location's queue once for all its tablets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from markupsafe import Markup
from starlette.requests import Request

from atrium.surfaces.shared.house import House, house_of
from atrium.surfaces.shared.live import Pulse, Region
from atrium.surfaces.till.queue.region import QueueRegion
from atrium.surfaces.till.work.region import WorkRegion


@dataclass(frozen=True, slots=True)
class Till:
    """What all requests of a process share."""

    pulse: Pulse

    def pieces(self, location: str) -> Mapping[str, Markup]:
        """What the queue's last drawing says, if somebody follows it; the stream brings the rest in a moment."""
        canvas = self.pulse.topics.get(queue_topic(location))
        if canvas is None:
            return {}
        return {name: canvas.drawing.shown(name) for name in canvas.drawing.pieces}


def till_of(request: Request) -> Till:
    """The till of this process, made when it is first asked for."""
    state = request.app.state
    if not hasattr(state, "till"):
        house = house_of(request)
        state.till = Till(Pulse(house, lambda name: _topic(house, name)))
    return cast("Till", state.till)


def queue_topic(location: str) -> str:
    """The topic of a location's queue."""
    return f"queue/{location}"


def work_topic(fulfilment_id: UUID) -> str:
    """The topic of one fulfilment."""
    return f"work/{fulfilment_id}"


def _topic(house: House, name: str) -> Region:
    kind, _, id_ = name.partition("/")
    return QueueRegion(house, id_) if kind == "queue" else WorkRegion(house, UUID(id_))
