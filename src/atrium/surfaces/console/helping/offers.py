"""Which help an order can get as it is now. Pure."""

from dataclasses import dataclass

from atrium.contexts.fulfilment import Fulfilment
from atrium.readmodels.order_story import OrderStory
from atrium.readmodels.source_map import SourceMap
from atrium.vocabulary.location_id import LocationId

MOST_WRONG_CODES = 5
OPEN = frozenset({"placed", "in_progress"})


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to help: `address` is its form's, `urgent` says that the order waits for it."""

    address: str
    title: str
    hint: str
    icon: str
    urgent: bool = False


def offers(story: OrderStory, source_map: SourceMap) -> list[Offer]:
    """The ways to help this order, those that it waits for first."""
    order = story.order
    found: list[Offer] = []
    if order.state == "awaiting_payment":
        found.append(
            Offer("release", "Let its stock go now", "End the unpaid order before its hold runs out.", "hourglass")
        )
    if order.state in OPEN and any(line.waiting for line in order.lines):
        units = sum(line.waiting for line in order.lines)
        hint = f"{units} {'unit has' if units == 1 else 'units have'} no location."
        found.append(Offer("route", "Find a location for what waits", hint, "route", urgent=True))
    found += [_move(work, source_map) for work in story.work if work.state == "queued"]
    found += [_code(work, source_map) for work in story.work if work.state == "ready"]
    if order.state in OPEN and _cancellable(story):
        found.append(Offer("cancel", "Cancel lines", "What nobody has picked yet can be called off.", "ban"))
    if any(payment.captured_minor > payment.refunded_minor for payment in story.payments):
        found.append(Offer("refund", "Give money back", "Although the goods stay with the shopper.", "refund"))
    return sorted(found, key=lambda one: not one.urgent)


def _move(work: Fulfilment, source_map: SourceMap) -> Offer:
    place = source_map.network.locations.get(LocationId(work.location))
    closed = place is not None and not place.in_operation
    name = place.name if place else work.location
    hint = f"{name} is closed." if closed else f"{name} has not begun."
    return Offer(f"move?fulfilment={work.id}", f"Move the work of {name}", hint, "truck", urgent=closed)


def _code(work: Fulfilment, source_map: SourceMap) -> Offer:
    place = source_map.network.locations.get(LocationId(work.location))
    locked = work.wrong_codes >= MOST_WRONG_CODES
    hint = (
        "Five wrong ones were shown; it is locked."
        if locked
        else f"For the goods at {place.name if place else work.location}."
    )
    return Offer(f"code?fulfilment={work.id}", "Make a new handover code", hint, "key", urgent=locked)


def _cancellable(story: OrderStory) -> bool:
    return any(line.waiting for line in story.order.lines) or any(work.state == "queued" for work in story.work)
