"""Lists as CSV files that grow page by page while they are sent, so that their length costs no memory.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and runs it for whoever opens the file;
text that begins so gets an apostrophe first. Numbers of the house's own stay numbers.
"""

import csv
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeVar

from starlette.responses import StreamingResponse

from atrium.kit.paging import Page

T = TypeVar("T")
Cell = str | int | Decimal | datetime | None
MEDIA = "text/csv; charset=utf-8"
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it spreadsheets take UTF-8 for something else."""
Fetch = Callable[[str | None], Awaitable[Page[T]]]
"""The page at a cursor; None for the first."""


def csv_file(
    name: str, *, columns: Sequence[str], fetch: Fetch[T], row: Callable[[T], Sequence[Cell]], day: date
) -> StreamingResponse:
    """The answer that sends the file, named as `orders-2026-11-20.csv`; each page is read when the last is sent."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-{day.isoformat()}.csv"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingResponse(_lines(columns, fetch, row), headers=headers, media_type=MEDIA)


async def _lines(columns: Sequence[str], fetch: Fetch[T], row: Callable[[T], Sequence[Cell]]) -> AsyncIterator[bytes]:
    yield BYTE_ORDER_MARK + _written([columns])
    cursor: str | None = None
    while True:
        page = await fetch(cursor)
        if page.items:
            yield _written([[cell(value) for value in row(item)] for item in page.items])
        cursor = page.next_cursor
        if cursor is None:
            return


def cell(value: Cell) -> str:
    """A value as a spreadsheet may safely read it."""
    match value:
        case None:
            return ""
        case datetime():
            return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
        case str():
            return f"'{value}" if value.startswith(FORMULA_BEGINS) else value
        case _:
            return str(value)


def _written(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
