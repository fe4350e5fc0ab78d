"""What a saved filter is. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from atrium.contexts.workspace.errors import FilterInvalid

Page = Literal["orders", "stock", "events"]
PAGES: tuple[Page, ...] = get_args(Page)
MOST = 20
LONGEST_NAME = 60
LONGEST_CHOICE = 200


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A name for what was chosen in the form of a page, by field."""

    actor_id: UUID
    page: Page
    name: str
    choices: dict[str, str]
    saved_at: datetime


def tidy(name: str, choices: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """A name without spare blanks, and what was really chosen; refuses with FilterInvalid."""
    named = " ".join(name.split())
    if not 0 < len(named) <= LONGEST_NAME:
        raise FilterInvalid(f"A name has 1 to {LONGEST_NAME} characters.", "name")
    chosen = {field: value for field, value in choices.items() if value}
    if not chosen:
        raise FilterInvalid("Nothing is chosen that could be kept.", "choices")
    if len(chosen) > MOST or any(len(value) > LONGEST_CHOICE for value in chosen.values()):
        raise FilterInvalid("More is chosen than a filter can keep.", "choices")
    return named, chosen
