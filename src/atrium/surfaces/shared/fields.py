"""The fields that shapes and parameters share, with the bounds that keep them storable."""

from typing import Annotated

from fastapi import Query
from msgspec import Meta

from atrium.kit.paging import MOST

MOST_ROWS = 1000
MOST_INTEGER = 2**31 - 1

Code = Annotated[str, Meta(min_length=1, max_length=64)]
Line = Annotated[str, Meta(min_length=1, max_length=300)]
Text = Annotated[str, Meta(max_length=10_000)]
Integer = Annotated[int, Meta(ge=-MOST_INTEGER, le=MOST_INTEGER)]

Limit = Annotated[int, Query(ge=1, le=MOST, description="The most items of a page.")]
Cursor = Annotated[str | None, Query(max_length=500, description="`next_cursor` of the page before.")]
