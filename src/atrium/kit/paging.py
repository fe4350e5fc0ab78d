"""Cursor paging: a page, and an opaque word that fetches the next one."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

import msgspec

from atrium.kit.refusals import Invalid

T = TypeVar("T")
MOST = 200


@dataclass(eq=False)
class BadCursor(Invalid):
    """The cursor was not made by this house."""

    field = "cursor"
    remedy = "Pass `next_cursor` of the page before, unchanged; or leave it out to start over."

    @property
    def message(self) -> str:
        return "The cursor cannot be read."


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items and where the next ones start; `next_cursor` is None on the last page."""

    items: Sequence[T]
    next_cursor: str | None


def to_cursor(*place: Any) -> str:
    """A sort key of the last item as an opaque word."""
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def from_cursor(cursor: str, shape: type[T]) -> T:
    """The sort key that a cursor holds, as a `tuple[datetime, UUID]`; refuses what was not made by `to_cursor`."""
    try:
        place = msgspec.json.decode(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=shape)
    except (binascii.Error, msgspec.DecodeError, ValueError) as fault:
        raise BadCursor from fault
    # PostgreSQL takes no NUL in a text, so a cursor that holds one was not made here.
    if any(isinstance(part, str) and "\x00" in part for part in cast("tuple[Any, ...]", place)):
        raise BadCursor
    return place
