"""The forms of one fulfilment, and the reasons that an associate may give."""

from typing import Annotated

from msgspec import Meta

from atrium.surfaces.till.once import StepForm
from atrium.vocabulary.quantity import MOST

REASONS = ("Not on the shelf", "Damaged", "Wrong item in its place", "Somebody is holding it", "Sold a moment ago")
LineNumber = Annotated[int, Meta(ge=1, le=MOST)]


class BeginForm(StepForm):
    """Whether to take the pick over from whoever has it."""

    take_over: bool = False


class ScanForm(StepForm):
    """What the scanner read, or somebody typed."""

    code: Annotated[str, Meta(min_length=1, max_length=64, title="code")]


class CountForm(StepForm):
    """One more of a line, or one less."""

    line: LineNumber
    units: Annotated[int, Meta(ge=-MOST, le=MOST)]


class MissingForm(StepForm):
    """Why the rest of a line is missing; without a reason somebody looks for it again."""

    line: LineNumber
    reason: Annotated[str, Meta(max_length=300)] = ""


class ReadyForm(StepForm):
    """In which bay the goods lie."""

    bay: Annotated[str, Meta(max_length=40)] = ""


class ShipForm(StepForm):
    """The carrier's number, if it gave one."""

    tracking: Annotated[str, Meta(max_length=64, title="tracking number")] = ""


class HandoverForm(StepForm):
    """The code that the shopper shows."""

    code: Annotated[str, Meta(min_length=1, max_length=200, title="code")]
