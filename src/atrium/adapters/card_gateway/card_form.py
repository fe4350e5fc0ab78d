"""The gateway's own page on which a shopper types a card: it sends the browser back with a token that is good once.

It is opened by everybody who has an address that the house signed. A card number is looked at and forgotten; what is
kept is the token, and what it may pay.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from atrium.adapters.card_gateway import cards, form_link
from atrium.adapters.card_gateway.desk import Desk
from atrium.adapters.card_gateway.form_link import Asked
from atrium.kit.money import Money

PAGES = Path(__file__).parent / "pages"
STYLE = "/card-form.css"
OPEN = frozenset({form_link.PATH, STYLE})
"""Paths that need no key: browsers have none."""
SAMPLE_CVC = "123"


class CardForm:
    """The form's routes."""

    def __init__(self, *, desk: Desk, key: str) -> None:
        self._desk = desk
        self._key = key

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(form_link.PATH, self.show),
            web.post(form_link.PATH, self.take),
            web.get(STYLE, self.style),
        ]

    async def show(self, request: web.Request) -> web.Response:
        asked = self._asked(request)
        if asked is None:
            return _broken()
        return _form(asked, cards.Typed("", "", ""), {}, action=request.path_qs)

    async def take(self, request: web.Request) -> web.Response:
        """Sends the browser back with a token, or shows what cannot be a card."""
        asked = self._asked(request)
        if asked is None:
            return _broken()
        today = datetime.now(UTC).date()
        typed = _typed(await request.post(), year=today.year)
        found = cards.faults(typed, today=today)
        if found:
            return _form(asked, typed, found, action=request.path_qs)
        token = self._desk.issue(asked, behaves_as=cards.behaves_as(typed))
        return web.Response(status=303, headers={**_headers(asked), "Location": asked.back_with(token=token)})

    async def style(self, _request: web.Request) -> web.Response:
        return web.Response(text=_style(), content_type="text/css", headers={"Cache-Control": "max-age=300"})

    def _asked(self, request: web.Request) -> Asked | None:
        return form_link.read_query(request.query, key=self._key)


def _typed(form: Mapping[str, Any], *, year: int) -> cards.Typed:
    """What was typed; a sample card's button stands for the whole of it."""
    sample = str(form.get("sample", ""))
    if sample:
        return cards.Typed(sample, f"12/{(year + 3) % 100:02}", SAMPLE_CVC)
    return cards.Typed(*(str(form.get(name, ""))[:40] for name in ("number", "expiry", "cvc")))


def _form(asked: Asked, typed: cards.Typed, faults: Mapping[str, str], *, action: str) -> web.Response:
    page = _templates().get_template("form.html")
    text = page.render(
        amount=Money(asked.amount_minor, asked.currency).shown(),
        merchant=asked.origin.partition("://")[2],
        action=action,
        cancel=asked.back_with(cancelled="1"),
        typed=typed,
        faults=faults,
        samples=cards.SAMPLE_CARDS,
        style=STYLE,
    )
    return web.Response(text=text, status=422 if faults else 200, content_type="text/html", headers=_headers(asked))


def _broken() -> web.Response:
    text = _templates().get_template("broken.html").render(style=STYLE)
    return web.Response(text=text, status=400, content_type="text/html", headers=_headers(None))


def _headers(asked: Asked | None) -> dict[str, str]:
    """Nothing but our style is loaded; the form goes here, and a browser follows the answer only where it came from."""
    targets = f"'self' {asked.origin}" if asked else "'self'"
    policy = f"default-src 'none'; style-src 'self'; form-action {targets}; base-uri 'none'; frame-ancestors 'none'"
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@lru_cache(maxsize=1)
def _style() -> str:
    return (PAGES / "form.css").read_text(encoding="utf-8")
