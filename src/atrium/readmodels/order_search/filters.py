"""What an operator looks for: filters, and a line of text that may be a number, an e-mail, an item or a name. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args
from uuid import UUID

from atrium.kit.paging import from_cursor, to_cursor
from atrium.vocabulary.mode import Mode
from atrium.vocabulary.sku import SKU

Trouble = Literal[
    "late",
    "waits_for_stock",
    "waits_for_consent",
    "code_locked",
    "location_closed",
    "operation_refused",
    "payment_unanswered",
]
TROUBLES: tuple[Trouble, ...] = get_args(Trouble)
NUMBER = re.compile(r"([0-9A-Z]{5})[- ]?([0-9A-Z]{5})")
LATE_PICKUP = timedelta(hours=2)
LATE_SHIPMENT = timedelta(hours=24)
"""How long paid work may stand in a queue before it is late."""
UNANSWERED = timedelta(minutes=2)
TextKind = Literal["number", "email", "item", "name"]


@dataclass(frozen=True, slots=True)
class Text:
    """What was typed, and what it is taken for."""

    kind: TextKind
    value: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Which orders are wanted; None and nothing mean all. `trouble` may be `any`."""

    text: str = ""
    state: str | None = None
    channel: str | None = None
    location: str | None = None
    mode: Mode | None = None
    trouble: Trouble | Literal["any"] | None = None
    since: datetime | None = None

    @property
    def read_text(self) -> Text | None:
        """What the text is taken for; None without any."""
        return read_text(self.text) if self.text.strip() else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of orders ended, newest first."""

    placed_at: datetime
    id: UUID

    @classmethod
    def of(cls, cursor: str | None) -> "Place | None":
        """From a cursor; refuses with BadCursor."""
        return cls(*from_cursor(cursor, tuple[datetime, UUID])) if cursor else None

    @property
    def cursor(self) -> str:
        return to_cursor(self.placed_at.isoformat(), str(self.id))


def read_text(text: str) -> Text:
    """A whole order number, the beginning of an e-mail, an item's code in capitals, else a part of a name."""
    tidy = " ".join(text.split())
    number = NUMBER.fullmatch(tidy.upper())
    if number is not None:
        return Text("number", f"{number[1]}-{number[2]}")
    if "@" in tidy:
        return Text("email", tidy.lower())
    if len(tidy) > 1 and SKU.fullmatch(tidy):
        return Text("item", tidy)
    return Text("name", tidy.lower())
