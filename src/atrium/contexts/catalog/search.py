"""What somebody types into a search, as what the database looks for. Pure."""

import re
from dataclasses import dataclass

MOST_LETTERS = 200
WORD = re.compile(r"\w+")
OPERATORS = re.compile(r'"|(?:^|\s)-|\bor\b', re.IGNORECASE)
"""With these people say exactly what they mean, so no word is taken for the beginning of a longer one."""


@dataclass(frozen=True, slots=True)
class Search:
    """A search in three parts: whole words, the word that may still be unfinished, and the SKU that it may name."""

    whole: str
    beginning: str
    sku: str

    @property
    def is_empty(self) -> bool:
        return not (self.whole or self.beginning)

    def as_words(self) -> dict[str, str]:
        """The parameters of a statement that searches."""
        return {"whole": self.whole, "beginning": self.beginning, "named": self.sku}


def parse_search(text: str) -> Search:
    """`desk lam` as the word desk, anything that begins with lam, and the SKU DESK LAM; quotes and minus as usual."""
    plain = " ".join(text.replace("\x00", " ").split())[:MOST_LETTERS]
    sku = plain.upper()
    words = WORD.findall(plain)
    if not words:
        return Search("", "", sku)
    if OPERATORS.search(plain):
        return Search(plain, "", sku)
    # Word characters only, so it cannot hold a sign that the query language knows.
    return Search(" ".join(words[:-1]), f"{words[-1]}:*", sku)
