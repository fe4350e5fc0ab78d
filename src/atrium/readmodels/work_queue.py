"""What a location has to do, as people see it: whose order, what, by when, and who is at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, get_args
from uuid import UUID

from atrium.contexts import fulfilment
from atrium.kit.db import Tx
from atrium.vocabulary.actor import Scope
from atrium.vocabulary.mode import Mode

Stage = Literal["to_pick", "to_lay_out", "ready", "to_pack", "to_ship"]
STAGES: tuple[Stage, ...] = get_args(Stage)
"""What is to be done next, in the order in which work passes them."""
PICKUP_WITHIN = timedelta(hours=2)
SHIP_WITHIN = timedelta(hours=24)
"""By when work is due that nobody promised for a moment; `fulfilment.work_cards` says the same."""

COUNTS = """
    SELECT mode, state, count(*) AS jobs,
           count(*) FILTER (WHERE due_at < %(now)s AND state <> 'ready') AS late
      FROM fulfilment.work_cards
     WHERE location = %(location)s
       AND (%(locations)s::text[] IS NULL OR location = ANY (%(locations)s::text[]))
     GROUP BY mode, state
"""
CARDS = """
    SELECT work.id, work.order_id, work.order_number AS number, book.shopper, work.mode, work.state, work.created_at,
           work.changed_at, work.due_at, work.units, work.counted, work.picker, work.picking_since, work.bay, work.lines
      FROM fulfilment.work_cards AS work
      JOIN orders.order_book AS book ON book.id = work.order_id
     WHERE work.location = %(location)s
       AND (%(locations)s::text[] IS NULL OR work.location = ANY (%(locations)s::text[]))
       AND (%(mode)s::text IS NULL OR work.mode = %(mode)s)
       AND (%(state)s::text IS NULL OR work.state = %(state)s)
       AND (%(word)s::text IS NULL OR work.handover_code = %(word)s
            OR starts_with(replace(work.order_number, '-', ''), %(number)s) OR book.shopper ILIKE %(pattern)s)
     ORDER BY work.due_at, work.id
     LIMIT %(most)s
"""
PICTURES = "SELECT sku FROM catalog.item_faces WHERE sku = ANY (%(skus)s::text[]) AND has_illustration"


@dataclass(frozen=True, slots=True)
class CardLine:
    """So many units of an item; `pictured` is whether the catalog has its illustration."""

    sku: str
    title: str
    units: int
    pictured: bool = False


@dataclass(frozen=True, slots=True)
class WorkCard:
    """A fulfilment as one entry of its location's queue; units without those that are short."""

    id: UUID
    order_id: UUID
    number: str
    first_name: str
    mode: Mode
    stage: Stage
    created_at: datetime
    due_at: datetime
    late: bool
    units: int
    counted: int
    picker: str | None
    picking_since: datetime | None
    bay: str | None
    lines: list[CardLine]


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many jobs stand at a stage, and how many of them are late."""

    jobs: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class WorkQueue:
    """A location's work: how much there is of each kind, and the cards that were asked for, late ones first."""

    location: str
    counts: Mapping[Mode, Mapping[Stage, StageCount]]
    cards: list[WorkCard]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cards are wanted: of one mode, at one stage, or by order number, name or handover code."""

    mode: Mode | None = None
    stage: Stage | None = None
    word: str | None = None
    most: int = 200


@dataclass(frozen=True, slots=True)
class _Count:
    mode: Mode
    state: str
    jobs: int
    late: int


@dataclass(frozen=True, slots=True)
class _Card:
    id: UUID
    order_id: UUID
    number: str
    shopper: str | None
    mode: Mode
    state: str
    created_at: datetime
    changed_at: datetime
    due_at: datetime
    units: int
    counted: int
    picker: str | None
    picking_since: datetime | None
    bay: str | None
    lines: list[dict[str, str | int]] | None = field(default=None)


async def load_work_queue(
    tx: Tx, location: str, *, visible_to: Scope, now: datetime, wanted: Filter = Filter()
) -> WorkQueue:
    """A location's queue; another location's is empty. Three statements, however long it is."""
    places = None if visible_to.locations is None else list(visible_to.locations)
    where = {"location": location, "locations": places}
    counts = await tx.rows(_Count, COUNTS, where | {"now": now})
    cards = await tx.rows(_Card, CARDS, where | _narrowed(wanted))
    skus = sorted({str(line["sku"]) for card in cards for line in card.lines or ()})
    pictured = set(await tx.values(PICTURES, {"skus": skus})) if skus else set[str]()
    drawn = [_drawn(card, pictured=pictured, now=now) for card in cards]
    return WorkQueue(location, _by_stage(counts), sorted(drawn, key=lambda card: (not card.late, card.due_at, card.id)))


def stage_of(mode: Mode, state: str) -> Stage:
    """What is to be done next with work in this state."""
    if state == "queued":
        return "to_pick"
    if state == "picked":
        return "to_lay_out" if mode == "pickup" else "to_pack"
    return "ready" if state == "ready" else "to_ship"


def due_at(work: fulfilment.Fulfilment) -> datetime:
    """By when it was promised to be ready to collect, or with the carrier; as the view says it."""
    usual = PICKUP_WITHIN if work.mode == "pickup" else SHIP_WITHIN
    return work.promised_by or work.created_at + usual


def _narrowed(wanted: Filter) -> dict[str, object]:
    word = wanted.word.strip() if wanted.word and wanted.word.strip() else None
    plain = (word or "").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return {
        "mode": wanted.mode,
        "state": STATE_OF[wanted.stage] if wanted.stage else None,
        "word": word,
        "number": (word or "").replace("-", "").upper(),
        "pattern": f"%{plain}%",
        "most": wanted.most,
    }


STATE_OF: Mapping[Stage, str] = {
    "to_pick": "queued",
    "to_lay_out": "picked",
    "ready": "ready",
    "to_pack": "picked",
    "to_ship": "packed",
}


def _by_stage(counts: list[_Count]) -> dict[Mode, dict[Stage, StageCount]]:
    kinds: dict[Mode, dict[Stage, StageCount]] = {"pickup": {}, "ship": {}}
    for count in counts:
        kinds[count.mode][stage_of(count.mode, count.state)] = StageCount(count.jobs, count.late)
    return kinds


def _drawn(card: _Card, *, pictured: set[str], now: datetime) -> WorkCard:
    stage = stage_of(card.mode, card.state)
    lines = [
        CardLine(str(line["sku"]), str(line["title"]), int(line["units"]), str(line["sku"]) in pictured)
        for line in card.lines or ()
    ]
    return WorkCard(
        id=card.id,
        order_id=card.order_id,
        number=card.number,
        first_name=(card.shopper or "").split(" ")[0],
        mode=card.mode,
        stage=stage,
        created_at=card.created_at,
        due_at=card.due_at,
        late=card.due_at < now and stage != "ready",
        units=card.units,
        counted=card.counted,
        picker=card.picker,
        picking_since=card.picking_since,
        bay=card.bay,
        lines=lines,
    )
