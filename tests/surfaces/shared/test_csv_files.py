"""CSV files that are sent page by page and run nothing in a spreadsheet."""

import csv
import io
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrium.kit.paging import Page
from atrium.surfaces.shared.csv_files import cell, csv_file


async def sent(*pages: list[Any]) -> tuple[list[bytes], list[str | None]]:
    """The parts of the answer, and the cursors that were asked for."""
    asked: list[str | None] = []

    async def fetch(cursor: str | None) -> Page[Any]:
        asked.append(cursor)
        place = int(cursor or 0)
        return Page(pages[place], str(place + 1) if place + 1 < len(pages) else None)

    answer = csv_file(
        "orders", columns=["number", "shopper"], fetch=fetch, row=lambda item: item, day=date(2026, 11, 20)
    )
    parts = [part async for part in answer.body_iterator]
    return [part if isinstance(part, bytes) else str(part).encode() for part in parts], asked


class TestCell:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            ("=1+1", "'=1+1"),
            ("+44 20", "'+44 20"),
            ("-3", "'-3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("Kim = Otieno", "Kim = Otieno"),
            (-3, "-3"),
            (Decimal("-1.50"), "-1.50"),
            (None, ""),
            (datetime(2026, 11, 20, 7, tzinfo=timezone(-timedelta(hours=6))), "2026-11-20 13:00:00"),
        ],
    )
    def test_is_what_a_spreadsheet_may_read(self, value: Any, shown: str) -> None:
        assert cell(value) == shown

    @given(st.text(max_size=20))
    def test_never_begins_as_a_formula(self, text: str) -> None:
        assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        assert cell(text).removeprefix("'") == text.removeprefix("'")


class TestCsvFile:
    async def test_sends_each_page_as_it_is_read(self) -> None:
        parts, asked = await sent([["A", "Kim"], ["B", "Zoë"]], [["C", 'says "hi", twice']])
        assert asked == [None, "1"]
        assert parts == [
            b"\xef\xbb\xbfnumber,shopper\r\n",
            b"A,Kim\r\nB,Zo\xc3\xab\r\n",
            b'C,"says ""hi"", twice"\r\n',
        ]

    async def test_has_its_columns_without_any_row(self) -> None:
        parts, _ = await sent([])
        assert parts == [b"\xef\xbb\xbfnumber,shopper\r\n"]

    async def test_can_be_read_again(self) -> None:
        parts, _ = await sent([["A\nB", "x,y"]])
        text = b"".join(parts).decode("utf-8-sig")
        assert list(csv.reader(io.StringIO(text, newline=""))) == [["number", "shopper"], ["A\nB", "x,y"]]

    async def test_says_how_it_is_called(self) -> None:
        async def fetch(cursor: str | None) -> Page[Any]:
            del cursor
            return Page([], None)

        answer = csv_file("stock", columns=["sku"], fetch=fetch, row=lambda item: item, day=date(2026, 1, 2))
        assert answer.headers["content-disposition"] == 'attachment; filename="stock-2026-01-02.csv"'
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
