"""Why a fulfilment says no."""

from dataclasses import dataclass
from uuid import UUID

from atrium.kit.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class FulfilmentNotFound(NotFound):
    """There is no such fulfilment, or it is another location's."""

    fulfilment_id: UUID
    field = "fulfilment_id"

    @property
    def message(self) -> str:
        return f"There is no fulfilment {self.fulfilment_id}."


@dataclass(eq=False)
class WrongStep(Conflict):
    """The fulfilment is not at the point where this can be done."""

    fulfilment_id: UUID
    state: str
    wanted: str
    remedy = "Read the fulfilment; somebody else may have done this step, or it was cancelled."

    @property
    def message(self) -> str:
        return f"The fulfilment is {self.state.replace('_', ' ')}; it cannot be {self.wanted}."


@dataclass(eq=False)
class PickDoesNotAddUp(Invalid):
    """The pick does not fit the lines."""

    line_number: int
    reason: str
    field: str | None = "lines"
    remedy = "Say for every line how many were picked; where fewer than wanted, why."

    @property
    def message(self) -> str:
        return f"Line {self.line_number} {self.reason}."


@dataclass(eq=False)
class WrongCode(Invalid):
    """The shopper's code does not open this fulfilment."""

    tries_left: int
    field: str | None = "code"
    remedy = "Ask the shopper to show the code of this order again."

    @property
    def message(self) -> str:
        return f"The code is not the one of this order; {self.tries_left} tries are left."


@dataclass(eq=False)
class ConsentMissing(Invalid):
    """The shopper chose how and where to get the goods, and nobody asked them about another way."""

    chosen: str
    field: str | None = "consent_given"
    remedy = "Ask the shopper first, then say that they agreed and to which store; or leave the goods where they are."

    @property
    def message(self) -> str:
        return f"The shopper chose {self.chosen}; another way needs their consent."


@dataclass(eq=False)
class DestinationMissing(Invalid):
    """Goods are to be collected, and nobody said where."""

    field: str | None = "location"
    remedy = "Name the store that the shopper agreed to."

    @property
    def message(self) -> str:
        return "Goods that are to be collected need a store."


@dataclass(eq=False)
class AlreadyThere(Invalid):
    """The work is where it is to go."""

    location: str
    field: str | None = "location"
    remedy = "Choose another location, or none, so that sourcing chooses."

    @property
    def message(self) -> str:
        return f"{self.location} has this work already."


@dataclass(eq=False)
class CodeLocked(Conflict):
    """Too many wrong codes."""

    fulfilment_id: UUID
    field = "code"
    remedy = "Check who the shopper is, then make a new code, which the shopper is told."

    @property
    def message(self) -> str:
        return "Too many wrong codes were tried; this code is locked."


@dataclass(eq=False)
class PickedByAnother(Conflict):
    """Somebody else picks this now."""

    fulfilment_id: UUID
    picker: str
    remedy = "Choose other work, or take this over when they have stopped."

    @property
    def message(self) -> str:
        return f"{self.picker} is picking this."


@dataclass(eq=False)
class NotOnTheList(Invalid):
    """The item that was scanned is not wanted here."""

    sku: str
    title: str
    field: str | None = "code"
    remedy = "Put it back, and scan an item of the list."

    @property
    def message(self) -> str:
        return f"{self.title} ({self.sku}) is not on this list."


@dataclass(eq=False)
class NoMoreWanted(Conflict):
    """All units of the line were counted, or there is nothing to take back."""

    title: str
    wanted: int
    counted: int
    field = "units"
    remedy = "Put the extra one back."

    @property
    def message(self) -> str:
        if self.counted == self.wanted:
            return f"All {self.wanted} of {self.title} are picked already."
        return f"{self.counted} of {self.wanted} of {self.title} are picked; there are not so many."


@dataclass(eq=False)
class PickUnfinished(Conflict):
    """Something was neither found nor said to be missing."""

    titles: list[str]
    field = "lines"
    remedy = "Find the rest, or say for each item why it is missing."

    @property
    def message(self) -> str:
        return f"Not all of {', '.join(self.titles)} was found, and nobody said why."


@dataclass(eq=False)
class NoSuchLine(NotFound):
    """The fulfilment has no such line."""

    line_number: int
    field = "line_number"
    remedy = "Read the fulfilment; the line may have been cancelled."

    @property
    def message(self) -> str:
        return f"There is no line {self.line_number} here."
