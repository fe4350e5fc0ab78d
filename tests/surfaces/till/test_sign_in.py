"""Coming in at the till: by password anywhere, by PIN at a shared tablet; and locking it."""

from http.cookies import SimpleCookie

import pytest
from yarl import URL

from atrium.contexts import identity
from atrium.kit import passwords
from tests.builders import NOW
from tests.people import HASH, PASSWORD, a_member
from tests.surfaces.till.conftest import Shown
from tests.web import Client
from tests.world import World

PIN = "258013"
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


class Browser:
    """A browser that keeps its cookies, in whoever's hands."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.cookies = SimpleCookie()

    async def open(self, path: str) -> Shown:
        return await self._ask("GET", path)

    async def send(self, path: str, **fields: str) -> Shown:
        return await self._ask("POST", path, fields)

    async def _ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> Shown:
        """Follows redirects itself, because each of them may bring a cookie."""
        url = URL(self.client.base + path, encoded=True)
        for _ in range(6):
            cookies = "; ".join(f"{name}={one.value}" for name, one in self.cookies.items() if one.value)
            headers = {**SAME_SITE, **({"Cookie": cookies} if cookies else {})}
            async with self.client.session.request(
                method, url, data=fields, headers=headers, allow_redirects=False
            ) as got:
                for cookie in got.headers.getall("Set-Cookie", []):
                    self.cookies.load(cookie)
                if got.status != 303:
                    return Shown(got.status, url.path_qs, await got.text())
                method, fields, url = "GET", None, url.join(URL(got.headers["Location"], encoded=True))
        raise AssertionError("the page sends in circles")


@pytest.fixture
def browser(client: Client) -> Browser:
    return Browser(client)


async def a_person(world: World, *roles: identity.StaffRole, email: str, named: str, pin: str = "") -> None:
    """Somebody of the Fargo store with an e-mail address, PASSWORD and, if said, a PIN."""
    pin_hash = await passwords.hash_password(pin) if pin else ""
    async with world.database.transaction() as tx:
        id_ = await a_member(tx, *roles, at=["S0001"], named=named)
        await identity.save_staff_credential(tx, actor_id=id_, email=email, password_hash=HASH, now=NOW)
        if pin:
            await identity.save_pin(tx, actor_id=id_, pin_hash=pin_hash, now=NOW)


async def come_in(browser: Browser, email: str, *, password: str = PASSWORD, at: str = "S0001") -> Shown:
    return await browser.send("/till/sign-in", email=email, password=password, location=at, next="/till/pickup")


class TestByPassword:
    async def test_leads_where_somebody_wanted_to_go(self, browser: Browser, world: World) -> None:
        await a_person(world, "associate", email="ana@example.com", named="Ana Lima")
        asked = await browser.open("/till/pickup")
        assert asked.path == "/till/sign-in?next=/till/pickup"
        queue = await come_in(browser, "ana@example.com")
        assert (queue.status, queue.path) == (200, "/till/pickup")
        assert "Fargo store" in queue.words

    async def test_refuses_a_wrong_password_in_a_sentence(self, browser: Browser, world: World) -> None:
        await a_person(world, "associate", email="ana@example.com", named="Ana Lima")
        refused = await come_in(browser, "ana@example.com", password="wrong horse")
        assert refused.status == 403
        assert 'value="ana@example.com"' in refused.html
        assert "wrong horse" not in refused.html
        assert (await browser.open("/till")).path.startswith("/till/sign-in")

    async def test_is_for_those_who_work_there(self, browser: Browser, world: World) -> None:
        await a_person(world, "associate", email="ana@example.com", named="Ana Lima")
        refused = await come_in(browser, "ana@example.com", at="S0002")
        assert refused.status == 403
        assert (await browser.open("/till")).path.startswith("/till/sign-in")

    async def test_ends_when_the_till_is_locked(self, browser: Browser, world: World) -> None:
        await a_person(world, "associate", email="ana@example.com", named="Ana Lima")
        await come_in(browser, "ana@example.com")
        assert (await browser.send("/till/lock")).path == "/till/sign-in"
        assert (await browser.open("/till")).path.startswith("/till/sign-in")


class TestSharedTablet:
    async def test_is_registered_by_its_manager_and_switched_by_pin(self, browser: Browser, world: World) -> None:
        await a_person(world, "manager", email="mo@example.com", named="Mo Khan")
        await a_person(world, "associate", email="ana@example.com", named="Ana Lima", pin=PIN)
        await come_in(browser, "mo@example.com")
        who = await browser.send("/till/tablet", name="Counter 2")
        assert "Who is it? AL Ana Lima" in who.words
        assert "Mo Khan" not in who.words
        id_ = who.html.partition("/till/sign-in?who=")[2].partition("&")[0]
        chosen = await browser.open(f"/till/sign-in?who={id_}")
        assert "Ana Lima" in chosen.words
        wrong = await browser.send("/till/sign-in/pin", who=id_, pin="000000")
        assert wrong.status == 403
        assert "Ana Lima" in wrong.words
        today = await browser.send("/till/sign-in/pin", who=id_, pin=PIN)
        assert (today.status, today.path) == (200, "/till")
        assert "Ana Lima" in today.words

    async def test_is_not_made_by_an_associate(self, browser: Browser, world: World) -> None:
        await a_person(world, "associate", email="ana@example.com", named="Ana Lima")
        await come_in(browser, "ana@example.com")
        assert (await browser.send("/till/tablet", name="Counter 2")).status == 403

    async def test_is_not_made_with_a_guessed_code(self, browser: Browser) -> None:
        refused = await browser.send("/till/register", code="AAAA-BBBB")
        assert refused.status == 403
        assert "atrium_device" not in browser.cookies


class TestPaper:
    @pytest.mark.parametrize("name", ["pickup-label", "packing-slip"])
    async def test_is_for_people_of_the_location(self, browser: Browser, name: str) -> None:
        refused = await browser.open(f"/till/work/00000000-0000-0000-0000-000000000001/{name}.pdf")
        assert refused.status == 401
