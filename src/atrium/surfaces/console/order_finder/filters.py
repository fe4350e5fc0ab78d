"""What was chosen above the list of orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, get_args

from starlette.requests import Request

from atrium.contexts import orders
from atrium.readmodels.order_search import TROUBLES, Filters
from atrium.surfaces.console.desk import chosen, typed
from atrium.surfaces.console.wording import MODE_WORDS, TROUBLE_WORDS
from atrium.surfaces.shared.rendering import words

STATES: tuple[str, ...] = get_args(orders.State)
MODES = ("ship", "pickup")
SPANS = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30), "all": None}
USUAL_SPAN = "month"
FIELDS = ("text", "state", "channel", "location", "mode", "trouble", "span")
Options = list[tuple[str, str]]


def lists_of(channels: Sequence[str], places: Options) -> list[tuple[str, str, Options]]:
    """The lists of the form: the field, its label, and what can be chosen."""
    return [
        ("state", "State", [("", "Every state"), *((one, words(one)) for one in STATES)]),
        ("trouble", "Trouble", [("", "All is well or not"), ("any", "Any trouble"), *TROUBLE_WORDS.items()]),
        ("channel", "Channel", [("", "Every channel"), *((one, words(one)) for one in channels)]),
        ("location", "Location", [("", "Every location"), *places]),
        ("mode", "How it reaches the shopper", [("", "Shipped and collected"), *MODE_WORDS.items()]),
        (
            "span",
            "Placed",
            [("day", "Last 24 hours"), ("week", "Last 7 days"), ("month", "Last 30 days"), ("all", "Ever")],
        ),
    ]


@dataclass(frozen=True, slots=True)
class Choices:
    """The fields of the form as they were chosen, for links and saved filters; those not chosen are left out."""

    fields: dict[str, str]
    filters: Filters


def read_choices(request: Request, *, now: datetime) -> Choices:
    """The filters of the page's address; refuses with ChoiceUnknown."""
    span = chosen(request, "span", SPANS) or USUAL_SPAN
    back = SPANS[span]
    text = typed(request, "text")
    trouble: Any = chosen(request, "trouble", ("any", *TROUBLES))
    mode: Any = chosen(request, "mode", MODES)
    filters = Filters(
        text=text,
        state=chosen(request, "state", STATES),
        channel=typed(request, "channel", most=32) or None,
        location=typed(request, "location", most=16) or None,
        mode=mode,
        trouble=trouble,
        since=None if back is None else now - back,
    )
    fields = {name: typed(request, name) for name in FIELDS}
    return Choices({name: value for name, value in fields.items() if value}, filters)
