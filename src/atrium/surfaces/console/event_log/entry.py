"""One event of the log as a line for people."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from atrium.kit.events import Recorded
from atrium.kit.ids import short_number
from atrium.surfaces.console.surface import money, render
from atrium.surfaces.shared.rendering import words

FAMILIES: Mapping[str, str] = {
    "orders": "Orders",
    "fulfilment": "Fulfilment",
    "payments": "Payments",
    "inventory": "Stock",
    "pricing": "Prices",
    "catalog": "Items",
    "locations": "Locations",
    "identity": "People and keys",
    "messaging": "Messages",
}
"""The first word of an event's type, and what people call it."""
MOST_WORDS = 4


def draw_entry(event: Recorded) -> str:
    """An event as an element of the list."""
    family, _, kind = event.type.partition(".")
    about, _, id_ = event.subject.partition("/")
    return render(
        "event_log/entry.html",
        event=event,
        family=family,
        kind=words(kind),
        order=id_ if about == "order" else None,
        sku=id_ if about == "item" else None,
        number=short_number(UUID(id_)) if about == "order" else None,
        gist=gist(event.facts),
    )


def gist(facts: Mapping[str, Any]) -> str:
    """The few facts by which a person tells events apart."""
    if "available" in facts and "cause" in facts:
        short = f", {facts['shortfall']:,} short" if facts["shortfall"] else ""
        return f"{facts['location']} {facts['cause']}: {facts['available']:,} available{short}"
    said: list[str] = []
    currency = facts.get("currency")
    for name, value in facts.items():
        if isinstance(value, int) and name.endswith("_minor") and isinstance(currency, str):
            said.append(money(value, currency))
        elif isinstance(value, str | int) and not isinstance(value, bool) and name not in UNSAID and value != "":
            said.append(f"{words(name).lower()} {value}" if isinstance(value, int) else str(value))
    return " · ".join(said[:MOST_WORDS])


UNSAID = frozenset(
    {
        "currency",
        "order_id",
        "fulfilment_id",
        "payment_id",
        "actor_id",
        "key_id",
        "message_id",
        "number",
        "sku",
        "held",
        "on_hand",
    }
)
