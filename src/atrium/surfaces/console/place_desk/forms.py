"""What an operator may change about locations."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from atrium.surfaces.shared.forms import Form

Reason = Annotated[str, Meta(min_length=3, max_length=200, title="reason")]


class DayForm(Form):
    """Other hours on one date, in words such as `10-4` or `closed`."""

    day: Annotated[date, Meta(title="date", description="Give the date as 2026-12-24.")]
    hours: Annotated[str, Meta(min_length=1, max_length=100, title="hours")]
    reason: Reason


class HolidayForm(DayForm, kw_only=True):
    """The same at many locations at once."""

    kind: Literal["store", "distribution_centre", "all"] = "store"


class LiftForm(Form):
    """Which date follows the weekly hours again."""

    day: date


class CapacityForm(Form):
    """How many picks a day a location can do."""

    daily_capacity: Annotated[int, Meta(ge=0, le=1_000_000, title="capacity", description="A whole number of picks.")]


class ClosureForm(Form):
    """Why a location takes no more work."""

    reason: Reason
