"""What is typed into a search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrium.contexts.catalog import Search, parse_search


class TestParseSearch:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("desk lam", Search("desk", "lam:*", "DESK LAM")),
            ("  Lamp ", Search("", "Lamp:*", "LAMP")),
            ("arr-0001", Search("arr", "0001:*", "ARR-0001")),
            ("lamp -desk", Search("lamp -desk", "", "LAMP -DESK")),
            ('"desk lamp"', Search('"desk lamp"', "", '"DESK LAMP"')),
            ("lamp or sofa", Search("lamp or sofa", "", "LAMP OR SOFA")),
            ("!!! &", Search("", "", "!!! &")),
            ("", Search("", "", "")),
        ],
    )
    def test_takes_the_last_word_as_unfinished_unless_operators_are_used(self, typed: str, meant: Search) -> None:
        assert parse_search(typed) == meant

    @given(st.text(max_size=300))
    def test_lets_no_sign_of_the_query_language_into_the_beginning(self, typed: str) -> None:
        beginning = parse_search(typed).beginning.removesuffix(":*")
        assert all(letter.isalnum() or letter == "_" for letter in beginning)
