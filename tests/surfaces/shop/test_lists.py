"""Departments, search and suggestions."""

import re

import pytest

from tests.surfaces.shop.conftest import Shop

FARGO = "58103.S0001"
TILE = re.compile(r'class="item-card-link" href="/p/([^"]+)"')


class TestShowCategory:
    async def test_shows_prices_and_what_my_store_has(self, shop: Shop) -> None:
        text = await shop.text("/c/furniture", place=FARGO)
        assert set(TILE.findall(text)) == {"LAMP", "VASE", "BOLT", "RUG-1", "RUG-2", "SOFA-1"}
        assert "At Fargo store" in text
        assert "Only 2 at Fargo store" in text
        assert "Sold out" in text
        assert "$0.001" in text
        assert "6 items" in text

    async def test_narrows_by_kind_and_price_and_sorts(self, shop: Shop) -> None:
        text = await shop.text("/c/furniture?style=rug&sort=price_down")
        assert TILE.findall(text) == ["RUG-1", "RUG-2"]
        assert TILE.findall(await shop.text("/c/furniture?from=50&below=100&sort=name")) == ["RUG-2", "RUG-1"]
        assert "Clear filters" in text
        assert 'name="robots" content="noindex, follow"' in text

    @pytest.mark.parametrize(
        "query", ["sort=x", "page=x", "page=-3", "page=99999999", "from=NaN", "below=1e999", "page="]
    )
    async def test_takes_what_cannot_be_meant_as_not_said(self, shop: Shop, query: str) -> None:
        await shop.text(f"/c/furniture?{query}")

    async def test_of_no_department_is_missed(self, shop: Shop) -> None:
        assert "There is no such department." in await shop.text("/c/ships", status=404)

    async def test_sends_three_statements(self, shop: Shop) -> None:
        await shop.text("/c/furniture", place=FARGO)
        before = shop.world.database.statements.sent
        await shop.text("/c/tools", place=FARGO)
        assert shop.world.database.statements.sent - before == 3


class TestShowSearch:
    async def test_finds_and_keeps_what_was_typed(self, shop: Shop) -> None:
        text = await shop.text("/search?q=red+rug")
        assert TILE.findall(text) == ["RUG-1"]
        assert 'value="red rug"' in text

    async def test_shows_what_was_meant(self, shop: Shop) -> None:
        text = await shop.text("/search?q=wolo+rgu+rugg")
        assert "Nothing was found" in text
        text = await shop.text("/search?q=woll")
        assert "Nothing was found for \u201cwoll\u201d." in text
        assert "You see what there is for \u201cwool\u201d." in text
        assert TILE.findall(text) == ["RUG-1"]

    async def test_helps_where_nothing_is_found(self, shop: Shop) -> None:
        text = await shop.text("/search?q=xylophone")
        assert "Nothing was found for \u201cxylophone\u201d." in text
        assert 'href="/c/tools"' in text
        assert "What are you looking for?" in await shop.text("/search?q=")

    async def test_leads_to_the_item_whose_sku_is_typed(self, shop: Shop) -> None:
        text = await shop.text("/search?q=rug-2")
        assert "<h1>Blue rug</h1>" in text

    async def test_repeats_nothing_unescaped(self, shop: Shop) -> None:
        reply = await shop.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E")
        assert b"<script>alert" not in reply.body

    async def test_counts_by_department(self, shop: Shop) -> None:
        text = await shop.text("/search?q=red")
        assert re.search(
            r'href="/search\?q=red&c=tools"[^>]*><span>Tools & more</span><span class="hint">1</span>', text
        )
        assert TILE.findall(await shop.text("/search?q=red&c=tools")) == ["SAW-1"]


class TestSuggestions:
    async def test_answer_departments_and_items(self, shop: Shop) -> None:
        text = await shop.text("/search/suggestions?q=to")
        assert 'href="/c/tools"' in text
        assert "All results for" in text
        assert 'href="/p/SAW-1"' in await shop.text("/search/suggestions?q=red+sa")

    async def test_wait_for_two_letters_and_cost_one_statement(self, shop: Shop) -> None:
        await shop.text("/search/suggestions?q=re")
        before = shop.world.database.statements.sent
        assert await shop.text("/search/suggestions?q=r") == ""
        await shop.text("/search/suggestions?q=red")
        assert shop.world.database.statements.sent - before == 1
