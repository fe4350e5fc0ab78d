"""Days on which a place opens at other times than on others of their kind, or not at all. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from atrium.contexts.locations.errors import ExceptionInvalid, LocationNamedTwice
from atrium.contexts.locations.opening_hours import Span, overlap, spans_as_text, spans_from_rows
from atrium.kit.refusals import Refusal

LONGEST_REASON = 200
MOST_SPANS = 4


@dataclass(frozen=True, slots=True)
class HoursException:
    """What holds on one date in place of the weekly hours: other spans, or none, and why.

    A span of the day before that runs past midnight still ends when it ends.
    """

    day: date
    spans: tuple[Span, ...]
    reason: str

    @property
    def closed(self) -> bool:
        return not self.spans

    def as_text(self) -> str:
        """The hours for people."""
        return spans_as_text(self.spans)


@dataclass(frozen=True, slots=True)
class NewException:
    """An exception to be made at a location."""

    location: str
    day: date
    spans: tuple[Span, ...]
    reason: str


def exceptions_from_rows(rows: Sequence[dict[str, Any]]) -> tuple[HoursException, ...]:
    """Exceptions from how they are kept, earliest first."""
    made = [
        HoursException(date.fromisoformat(row["day"]), spans_from_rows(row["spans"]), str(row["reason"]))
        for row in rows
    ]
    return tuple(sorted(made, key=lambda one: one.day))


def check_exceptions(exceptions: Sequence[NewException], *, today: date) -> list[Refusal | None]:
    """For each exception, in the order given, what is wrong with it, if anything."""
    seen: set[tuple[str, date]] = set()
    faults: list[Refusal | None] = []
    for one in exceptions:
        faults.append(LocationNamedTwice(one.location) if (one.location, one.day) in seen else _check(one, today))
        seen.add((one.location, one.day))
    return faults


def _check(one: NewException, today: date) -> Refusal | None:
    if one.day < today:
        return ExceptionInvalid(one.location, "A day that is over cannot be changed.", "day")
    if not 0 < len(one.reason.strip()) <= LONGEST_REASON:
        return ExceptionInvalid(one.location, f"A reason has 1 to {LONGEST_REASON} characters.", "reason")
    if len(one.spans) > MOST_SPANS:
        return ExceptionInvalid(one.location, f"A day has at most {MOST_SPANS} spans.", "hours")
    if overlap(one.spans):
        return ExceptionInvalid(one.location, "A span begins before the one before it has ended.", "hours")
    return None
