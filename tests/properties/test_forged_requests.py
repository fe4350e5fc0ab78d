"""Requests that somebody made by hand: links of others, cookies of another door, pages of other sites, odd paths."""

from collections.abc import AsyncGenerator
from urllib.parse import quote
from uuid import UUID

import aiohttp
import pytest
import pytest_asyncio
from yarl import URL

from atrium.app import create_app
from atrium.kit.postgres import Address
from atrium.kit.signing import sign
from atrium.surfaces.shared.entrances import CONSOLE, SHOP, TILL
from tests import database as databases
from tests import web
from tests.properties.authorisation_scene import Scene, a_scene

ODD = ("%00", "..%2f..%2fetc%2fpasswd", "%ff%fe", "'%20OR%201=1", "%F0%9F%9B%8D", "%0d%0aSet-Cookie:x=y", "A" * 3000)
PATHS = (
    "/o/{}", "/p/{}", "/c/{}", "/stores/{}", "/search?q={}", "/mailbox/{}", "/assets/{}", "/till/work/{}",
    "/console/orders/{}", "/v1/orders/{}", "/v1/locations/{}", "/v1/items/{}", "/pictures/{}.svg", "/sitemap/{}.xml",
)  # fmt: skip
ELSEWHERE = ("https://evil.example/", "//evil.example/", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(cluster: Address) -> AsyncGenerator[tuple[Scene, str, aiohttp.ClientSession]]:
    async with databases.opened(cluster) as database:
        scene, app = await a_scene(database), create_app(web.a_house(database))
        jar = aiohttp.DummyCookieJar()
        async with web.running(app) as base, aiohttp.ClientSession(cookie_jar=jar) as http:
            yield scene, base, http


@pytest.mark.asyncio(loop_scope="module")
class TestForged:
    @pytest.fixture(autouse=True)
    def _know(self, house: tuple[Scene, str, aiohttp.ClientSession]) -> None:
        self.scene, self.base, self.http = house

    async def ask(self, method: str, path: str, *, data: dict[str, str] | None = None, **headers: str) -> web.Reply:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        url = URL(self.base + path, encoded=True)
        async with self.http.request(method, url, data=data, headers=sent, allow_redirects=False) as got:
            return web.Reply(got.status, got.headers, await got.read())

    def secret(self, role: str) -> str:
        return self.scene.callers[role].secret or ""

    async def test_links_open_only_what_the_house_signed_for_it(self) -> None:
        here, there = (self.scene.sides[side].ids for side in ("here", "there"))
        link = here["link"]
        assert (await self.ask("GET", f"/o/{link}")).status == 200
        order_id = self.scene.sides["here"].marks[0]
        other = sign(web.SECRET, "another purpose", UUID(order_id))
        swapped = there["link"][:20] + link[20:]
        for forged in (link[:-1] + ("A" if link[-1] != "A" else "B"), link[:-1], link + "A", other, swapped, order_id):
            before = await self.scene.world.contents()
            assert (await self.ask("GET", f"/o/{forged}")).status == 404
            assert (
                await self.ask("POST", f"/o/{forged}/cancellation", data={}, Sec_Fetch_Site="same-origin")
            ).status == 404
            assert await self.scene.world.contents() == before

    async def test_a_cookie_of_one_door_opens_no_other(self) -> None:
        for role, path, cookie in (
            ("operator", "/till", TILL), ("operator", "/account/orders", SHOP), ("associate", "/console", CONSOLE),
            ("associate", "/account/orders", SHOP), ("shopper", "/till", TILL), ("shopper", "/console", CONSOLE),
        ):  # fmt: skip
            got = await self.ask("GET", path, Cookie=f"{cookie.cookie}={self.secret(role)}")
            assert (got.status, "/sign-in?next=" in got.headers.get("Location", "")) == (303, True), (role, path)
        for role, path, cookie in (
            ("operator", "/console", CONSOLE), ("associate", "/till", TILL), ("shopper", "/account/orders", SHOP),
        ):  # fmt: skip
            assert (await self.ask("GET", path, Cookie=f"{cookie.cookie}={self.secret(role)}")).status == 200
            assert (await self.ask("GET", "/v1/orders", Cookie=f"{cookie.cookie}={self.secret(role)}")).status == 401

    async def test_other_sites_can_send_nothing_with_a_cookie(self) -> None:
        ids = self.scene.sides["here"].ids
        path, cookie = f"/till/work/{ids['fulfilment_id']}/begin", f"{TILL.cookie}={self.secret('associate')}"
        before = await self.scene.world.contents()
        for sent in (
            {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"}, {},
            {"Origin": "https://evil.example"}, {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site", "Origin": self.base},
        ):  # fmt: skip
            got = await self.ask("POST", path, data={"key": "k" * 16}, Cookie=cookie, **sent)
            assert got.status == 403, sent
            assert (await self.ask("POST", f"/o/{ids['link']}/cancellation", data={}, **sent)).status == 403, sent
        assert await self.scene.world.contents() == before
        taken = await self.ask("POST", path, data={"key": "k" * 16}, Cookie=cookie, Origin=self.base)
        assert taken.status == 303

    async def test_nobody_is_led_elsewhere(self) -> None:
        for wanted in ELSEWHERE:
            for page in ("/till/sign-in", "/console/sign-in"):
                got = await self.ask("GET", f"{page}?next={quote(wanted, safe='')}")
                assert got.status == 200
                assert b"evil.example" not in got.body, (page, wanted)
                assert b"javascript:" not in got.body, (page, wanted)
            got = await self.ask("GET", "/till", Host="evil.example")
            assert got.headers["Location"].startswith("/till/sign-in")

    async def test_odd_paths_are_refused_and_never_a_fault(self) -> None:
        for path in PATHS:
            for odd in ODD:
                got = await self.ask("GET", path.format(odd), Authorization=f"Bearer {self.secret('owner')}")
                assert got.status < 500, (path, odd, got.body[:200])
                assert "Set-Cookie" not in got.headers or "x=y" not in got.headers["Set-Cookie"]

    async def test_a_total_that_the_client_sends_is_not_believed(self) -> None:
        bearer = f"Bearer {self.secret('shopper')}"
        ids, before = self.scene.sides["here"].ids, await self.scene.world.contents()
        forged = {"attempt": "1", "token": "tok_visa", "amount_minor": "1", "total": "1"}
        paid = await self.ask("POST", f"/o/{ids['link']}/payment", data=forged, Authorization=bearer)
        assert paid.status == 422
        added = await self.ask("POST", "/cart/lines", data={"sku": "LAMP", "quantity": "1", "unit_price": "0.01"},
                               Authorization=bearer)  # fmt: skip
        assert added.status == 422
        assert await self.scene.world.contents() == before
