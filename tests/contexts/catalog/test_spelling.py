"""The nearest known words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrium.contexts.catalog import Spelling, Word
from atrium.contexts.catalog.spelling import distance

KNOWN = Spelling([Word("lamp", 30), Word("lamb", 2), Word("headphones", 9), Word("guitar", 5), Word("red", 90)])
letters = st.text("abcd", max_size=6)


class TestSuggest:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("lmap", "lamp"),
            ("lampp", "lamp"),
            ("headfones", "headphones"),
            ("gitar red", "guitar red"),
            ("Red Lmap", "red lamp"),
        ],
    )
    def test_mends_the_words_that_are_unknown(self, typed: str, meant: str) -> None:
        assert KNOWN.suggest(typed) == meant

    @pytest.mark.parametrize("typed", ["lamp", "lamb", "rde", "xylophone", "", "lm4p", "Lamp"])
    def test_leaves_known_short_and_far_words_alone(self, typed: str) -> None:
        assert KNOWN.suggest(typed) is None

    def test_prefers_the_common_word_of_two_that_are_as_near(self) -> None:
        assert KNOWN.suggest("lamm") == "lamp"


class TestDistance:
    @pytest.mark.parametrize(
        ("one", "other", "slips"),
        [("", "", 0), ("abc", "", 3), ("lamp", "lmap", 1), ("kitten", "sitting", 3), ("ca", "abc", 3)],
    )
    def test_counts_slips(self, one: str, other: str, slips: int) -> None:
        assert distance(one, other) == slips

    @given(letters, letters)
    def test_is_the_same_from_both_sides_and_within_its_bounds(self, one: str, other: str) -> None:
        slips = distance(one, other)
        assert slips == distance(other, one)
        assert abs(len(one) - len(other)) <= slips <= max(len(one), len(other))
        assert (slips == 0) == (one == other)

    @given(st.text("lampheadonsguitr", min_size=4, max_size=11))
    def test_forgoes_no_near_word_by_looking_at_letters_first(self, word: str) -> None:
        """The control of the quick look: without it the nearest word is the same."""
        most = 1 if len(word) < 6 else 2
        near = [known for known in ("lamp", "lamb", "headphones", "guitar") if distance(word, known) <= most]
        known_already = word in {"lamp", "lamb", "headphones", "guitar"}
        assert (KNOWN.suggest(word) is not None) == (bool(near) and not known_already)
