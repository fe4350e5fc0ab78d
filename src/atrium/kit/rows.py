"""Sets of rows on their way into SQL: one JSON document that `json_to_recordset` unfolds in one statement."""

from collections.abc import Iterable
from typing import Any

import msgspec

encode = msgspec.json.Encoder().encode


def as_rows(items: Iterable[Any]) -> str:
    """Dataclasses or dicts as the JSON array for a `%(rows)s::json` parameter."""
    return encode(list(items)).decode()


def as_document(value: Any) -> str:
    """One value as JSON text, for a `jsonb` column or an answer that is kept."""
    return encode(value).decode()
