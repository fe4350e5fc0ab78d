"""An item's page."""

import asyncio
import json
import re
from typing import Any

import pytest

from tests.surfaces.shop.conftest import Shop

FARGO = "58103.S0001"


def data_of(text: str) -> Any:
    """The structured data of a page as it stands in it, before anything is unescaped."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


class TestShowProduct:
    async def test_says_for_each_near_store_what_is_there_and_when(self, shop: Shop) -> None:
        text = await shop.text("/p/RUG-2", place=FARGO)
        for said in (
            "Blue rug",
            "$60.00",
            "Tax is added at checkout",
            "Pick up at Fargo store",
            "Today from 2:00",
            "only 2 left",
            "Only 2 left",
            "On the shelf",
            "Minneapolis store",
            "2 stores have it today",
        ):
            assert said in text.replace("\u202f", " ")

    async def test_says_when_it_would_arrive(self, shop: Shop) -> None:
        text = await shop.text("/p/SAW-1", place=FARGO)
        # On a Friday at noon in Fargo it is ten in Reno: the parcel leaves that day and is underway for 3 to 5 days.
        assert "Ship to 58103" in text
        assert "Wed, Nov 25 \u2013 Mon, Nov 30" in text
        assert "2:00\u202fPM PST today" in text

    async def test_offers_only_what_can_be_done(self, shop: Shop) -> None:
        text = await shop.text("/p/SAW-1", place=FARGO)
        assert re.search(r'value="pickup:S0001"[^>]* disabled', text)
        assert re.search(r'value="ship" checked', text)
        assert "Sold out for now" in await shop.text("/p/SOFA-1", place=FARGO)
        assert "Add to cart" not in await shop.text("/p/SOFA-1", place=FARGO)

    async def test_sends_nobody_to_a_store_whose_place_it_does_not_know(self, shop: Shop) -> None:
        text = await shop.text("/p/RUG-1")
        assert "pickup:" not in text
        assert "Where are you?" in text

    async def test_tells_search_engines_the_price_and_ends_no_block(self, shop: Shop) -> None:
        reply = await shop.get("/p/SOFA-1")
        data = data_of(reply.body.decode())
        assert data["name"] == "Sofa <b>in red</b>"
        assert (data["offers"]["price"], data["offers"]["priceCurrency"]) == ("900", "USD")
        assert data["offers"]["availability"] == "https://schema.org/OutOfStock"
        assert data["image"].endswith(".svg?v=" + data["image"][-12:])
        assert b"<b>in red" not in reply.body
        assert f'<link rel="canonical" href="{shop.client.base}/p/SOFA-1">' in reply.body.decode()

    async def test_runs_nothing_inline(self, shop: Shop) -> None:
        reply = await shop.get("/p/RUG-1", place=FARGO)
        assert "default-src 'self'" in reply.headers["Content-Security-Policy"]
        assert not re.search(rb'<script(?! type="application/ld\+json")(?![^>]* src=)|\son\w+="|\sstyle="', reply.body)

    @pytest.mark.parametrize("path", ["/p/NOPE", "/p/rug-1", "/p/%3Cb%3E"])
    async def test_is_missed_as_a_page_that_helps(self, shop: Shop, path: str) -> None:
        text = await shop.text(path, status=404)
        assert "There is no item" in text
        assert 'role="search"' in text

    async def test_sends_three_statements_whoever_asks(self, shop: Shop) -> None:
        await shop.text("/p/RUG-1", place=FARGO)
        before = shop.world.database.statements.sent
        await shop.text("/p/RUG-2", place=FARGO)
        await shop.text("/p/RUG-2")
        assert shop.world.database.statements.sent - before == 6

    async def test_holds_that_when_many_ask_at_once(self, shop: Shop) -> None:
        await shop.text("/p/RUG-1", place=FARGO)
        before = shop.world.database.statements.sent
        await asyncio.gather(*(shop.text(f"/p/RUG-{1 + number % 2}", place=FARGO) for number in range(32)))
        assert shop.world.database.statements.sent - before == 3 * 32
