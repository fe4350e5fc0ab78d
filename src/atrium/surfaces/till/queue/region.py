"""A location's queue as all its tablets show it: counts by stage, and a card for each job."""

from collections.abc import Sequence
from dataclasses import dataclass

from atrium.kit.events import Recorded
from atrium.readmodels.work_queue import Stage, StageCount, WorkCard, WorkQueue, load_work_queue
from atrium.surfaces.shared.house import House
from atrium.surfaces.shared.live import Drawing
from atrium.surfaces.till.queue.wording import OF_MODE, contents_of, list_of
from atrium.surfaces.till.surface import render
from atrium.vocabulary.actor import Scope
from atrium.vocabulary.location_id import LocationId
from atrium.vocabulary.mode import Mode

NEXT = 3
MODES: tuple[Mode, ...] = ("pickup", "ship")


@dataclass(frozen=True, slots=True)
class QueueRegion:
    """The work of one location."""

    house: House
    location: str
    name: str = "queue"
    at_least_every_s: float | None = 60.0
    """Work becomes late without any event."""

    def hears(self, event: Recorded) -> bool:
        return event.type.startswith("fulfilment.") and event.facts.get("location") == self.location

    async def draw(self) -> Drawing:
        async with self.house.database.snapshot() as tx:
            queue = await load_work_queue(
                tx, self.location, visible_to=Scope(locations=(self.location,)), now=self.house.now()
            )
        zone = await self._zone()
        pieces = counted(queue)
        lists: dict[str, list[str]] = {list_of(mode, stage): [] for mode in MODES for stage in OF_MODE[mode]}
        for card in queue.cards:
            lists[list_of(card.mode, card.stage)].append(f"card-{card.id}")
            pieces[f"card-{card.id}"] = drawn(card, zone=zone)
        lists["list-next"] = [f"card-{card.id}" for card in next_up(queue.cards)]
        return Drawing(pieces, lists)

    async def _zone(self) -> str:
        network = (await self.house.source_maps.current()).network
        return str(network.locations[LocationId(self.location)].zone)


def next_up(cards: Sequence[WorkCard]) -> list[WorkCard]:
    """What should be picked next, and nobody has begun."""
    return [card for card in cards if card.stage == "to_pick" and card.picker is None][:NEXT]


def counted(queue: WorkQueue) -> dict[str, str]:
    """How much there is to do: of each mode, and at each stage."""
    pieces: dict[str, str] = {}
    for mode in MODES:
        counts = queue.counts[mode]
        to_do = [counts.get(stage, StageCount()) for stage in OF_MODE[mode] if stage != "ready"]
        jobs, late = sum(one.jobs for one in to_do), sum(one.late for one in to_do)
        pieces[f"tally-{mode}"] = render("queue/tally.html", mode=mode, jobs=jobs, late=late)
        for stage in OF_MODE[mode]:
            pieces[f"count-{mode}-{stage}"] = _count(mode, stage, counts.get(stage, StageCount()))
    return pieces


def drawn(card: WorkCard, *, zone: str) -> str:
    """A card of the queue."""
    return render("queue/card.html", card=card, zone=zone, contents=contents_of(card))


def _count(mode: Mode, stage: Stage, count: StageCount) -> str:
    return render("queue/count.html", mode=mode, stage=stage, count=count)
