"""Counting what happened, for one line of figures now and then."""

from collections import Counter, deque
from dataclasses import dataclass, field
from statistics import median

RECENT = 500
FIGURES = (
    "orders",
    "refused",
    "declined",
    "abandoned",
    "cancelled",
    "shipped",
    "handed_over",
    "short",
    "answered",
    "deliveries",
    "retried",
    "unexpected",
)


@dataclass(slots=True)
class Tally:
    """How often what happened, and how long the last orders took to be placed."""

    counts: Counter[str] = field(default_factory=Counter[str])
    placing_ms: deque[float] = field(default_factory=lambda: deque[float](maxlen=RECENT))

    def add(self, what: str, number: int = 1) -> None:
        self.counts[what] += number

    def figures(self) -> dict[str, float]:
        """One line's figures; `placing_ms` is the median of the last orders."""
        counted: dict[str, float] = {name: self.counts[name] for name in FIGURES}
        return counted | {"placing_ms": round(median(self.placing_ms), 1) if self.placing_ms else 0.0}
