"""The first page, help, and what search engines ask for."""

import pytest

from atrium.contexts import identity
from tests.people import a_shopper, signed_in
from tests.surfaces.shop.conftest import Shop


class TestShowHome:
    async def test_shows_departments_and_picks_with_their_pictures(self, shop: Shop) -> None:
        text = await shop.text("/")
        assert 'href="/c/furniture"' in text
        assert "Tools & more" in text
        assert "Picks of the week" in text
        assert 'src="/pictures/SAW-1.svg?v=' in text
        assert "Find stores near your postal code" in text

    async def test_shows_what_my_store_has(self, shop: Shop) -> None:
        text = await shop.text("/", place=".S0001")
        assert "On the shelf at Fargo store" in text
        assert "Wool rug" in text

    async def test_sends_no_statement_the_second_time(self, shop: Shop) -> None:
        await shop.text("/", place=".S0001")
        before = shop.world.database.statements.sent
        await shop.text("/", place=".S0001")
        assert shop.world.database.statements.sent == before

    async def test_shows_how_full_the_cart_is_and_no_nonsense(self, shop: Shop) -> None:
        for kept, shown in (("3", True), ("x", False), ("0", False), ("-1", False)):
            reply = await shop.client.get("/", headers={"Cookie": f"atrium_cart_units={kept}"})
            assert ('id="cart-count"' in reply.body.decode()) == shown


class TestHeader:
    async def test_greets_whoever_is_signed_in_and_offers_a_guest_to_sign_in(self, shop: Shop) -> None:
        assert "<b>Sign in</b>" in await shop.text("/help")
        secret = identity.session_secret("s" * 43)
        async with shop.world.database.transaction() as tx:
            sol = await a_shopper(tx, named="Sol Reyes")
            await signed_in(tx, sol, "shop", secret=secret)
        reply = await shop.client.get("/help", headers={"Cookie": f"atrium_shop={secret}"})
        assert "<b>Sol Reyes</b>" in reply.body.decode()


class TestHelp:
    async def test_says_what_promises_are_reckoned_with(self, shop: Shop) -> None:
        text = await shop.text("/help")
        assert "about 2 hours" in text
        assert "2:00\u202fPM" in text


class TestForRobots:
    async def test_names_every_item_store_and_department(self, shop: Shop) -> None:
        assert f"Sitemap: {shop.client.base}/sitemap.xml" in await shop.text("/robots.txt")
        index = await shop.text("/sitemap.xml")
        assert f"<loc>{shop.client.base}/sitemap/0.xml</loc>" in index
        assert f"<loc>{shop.client.base}/p/SAW-1</loc>" in await shop.text("/sitemap/0.xml")
        pages = await shop.text("/sitemap/pages.xml")
        assert f"<loc>{shop.client.base}/c/tools</loc>" in pages
        assert f"<loc>{shop.client.base}/stores/S0001</loc>" in pages

    @pytest.mark.parametrize("part", ["1", "x", "99999"])
    async def test_has_no_more_parts_than_there_are(self, shop: Shop, part: str) -> None:
        await shop.text(f"/sitemap/{part}.xml", status=404)
