"""What the address of a list says: words, filters, order, page; and the address of the same list changed a little."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from starlette.requests import Request

from atrium.readmodels.listing import MOST_PAGES, SORTS, Filters, Sort

MOST_LETTERS = 200
DEAREST = Decimal(1_000_000)
SPANS: tuple[tuple[str, str], ...] = (("", "25"), ("25", "50"), ("50", "100"), ("100", ""))
"""The spans of prices that are offered, in major units."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A list's address in parts. What cannot be meant counts as not said: a list is never refused."""

    path: str
    q: str = ""
    c: str = ""
    style: str = ""
    price_from: str = ""
    price_below: str = ""
    sort: Sort = "best"
    page: int = 1

    @classmethod
    def of(cls, request: Request) -> "Narrowing":
        said = request.query_params
        sort, page = said.get("sort", ""), said.get("page", "")
        return cls(
            path=request.url.path,
            q=" ".join(said.get("q", "").split())[:MOST_LETTERS],
            c=said.get("c", "")[:64],
            style=said.get("style", "")[:64],
            price_from=_amount(said.get("from", "")),
            price_below=_amount(said.get("below", "")),
            sort=sort if sort in SORTS else "best",
            page=min(max(int(page), 1), MOST_PAGES) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        )

    @property
    def filters(self) -> Filters:
        return Filters(
            category=self.c or None,
            style=self.style or None,
            price_from=Decimal(self.price_from) if self.price_from else None,
            price_below=Decimal(self.price_below) if self.price_below else None,
            sort=self.sort,
            page=self.page,
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.c or self.style or self.price_from or self.price_below)

    def at(self, **changes: object) -> str:
        """The address with these parts changed; it begins at the first page unless a page is named."""
        parts: dict[str, object] = {
            "q": self.q,
            "c": self.c,
            "style": self.style,
            "from": self.price_from,
            "below": self.price_below,
            "sort": "" if self.sort == "best" else self.sort,
            "page": "",
            **changes,
        }
        said = {name: str(value) for name, value in parts.items() if value not in ("", None, 1)}
        return self.path + (f"?{urlencode(said)}" if said else "")

    def hidden(self, *without: str) -> list[tuple[str, str]]:
        """What a form of this list must carry along."""
        parts = {"q": self.q, "c": self.c, "style": self.style, "from": self.price_from, "below": self.price_below}
        return [(name, value) for name, value in parts.items() if value and name not in without]


def _amount(text: str) -> str:
    """A price as it is said in an address; nothing for what is none."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return ""
    return text if amount.is_finite() and 0 <= amount <= DEAREST and len(text) <= 12 else ""
