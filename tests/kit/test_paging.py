"""Cursors are opaque, and only those that were made here are read."""

import base64
import contextlib
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrium.kit.paging import BadCursor, from_cursor, to_cursor

parts = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), st.integers(-(2**53), 2**53)
    ),
    min_size=1,
    max_size=4,
)


class TestFromCursor:
    @given(parts)
    def test_reads_what_was_made_here(self, place: list[str | int]) -> None:
        assert from_cursor(to_cursor(*place), list[Any]) == place

    @given(parts)
    def test_fits_into_an_address(self, place: list[str | int]) -> None:
        assert to_cursor(*place).replace("-", "").replace("_", "").isalnum()

    @given(st.text(max_size=40))
    def test_refuses_anything_else_and_nothing_worse(self, junk: str) -> None:
        with contextlib.suppress(BadCursor):
            from_cursor(junk, tuple[str, str])

    @pytest.mark.parametrize("content", [b"", b"{}", b"7", b'["a"]', b'["a","b","c"]', b'["a"', b'["a","\\u0000"]'])
    def test_refuses_what_has_another_shape(self, content: bytes) -> None:
        with pytest.raises(BadCursor):
            from_cursor(base64.urlsafe_b64encode(content).decode(), tuple[str, str])

    @pytest.mark.parametrize("place", [("a", "b"), (1, 2), (None, None), ("2026-11-20T12:00:00Z", "b")])
    def test_refuses_parts_of_another_kind(self, place: tuple[Any, Any]) -> None:
        with pytest.raises(BadCursor):
            from_cursor(to_cursor(*place), tuple[datetime, UUID])
