"""The nearest known words to one that is not known: for searches that find nothing. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

SHORTEST = 4
"""Shorter words are near to too many others."""
LONG = 6
"""From so many letters on, two slips are forgiven; below, one."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the catalog, and in how many items it stands."""

    word: str
    items: int


class Spelling:
    """The words that the catalog knows, asked for the one that was meant."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._items = {word.word: word.items for word in words}

    def suggest(self, text: str) -> str | None:
        """The text with its unknown words replaced by the nearest known ones; None where nothing is to be replaced."""
        words = text.lower().split()
        better = [self._nearest(word) or word for word in words]
        return " ".join(better) if better != words else None

    def _nearest(self, word: str) -> str | None:
        """The known word that is the fewest slips away, then the most common; None for one that is known or too far."""
        if len(word) < SHORTEST or word in self._items or not word.isalpha():
            return None
        most = 1 if len(word) < LONG else 2
        letters = _letters(word)
        found: tuple[int, int, str] | None = None
        for known, its_letters in self._by_letters:
            # Each slip changes at most two of the letters that a word has, which is seen at once.
            if abs(len(known) - len(word)) > most or (letters ^ its_letters).bit_count() > 2 * most:
                continue
            slips = distance(word, known)
            if slips <= most and (found is None or (slips, -self._items[known], known) < found):
                found = (slips, -self._items[known], known)
        return found[2] if found else None

    @cached_property
    def _by_letters(self) -> list[tuple[str, int]]:
        return [(word, _letters(word)) for word in self._items if len(word) >= SHORTEST - 1]


def distance(one: str, other: str) -> int:
    """How many slips lie between two words: a letter too many, missing, wrong, or two in the wrong order.

    The optimal string alignment distance.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, another in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != another))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == another:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _letters(word: str) -> int:
    """Which letters a word has, one bit each."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits
