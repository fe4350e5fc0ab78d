"""What happened to an order, told in sentences."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from atrium.kit.events import Recorded
from atrium.readmodels.order_story import OrderStory
from atrium.readmodels.source_map import SourceMap
from atrium.surfaces.console.surface import money
from atrium.surfaces.shared.rendering import words

Tone = Literal["plain", "good", "wait", "bad"]
Told = tuple[str, Tone]
TIMES = "\u00d7"


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells an order's events; knows the names of its lines and places."""

    story: OrderStory
    source_map: SourceMap

    def tell(self, event: Recorded) -> Told:
        """What happened, and whether that is good news; an unknown kind of event is told by its name."""
        sentence = SENTENCES.get(event.type)
        if sentence is None:
            return f"{words(event.type.partition('.')[2])}.", "plain"
        return sentence(self, event.facts)

    def units(self, quantities: Mapping[str, int]) -> str:
        """Units by line number, as `2 of Desk lamp`."""
        titles = {str(line.number): line.title for line in self.story.order.lines}
        parts = [
            f"{count} {TIMES} {titles.get(str(number), f'line {number}')}"
            for number, count in quantities.items()
            if count
        ]
        return _joined(parts) or "nothing"

    def place(self, facts: Mapping[str, Any]) -> str:
        code = str(facts.get("location", ""))
        return self.source_map.name(code) if code in self.source_map.network.locations else code


def _joined(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1] if parts else ""]))


def _amount(facts: Mapping[str, Any]) -> str:
    return money(facts["amount_minor"], facts["currency"])


def _lines(facts: Mapping[str, Any]) -> str:
    count = len(facts.get("lines", ()))
    return f"{count} line" if count == 1 else f"{count} lines"


def _placed(_: Teller, facts: Mapping[str, Any]) -> Told:
    total = money(facts["total_minor"], facts["currency"])
    return f"Placed through {facts['channel']}: {_lines(facts)}, {total}. It is paid.", "good"


def _awaits(_: Teller, facts: Mapping[str, Any]) -> Told:
    total = money(facts["total_minor"], facts["currency"])
    return f"Captured through {facts['channel']}: {_lines(facts)}, {total}. Its stock is held until it is paid.", "wait"


def _waiting(teller: Teller, facts: Mapping[str, Any]) -> Told:
    causes = set(facts["waiting_for"].values())
    whom = "the shopper's consent" if causes == {"consent"} else "stock"
    return f"{teller.units(facts['quantities'])} waits for {whom}.", "bad"


def _routed(teller: Teller, facts: Mapping[str, Any]) -> Told:
    how = "to be collected" if facts["mode"] == "pickup" else "to be shipped"
    later = ", once it is paid" if facts["state"] == "planned" else ""
    return f"{teller.units(facts['quantities'])} routed to {teller.place(facts)}, {how}{later}.", "plain"


def _picked(teller: Teller, facts: Mapping[str, Any]) -> Told:
    short = {number: count for number, count in facts["short"].items() if count}
    if not short:
        return f"{teller.place(facts)} picked {teller.units(facts['picked'])}.", "good"
    return f"{teller.place(facts)} picked {teller.units(facts['picked'])}; short of {teller.units(short)}.", "bad"


def _shipped(teller: Teller, facts: Mapping[str, Any]) -> Told:
    tracking = f", tracking {facts['tracking']}" if facts.get("tracking") else ""
    return f"The carrier has the parcel of {teller.place(facts)}{tracking}.", "good"


def _lines_fulfilled(teller: Teller, facts: Mapping[str, Any]) -> Told:
    done = " The order is complete." if facts["state"] == "fulfilled" else ""
    return f"{teller.units(facts['quantities'])} reached the shopper or the carrier.{done}", "good"


def _lines_cancelled(teller: Teller, facts: Mapping[str, Any]) -> Told:
    ended = {"cancelled": " The order is cancelled.", "fulfilled": " The order is complete."}.get(facts["state"], "")
    return f"{teller.units(facts['quantities'])} cancelled.{ended}", "bad"


def _refused(_: Teller, facts: Mapping[str, Any]) -> Told:
    return f"The gateway refused to {facts['kind']} {_amount(facts)}: {facts['fault']}. Somebody must look.", "bad"


SENTENCES: Mapping[str, Callable[[Teller, Mapping[str, Any]], Told]] = {
    "orders.placed": _placed,
    "orders.awaits_payment": _awaits,
    "orders.paid": lambda _, __: ("Money came in time; the order is placed.", "good"),
    "orders.expired": lambda _, __: ("The hold ran out before money came; the stock is free again.", "bad"),
    "orders.work_started": lambda _, __: ("Somebody has begun to pick.", "plain"),
    "orders.lines_waiting": _waiting,
    "orders.lines_resumed": lambda t, f: (f"{t.units(f['quantities'])} found a location again.", "good"),
    "orders.lines_fulfilled": _lines_fulfilled,
    "orders.lines_cancelled": _lines_cancelled,
    "orders.goodwill_granted": lambda _, f: (f"{_amount(f)} granted to the shopper; the goods stay theirs.", "plain"),
    "fulfilment.routed": _routed,
    "fulfilment.queued": lambda t, f: (f"{t.place(f)} may begin.", "plain"),
    "fulfilment.picked": _picked,
    "fulfilment.packed": lambda t, f: (f"{t.place(f)} closed the parcel.", "plain"),
    "fulfilment.shipped": _shipped,
    "fulfilment.ready": lambda t, f: (f"Lies at the counter of {t.place(f)}.", "good"),
    "fulfilment.handed_over": lambda t, f: (f"{t.place(f)} handed it over to the shopper.", "good"),
    "fulfilment.wrong_code_shown": lambda t, f: (f"A wrong code was shown at {t.place(f)}.", "bad"),
    "fulfilment.cancelled": lambda t, f: (f"{t.units(f['quantities'])} not wanted at {t.place(f)} any more.", "plain"),
    "payments.started": lambda _, f: (f"The gateway is asked for {_amount(f)}.", "plain"),
    "payments.authorised": lambda _, f: (f"{_amount(f)} set aside.", "good"),
    "payments.declined": lambda _, f: (f"The card was declined: {words(f['decline_code']).lower()}.", "bad"),
    "payments.failed": lambda _, f: (f"The gateway never heard of the {_amount(f)}.", "bad"),
    "payments.captured": lambda _, f: (f"{_amount(f)} taken.", "good"),
    "payments.voided": lambda _, f: (f"{_amount(f)} let go.", "plain"),
    "payments.refunded": lambda _, f: (f"{_amount(f)} given back.", "plain"),
    "payments.operation_refused": _refused,
    "messaging.queued": lambda _, f: (f"The shopper is told: {words(f['kind']).lower()}.", "plain"),
    "messaging.failed": lambda _, f: (f"The message ({words(f['kind']).lower()}) was not taken: {f['fault']}.", "bad"),
}
