"""The address of the card form: what is to be paid and where the shopper goes on, signed with the gateway's key.

The house makes it and the gateway reads it, so that nobody on the way changes the amount or the return address. Pure.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

PATH = "/card-form"
SIGNATURE = "signature"
FIELDS = ("reference", "amount_minor", "currency", "return_to")
LONGEST_RETURN = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a card is asked for; amounts in minor units."""

    reference: str
    amount_minor: int
    currency: str
    return_to: str

    @property
    def origin(self) -> str:
        """Where the shopper came from, as a browser names it."""
        parts = urlsplit(self.return_to)
        return f"{parts.scheme}://{parts.netloc}"

    def back_with(self, **words: str) -> str:
        """The return address with these words added."""
        parts = urlsplit(self.return_to)
        query = [*parse_qsl(parts.query, keep_blank_values=True), *words.items()]
        return urlunsplit(parts._replace(query=urlencode(query)))


def write_query(asked: Asked, *, key: str) -> str:
    """What is asked as the signed query of an address."""
    words = {name: str(getattr(asked, name)) for name in FIELDS}
    return urlencode({**words, SIGNATURE: _sign(words, key)})


def read_query(query: Mapping[str, str], *, key: str) -> Asked | None:
    """What is asked; None where the house did not sign exactly that, or it cannot be meant."""
    words = {name: query.get(name, "") for name in FIELDS}
    signature = query.get(SIGNATURE, "").encode(errors="replace")
    if not hmac.compare_digest(signature, _sign(words, key).encode()):
        return None
    amount, parts = words["amount_minor"], urlsplit(words["return_to"])
    meant = (
        words["reference"]
        and amount.isascii()
        and amount.isdigit()
        and int(amount) > 0
        and parts.scheme in ("http", "https")
        and parts.netloc
        and len(words["return_to"]) <= LONGEST_RETURN
    )
    if not meant:
        return None
    return Asked(
        reference=words["reference"],
        amount_minor=int(amount),
        currency=words["currency"],
        return_to=words["return_to"],
    )


def _sign(words: Mapping[str, str], key: str) -> str:
    content = "card-form\n" + urlencode([(name, words[name]) for name in FIELDS])
    return hmac.new(key.encode(), content.encode(), sha256).hexdigest()
