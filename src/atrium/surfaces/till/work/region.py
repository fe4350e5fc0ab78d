"""One fulfilment's state, so that whoever has it open sees what others did to it."""

from dataclasses import dataclass
from uuid import UUID

from atrium.contexts import fulfilment
from atrium.kit.events import Recorded
from atrium.surfaces.shared.house import House
from atrium.surfaces.shared.live import Drawing
from atrium.surfaces.till.surface import render
from atrium.vocabulary.actor import EVERYTHING


@dataclass(frozen=True, slots=True)
class WorkRegion:
    """Where a fulfilment stands, and who picks it; nothing else of it, so that anybody may be told."""

    house: House
    fulfilment_id: UUID
    name: str = "work"
    at_least_every_s: float | None = None

    def hears(self, event: Recorded) -> bool:
        return event.facts.get("fulfilment_id") == str(self.fulfilment_id)

    async def draw(self) -> Drawing:
        async with self.house.database.reading() as tx:
            work = await fulfilment.get_fulfilment(tx, self.fulfilment_id, visible_to=EVERYTHING)
        return Drawing({"work-mark": mark(work)})


def mark(work: fulfilment.Fulfilment) -> str:
    """What a page remembers of the work that it shows, to notice when it is of the past."""
    return render("work/mark.html", mark=mark_of(work))


def mark_of(work: fulfilment.Fulfilment) -> str:
    """What changes when others take a step, or a shopper cancels; not with every unit that is counted."""
    picker = work.picking.picker_id if work.picking else ""
    return f"{work.state} {picker} {sum(line.wanted for line in work.lines)}"
