"""What the forms hold. Each has a reason, a key that makes it count once, and how far it is: looked over, or done."""

from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from atrium.surfaces.shared.forms import Form

Reason = Annotated[str, Meta(min_length=3, max_length=300, title="reason")]
Step = Literal["review", "do", "edit"]


class HelpForm(Form):
    """What every form of help asks for."""

    reason: Reason
    key: Annotated[str, Meta(min_length=8, max_length=64)]
    step: Step = "review"


class MoveForm(HelpForm, kw_only=True):
    """Where work goes, or units that wait; without a location sourcing chooses one that ships."""

    mode: Annotated[Literal["ship", "pickup"], Meta(title="way to the shopper")]
    location: Annotated[str, Meta(max_length=16, title="location")] = ""
    consent_given: bool = False


class MoveWorkForm(MoveForm, kw_only=True):
    """Which work goes there."""

    fulfilment: UUID


class RouteForm(MoveForm, kw_only=True):
    """Which waiting lines go there."""

    lines: Annotated[list[int], Meta(min_length=1, max_length=200, title="lines", description="Choose a line.")]


class CancelForm(HelpForm, kw_only=True):
    """Which lines are called off."""

    lines: Annotated[list[int], Meta(min_length=1, max_length=200, title="lines", description="Choose a line.")]


class RefundForm(HelpForm, kw_only=True):
    """How much goes back, in major units; everything that is left without an amount."""

    amount: Annotated[str, Meta(max_length=20, title="amount")] = ""


class CodeForm(HelpForm, kw_only=True):
    """Which goods get a new code."""

    fulfilment: UUID
