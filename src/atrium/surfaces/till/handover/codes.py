"""What a shopper shows at the counter: six digits, or a QR code that holds them. Pure."""

import re
from urllib.parse import parse_qs, urlsplit

SPACED = re.compile(r"(\d{3})[\s-](\d{3})")


def code_in(shown: str) -> str:
    """The code that was typed or scanned: spaces between its halves go, and of a link its `code` counts."""
    word = shown.strip()
    if "://" in word:
        return parse_qs(urlsplit(word).query).get("code", [""])[0].strip()
    halves = SPACED.fullmatch(word)
    return halves[1] + halves[2] if halves else word
