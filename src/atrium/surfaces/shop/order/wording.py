"""An order's page in words: how it stands, and where each part is."""

from dataclasses import dataclass
from datetime import datetime

import segno
from markupsafe import Markup

from atrium.contexts import orders
from atrium.contexts.fulfilment import Fulfilment
from atrium.contexts.locations import Location
from atrium.readmodels.order_page import OrderPage, Standing
from atrium.readmodels.source_map import SourceMap
from atrium.surfaces.shop.shop_words import ShopWords
from atrium.vocabulary.location_id import LocationId

HEADLINES: dict[Standing, tuple[str, str, str]] = {
    "asking": ("We are asking for your payment", "This takes a moment; the page shows when it is done.", "wait"),
    "unpaid": ("Your order is not paid yet", "Your items are kept for you. Pay to order them.", "wait"),
    "needs_answer": ("We need a word from you", "A store does not have everything after all.", "wait"),
    "placed": ("Thank you! Your order is in", "We begin with it now.", "good"),
    "in_progress": ("We are at work on your order", "Below you see where each part is.", "good"),
    "fulfilled": ("All done", "Everything has left us. Enjoy it!", "good"),
    "cancelled": ("This order was cancelled", "Nothing more comes of it.", ""),
    "expired": ("The time to pay ran out", "Nothing was taken, and your items are free again.", "bad"),
}
PARTS: dict[str, tuple[str, str]] = {
    "planned": ("Kept for you until it is paid", "wait"),
    "queued": ("Being prepared", ""),
    "picked": ("Being prepared", ""),
    "packed": ("Packed, waits for the carrier", ""),
    "shipped": ("On its way", "good"),
    "ready": ("Ready to collect", "good"),
    "handed_over": ("Collected", "good"),
    "cancelled": ("Called off", ""),
}
DONE = ("shipped", "ready", "handed_over", "cancelled")
DECLINES = {
    "insufficient_funds": "the card has not enough money for it",
    "expired_card": "the card has expired",
    "suspected_fraud": "the bank would not allow it",
}


@dataclass(frozen=True, slots=True)
class PartWords:
    """One part of the order as its shopper reads it."""

    work: Fulfilment
    place: Location
    title: str
    state: str
    tone: str
    when: str
    code: str
    code_drawing: Markup


@dataclass(frozen=True, slots=True)
class OrderWords:
    """The whole page in words, at a moment."""

    page: OrderPage
    say: ShopWords
    source_map: SourceMap

    @property
    def headline(self) -> tuple[str, str, str]:
        """Title, sentence and tone."""
        if self.page.standing == "unpaid" and self.page.decline_code is not None:
            why = DECLINES.get(self.page.decline_code, "the bank said no")
            return ("Your card was not taken", f"Nothing was charged: {why}. Your items are still kept for you.", "bad")
        return HEADLINES[self.page.standing]

    @property
    def kept_until(self) -> str:
        """Until when the items wait for a payment, by the clock of where they are."""
        until = self.page.held_until
        return self._clock(until, self._zone) if until else ""

    @property
    def parts(self) -> list[PartWords]:
        return [self._part(work) for work in self.page.parts]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What the shopper may answer to a shortage: pairs of value and words."""
        choices = [(f"collect:{place.id}", f"Pick it up at {place.name} instead") for place in self.page.elsewhere]
        if self.page.order.address is not None:
            choices.append(("ship", "Ship it to me"))
        return [*choices, ("cancel", "Take it off my order and give the money back")]

    def left(self, line: orders.Line) -> str:
        """What became of units that will not come."""
        return f"{line.cancelled} called off" if line.cancelled else ""

    @property
    def _zone(self) -> str:
        places = [self._place(work.location) for work in self.page.work]
        return places[0].zone if places else "UTC"

    def _place(self, code: str) -> Location:
        return self.source_map.network.locations[LocationId(code)]

    def _part(self, work: Fulfilment) -> PartWords:
        place = self._place(work.location)
        state, tone = PARTS[work.state]
        title = f"Pick up at {place.name}" if work.mode == "pickup" else "Shipped to you"
        code = (work.handover_code or "") if work.state == "ready" else ""
        return PartWords(work, place, title, state, tone, self._when(work, place), code, _drawn(code))

    def _when(self, work: Fulfilment, place: Location) -> str:
        if work.promised_by is None or work.state in DONE:
            return ""
        if work.mode == "pickup":
            return f"Ready by {self._clock(work.promised_by, place.zone)}"
        return f"Arrives by {self.say.wording.day(work.promised_by, zone=place.zone, now=self.say.now)}"

    def _clock(self, moment: datetime, zone: str) -> str:
        day = self.say.wording.day(moment, zone=zone, now=self.say.now)
        return f"{self.say.wording.clock(moment, zone=zone)} {day}"


def _drawn(code: str) -> Markup:
    """The code as a QR code that a till reads; nothing where there is none."""
    if not code:
        return Markup()
    return Markup(segno.make(code, error="m").svg_inline(scale=6, border=0, omitsize=True))  # noqa: S704 - drawn here
