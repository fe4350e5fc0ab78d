"""What a fulfilment is, and the steps it takes. Pure."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from atrium.contexts.fulfilment.errors import CodeLocked, PickDoesNotAddUp, WrongCode, WrongStep
from atrium.vocabulary.mode import Mode

State = Literal["planned", "queued", "picked", "packed", "shipped", "ready", "handed_over", "cancelled"]
OPEN_STATES: tuple[State, ...] = ("queued", "picked", "packed", "ready")
MOST_WRONG_CODES = 5


@dataclass(frozen=True, slots=True)
class FulfilmentLine:
    """So many units of an order's line, as far as they were picked or found short.

    While somebody picks, `counted` units were found so far, and `missing` says why no more will be.
    """

    line_number: int
    sku: str
    title: str
    quantity: int
    picked: int = 0
    short: int = 0
    counted: int = 0
    missing: str | None = None

    @property
    def wanted(self) -> int:
        """Units that are still to be found here, counted ones among them."""
        return self.quantity - self.short


@dataclass(frozen=True, slots=True)
class Pick:
    """How many units of a line were found; where fewer than wanted, why."""

    line_number: int
    picked: int
    short_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Picking:
    """Who picks, and since when."""

    picker_id: UUID
    picker: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """The part of an order that one location works on.

    `promised_by` is when it is ready to collect, or the shopper was told that it arrives; None where nobody was told.
    """

    id: UUID
    order_id: UUID
    order_number: str
    location: str
    mode: Mode
    state: State
    reason: str
    decision: tuple[dict[str, Any], ...]
    handover_code: str | None
    wrong_codes: int
    tracking: str | None
    created_at: datetime
    changed_at: datetime
    lines: tuple[FulfilmentLine, ...]
    promised_by: datetime | None = None
    picking: Picking | None = None
    bay: str | None = None
    """Where ready goods lie."""

    @property
    def picked(self) -> dict[int, int]:
        """Units that were picked, by line number."""
        return {line.line_number: line.picked for line in self.lines if line.picked}

    @property
    def unfinished(self) -> dict[int, int]:
        """Units that are promised here and have not left, by line number."""
        return {line.line_number: line.quantity - line.short for line in self.lines if line.quantity > line.short}

    def picked_with(self, picks: Sequence[Pick]) -> "Fulfilment":
        """Every line was looked for; with nothing found at all, the fulfilment ends."""
        self.check_state("queued", "picked")
        found = {pick.line_number: pick for pick in picks}
        _check(self.lines, picks, found)
        lines = tuple(
            replace(
                line,
                picked=found[line.line_number].picked,
                short=line.quantity - found[line.line_number].picked,
                counted=found[line.line_number].picked,
                missing=found[line.line_number].short_reason,
            )
            for line in self.lines
        )
        state = "picked" if any(line.picked for line in lines) else "cancelled"
        return replace(self, lines=lines, state=state)

    def packed(self) -> "Fulfilment":
        if self.mode != "ship":
            raise WrongStep(self.id, "to be collected", "packed")
        return self._step("picked", "packed", "packed")

    def shipped(self, tracking: str | None) -> "Fulfilment":
        return replace(self._step("packed", "shipped", "shipped"), tracking=tracking)

    def ready(self, code: str, bay: str | None = None) -> "Fulfilment":
        """The goods lie in a bay at the counter under a new code, which replaces the one before."""
        if self.mode != "pickup":
            raise WrongStep(self.id, "to be shipped", "made ready")
        if self.state != "ready":
            self.check_state("picked", "made ready")
        return replace(self, state="ready", handover_code=code, wrong_codes=0, bay=bay or self.bay)

    def with_code(self, code: str) -> "Fulfilment":
        """The ready goods under another code; the old one opens nothing any more."""
        self.check_state("ready", "given a new code")
        return replace(self, handover_code=code, wrong_codes=0)

    def handed_over(self) -> "Fulfilment":
        return self._step("ready", "handed_over", "handed over")

    def check_code(self, code: str) -> None:
        """Refuses a code that is not this fulfilment's, or any after too many wrong ones."""
        self.check_state("ready", "handed over")
        if self.wrong_codes >= MOST_WRONG_CODES:
            raise CodeLocked(self.id)
        if not hmac.compare_digest((self.handover_code or "").encode(), code.encode()):
            raise WrongCode(MOST_WRONG_CODES - self.wrong_codes - 1)

    def without(self, quantities: Mapping[int, int]) -> "Fulfilment":
        """So many units of these lines, not yet picked, are not wanted any more."""
        if self.state not in ("planned", "queued"):
            raise WrongStep(self.id, self.state, "cancelled")
        lines = tuple(_without(line, quantities.get(line.line_number, 0)) for line in self.lines)
        ended = all(line.short == line.quantity for line in lines)
        return replace(self, lines=lines, state="cancelled" if ended else self.state)

    def check_movable(self) -> None:
        """Refuses when another location cannot take the work over: it is not paid for, or somebody has begun it."""
        self.check_state("queued", "re-routed")

    def _step(self, before: State, after: State, wanted: str) -> "Fulfilment":
        self.check_state(before, wanted)
        return replace(self, state=after)

    def check_state(self, state: State, wanted: str) -> None:
        """Refuses with WrongStep where the fulfilment stands elsewhere."""
        if self.state != state:
            raise WrongStep(self.id, self.state, wanted)


def _without(line: FulfilmentLine, units: int) -> FulfilmentLine:
    short = line.short + units
    return replace(line, short=short, counted=min(line.counted, line.quantity - short))


def _check(lines: Sequence[FulfilmentLine], picks: Sequence[Pick], found: Mapping[int, Pick]) -> None:
    known = {line.line_number for line in lines}
    named: set[int] = set()
    for place, pick in enumerate(picks):
        if pick.line_number not in known:
            raise PickDoesNotAddUp(pick.line_number, "is not in this fulfilment", f"lines[{place}].line_number")
        if pick.line_number in named:
            raise PickDoesNotAddUp(pick.line_number, "is named twice", f"lines[{place}].line_number")
        named.add(pick.line_number)
    for line in lines:
        pick = found.get(line.line_number)
        if pick is None:
            raise PickDoesNotAddUp(line.line_number, "is left out")
        place = f"lines[{list(found).index(line.line_number)}]"
        if not 0 <= pick.picked <= line.wanted:
            raise PickDoesNotAddUp(line.line_number, f"wants {line.wanted}, not {pick.picked}", f"{place}.picked")
        if pick.picked < line.wanted and not pick.short_reason:
            raise PickDoesNotAddUp(line.line_number, "is short without a reason", f"{place}.short_reason")
