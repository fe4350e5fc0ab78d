"""Stores, and choosing one."""

import re
from http.cookies import SimpleCookie

import pytest

from tests.surfaces.shop.conftest import Shop
from tests.web import Reply


def kept(reply: Reply) -> str:
    """What the browser keeps of the shopper's place from now on."""
    return SimpleCookie(reply.headers.get("Set-Cookie", ""))["atrium_place"].value


class TestShowStores:
    async def test_begins_with_the_nearest_and_says_how_far_and_until_when(self, shop: Shop) -> None:
        text = (await shop.text("/stores?near=58103")).replace("\u202f", " ")
        assert re.findall(r'href="/stores/(S\d+)">[A-Z]', text)[:2] == ["S0001", "S0002"]
        assert "Open until 9:00 PM" in text
        assert "0.0 mi" in text
        assert "Make this my store" in text
        assert '<circle class="me"' in text

    async def test_shows_all_by_name_where_the_code_is_unknown(self, shop: Shop) -> None:
        text = await shop.text("/stores?near=99999")
        assert "We do not know where 99999 is." in text
        assert "Minneapolis store" in text

    async def test_begins_at_my_store_without_a_code(self, shop: Shop) -> None:
        text = await shop.text("/stores", place=".S0002")
        assert re.findall(r'href="/stores/(S\d+)">[A-Z]', text)[:2] == ["S0002", "S0001"]


class TestShowStore:
    async def test_shows_its_week_by_its_own_clock(self, shop: Shop) -> None:
        text = (await shop.text("/stores/S0001", place="58103.")).replace("\u202f", " ")
        assert "1615 38th St S" in text
        assert text.count("10:00 AM \u2013 9:00 PM") == 7
        assert text.index("Friday") < text.index("Saturday") < text.index("Thursday")

    @pytest.mark.parametrize("store", ["S9999", "DC-RENO"])
    async def test_of_no_store_is_missed(self, shop: Shop, store: str) -> None:
        assert "There is no location" in await shop.text(f"/stores/{store}", status=404)


class TestChoosePlace:
    async def test_is_kept_and_leads_back(self, shop: Shop) -> None:
        reply = await shop.send("/place", "postal_code=58103&next=/p/RUG-1")
        assert (reply.status, reply.headers["Location"]) == (303, "/p/RUG-1")
        assert kept(reply) == "58103."
        assert "HttpOnly" in reply.headers["Set-Cookie"]
        assert "SameSite=lax" in reply.headers["Set-Cookie"]

    async def test_keeps_the_store_when_only_the_code_changes_and_the_other_way(self, shop: Shop) -> None:
        assert kept(await shop.send("/place", "postal_code=58102", place="58103.S0002")) == "58102.S0002"
        assert kept(await shop.send("/place", "store=S0001", place="58103.S0002")) == "58103.S0001"

    @pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere"])
    async def test_leads_nobody_elsewhere(self, shop: Shop, elsewhere: str) -> None:
        assert (await shop.send("/place", f"store=S0001&next={elsewhere}")).headers["Location"] == "/"

    @pytest.mark.parametrize(
        ("form", "sentence"),
        [
            ("postal_code=99999", "We do not know where 99999 is."),
            ("store=S9999", "That store is not open to shoppers."),
            ("store=DC-RENO", "That store is not open to shoppers."),
        ],
    )
    async def test_refuses_what_nobody_knows_with_a_sentence(self, shop: Shop, form: str, sentence: str) -> None:
        reply = await shop.send("/place", form, place="58103.S0001")
        assert reply.status == 422
        assert sentence in reply.body.decode()
        assert "Set-Cookie" not in reply.headers

    @pytest.mark.parametrize("nonsense", ["x", "<b>.S0001", "58103", "58103.S0001.x", "%00.S0001"])
    async def test_takes_nonsense_in_the_cookie_for_nothing(self, shop: Shop, nonsense: str) -> None:
        assert "Choose a store" in await shop.text("/help", place=nonsense)

    async def test_is_not_done_from_another_site(self, shop: Shop) -> None:
        reply = await shop.send("/place", "store=S0001", site="cross-site")
        assert reply.status == 403
        assert "Set-Cookie" not in reply.headers
