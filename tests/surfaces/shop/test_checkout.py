"""From the product's page to the order's, over the shop's own forms."""

import re
from dataclasses import dataclass, field
from html import unescape
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID

import pytest

from atrium.contexts import customers, identity, orders
from atrium.flows.expire_orders import expire_orders
from atrium.kit.ids import new_id
from atrium.vocabulary.actor import EVERYTHING, HOUSE, Scope
from atrium.vocabulary.contact import Address
from tests import web
from tests.builders import NOW
from tests.people import a_shopper, signed_in
from tests.story import CARD
from tests.surfaces.shop.conftest import Shop

DETAILS = {
    "name": "Kim Otieno",
    "email": "kim@example.com",
    "street": "101 Broadway N",
    "city": "Fargo",
    "region": "ND",
    "postal_code": "58103",
}
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@dataclass
class Browser:
    """Keeps cookies, sends forms as a page of the shop does, and stays where it is sent."""

    shop: Shop
    cookies: dict[str, str] = field(default_factory=lambda: {"atrium_place": "58103."})

    async def open(self, path: str) -> web.Reply:
        url = self.shop.client.base + path
        async with self.shop.client.session.get(url, headers=self._headers(), allow_redirects=False) as got:
            return self._kept(web.Reply(got.status, got.headers, await got.read()))

    async def send(self, path: str, *, site: str = "same-origin", **fields: Any) -> web.Reply:
        headers = self._headers() | {
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": site,
        }
        url, form = self.shop.client.base + path, urlencode(fields)
        async with self.shop.client.session.post(url, data=form, headers=headers, allow_redirects=False) as got:
            return self._kept(web.Reply(got.status, got.headers, await got.read()))

    async def text(self, path: str, *, status: int = 200) -> str:
        reply = await self.open(path)
        assert reply.status == status, reply.body.decode()
        return unescape(reply.body.decode())

    async def fill(self, sku: str = "RUG-1", way: str = "pickup:S0001", quantity: int = 1) -> None:
        assert (await self.send("/cart/lines", sku=sku, quantity=quantity, way=way)).headers["Location"] == "/cart"

    async def agreed(self) -> dict[str, str]:
        """What the checkout's last form holds once the gateway has sent the browser back."""
        return dict(HIDDEN.findall(await self.text(f"/checkout?token={CARD}")))

    async def buy(self, **changes: Any) -> web.Reply:
        """The whole way, from details to the last button."""
        await self.send("/checkout/details", **DETAILS)
        form = {name: value for name, value in (await self.agreed()).items() if name in FORM}
        return await self.send("/checkout", **form | changes)

    def _headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def _kept(self, reply: web.Reply) -> web.Reply:
        for line in reply.headers.getall("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return reply


FORM = ("order_id", "version", "expected_total_minor", "token")


@pytest.fixture
def browser(shop: Shop) -> Browser:
    return Browser(shop)


async def the_order(browser: Browser) -> orders.Order:
    async with browser.shop.world.database.reading() as tx:
        page = await orders.list_orders(tx, visible_to=EVERYTHING)
        return await orders.get_order(tx, page.items[0].id, visible_to=EVERYTHING)


async def count_orders(browser: Browser) -> int:
    async with browser.shop.world.database.reading() as tx:
        return len((await orders.list_orders(tx, visible_to=EVERYTHING)).items)


class TestCart:
    async def test_shows_what_was_added_and_what_it_comes_to(self, browser: Browser) -> None:
        await browser.fill(quantity=2)
        text = await browser.text("/cart")
        assert "Wool rug" in text
        assert "Fargo store: Today from" in text
        assert "$160.00" in text
        assert "$177.20" in text
        assert browser.cookies["atrium_cart_units"] == "2"

    async def test_is_empty_at_first(self, browser: Browser) -> None:
        assert "Your cart is empty" in await browser.text("/cart")
        assert (await browser.open("/checkout")).headers["Location"] == "/cart"

    async def test_changes_a_line_and_takes_it_out(self, browser: Browser) -> None:
        await browser.fill()
        await browser.send("/cart/lines/1", quantity=1, quantity_step=1, way="ship")
        assert "Arrives" in await browser.text("/cart")
        assert browser.cookies["atrium_cart_units"] == "2"
        await browser.send("/cart/lines/1", remove="1")
        assert "Your cart is empty" in await browser.text("/cart")

    async def test_says_what_is_wrong_in_place(self, browser: Browser) -> None:
        await browser.fill()
        refused = await browser.send("/cart/lines", sku="RUG-1", quantity=1, way="teleport")
        assert (refused.status, b"Choose shipping, or a store" in refused.body) == (422, True)
        refused = await browser.send("/cart/lines", sku="RUG-1", quantity=1, price="1")
        assert (refused.status, b"not known here" in refused.body) == (422, True)

    async def test_is_nobody_elses(self, browser: Browser, shop: Shop) -> None:
        await browser.fill()
        stranger = Browser(shop)
        assert "Your cart is empty" in await stranger.text("/cart")
        assert (await stranger.send("/cart/lines/1", quantity=5)).status == 404

    async def test_refuses_another_sites_form(self, browser: Browser) -> None:
        await browser.fill()
        assert (await browser.send("/cart/lines/1", site="cross-site", remove="1")).status == 403
        assert "Wool rug" in await browser.text("/cart")


class TestCheckout:
    async def test_goes_from_the_cart_to_a_paid_order(self, browser: Browser) -> None:
        await browser.fill()
        await browser.fill("SAW-1", "ship")
        answer = await browser.buy()
        assert answer.status == 303
        text = await browser.text(answer.headers["Location"])
        assert "Thank you! Your order is in" in text
        assert "Pick up at Fargo store" in text
        assert "Shipped to you" in text
        order = await the_order(browser)
        assert (order.state, order.channel, [line.sku for line in order.lines]) == ("placed", "web", ["RUG-1", "SAW-1"])
        assert browser.cookies.get("atrium_cart_units") in ("0", "")

    async def test_leads_to_the_gateways_own_page_for_the_card(self, browser: Browser) -> None:
        await browser.fill()
        await browser.send("/checkout/details", **DETAILS)
        text = await browser.text("/checkout")
        address: str = next(one for one in re.findall(r'href="([^"]+)"', text) if "gateway.example" in one)
        asked = parse_qs(urlsplit(address).query)
        assert (asked["amount_minor"], asked["currency"]) == (["8860"], ["USD"])
        assert asked["return_to"][0].startswith(f"{browser.shop.client.base}/checkout?")

    async def test_needs_no_address_to_collect(self, browser: Browser) -> None:
        await browser.fill()
        answer = await browser.send("/checkout/details", name="Kim", email="kim@example.com")
        assert answer.headers["Location"] == "/checkout#pay"

    async def test_asks_for_the_address_of_a_parcel(self, browser: Browser) -> None:
        await browser.fill(way="ship")
        refused = await browser.send("/checkout/details", name="Kim", email="kim@example.com")
        assert refused.status == 422
        assert b"Fill in: street and number." in refused.body
        assert b"Fill in: postal code." in refused.body

    async def test_is_one_order_when_the_button_is_pressed_twice(self, browser: Browser) -> None:
        await browser.fill()
        await browser.send("/checkout/details", **DETAILS)
        form = {name: value for name, value in (await browser.agreed()).items() if name in FORM}
        first = await browser.send("/checkout", **form)
        again = await browser.send("/checkout", **form)
        assert first.headers["Location"] == again.headers["Location"]
        assert await count_orders(browser) == 1

    @pytest.mark.parametrize(
        ("change", "status", "sentence"),
        [
            ({"expected_total_minor": "1"}, 409, "not $0.01 as it was shown"),
            ({"expected_total_minor": "0"}, 409, "not $0.00 as it was shown"),
            ({"version": "1"}, 409, "changed since this page was shown"),
            ({"order_id": "0197a3f0-0000-7000-8000-000000000000"}, 404, "no such cart"),
            ({"unit_price": "1"}, 422, "not known here"),
            ({"total_minor": "1"}, 422, "not known here"),
            ({"token": ""}, 422, "Fill in: card."),
        ],
    )
    async def test_orders_nothing_that_was_forged(
        self, browser: Browser, change: dict[str, str], status: int, sentence: str
    ) -> None:
        await browser.fill()
        refused = await browser.buy(**change)
        assert (refused.status, sentence in unescape(refused.body.decode())) == (status, True)
        assert await count_orders(browser) == 0

    async def test_orders_nothing_out_of_order(self, browser: Browser) -> None:
        await browser.fill()
        form = {name: value for name, value in (await browser.agreed()).items() if name in FORM}
        assert form == {}
        forged: dict[str, Any] = {
            "order_id": "0197a3f0-0000-7000-8000-000000000000",
            "version": 1,
            "expected_total_minor": 8860,
        }
        assert (await browser.send("/checkout", **forged, token=CARD)).status == 404
        assert await count_orders(browser) == 0

    async def test_orders_nobody_elses_cart(self, browser: Browser, shop: Shop) -> None:
        await browser.fill()
        await browser.send("/checkout/details", **DETAILS)
        form = {name: value for name, value in (await browser.agreed()).items() if name in FORM}
        stranger = Browser(shop)
        await stranger.fill("SAW-1", "ship")
        assert (await stranger.send("/checkout", **form)).status == 404
        assert await count_orders(browser) == 0

    async def test_says_that_the_last_one_went_to_somebody_else(self, browser: Browser, shop: Shop) -> None:
        await browser.fill("RUG-2", "pickup:S0001", 2)
        quicker = Browser(shop)
        await quicker.fill("RUG-2", "pickup:S0001", 2)
        assert (await quicker.buy()).status == 303
        await browser.send("/checkout/details", **DETAILS)
        text = await browser.text("/checkout")
        assert "None left this way." in text
        assert "Not everything can be had as it is" in text
        assert await count_orders(browser) == 1


class TestDeclined:
    async def test_keeps_the_order_for_another_card(self, browser: Browser) -> None:
        await browser.fill()
        path = (await browser.buy(token="tok_insufficient_funds")).headers["Location"]
        text = await browser.text(path)
        assert "Your card was not taken" in text
        assert "the card has not enough money for it" in text
        assert "Your items are kept until" in text
        assert "Pay with another card" in text
        back = dict(HIDDEN.findall(await browser.text(f"{path}?token={CARD}")))
        assert (await browser.send(f"{path}/payment", attempt=back["attempt"], token=back["token"])).status == 303
        assert "Thank you! Your order is in" in await browser.text(path)
        assert (await the_order(browser)).state == "placed"

    async def test_puts_everything_back_once_the_time_is_over(self, browser: Browser) -> None:
        await browser.fill(quantity=2)
        path = (await browser.buy(token="tok_declined")).headers["Location"]
        world = browser.shop.world
        world.later(days=1)
        await expire_orders(world.database, now=world.now)
        assert "The time to pay ran out" in await browser.text(path)
        assert (await browser.send(f"{path}/payment", attempt=2, token=CARD)).status == 409
        assert (await browser.send(f"{path}/refill")).headers["Location"] == "/cart"
        assert browser.cookies["atrium_cart_units"] == "2"
        assert "Wool rug" in await browser.text("/cart")


class TestOrder:
    async def test_is_found_by_its_signed_link_alone(self, browser: Browser) -> None:
        await browser.fill()
        path = (await browser.buy()).headers["Location"]
        order = await the_order(browser)
        assert order.number in await browser.text(path)
        await browser.text(f"/o/{order.id}", status=404)
        await browser.text(path[:-1] + ("A" if path[-1] != "A" else "B"), status=404)
        assert (await browser.send(f"{path[:-4]}AAAA/cancellation")).status == 404

    async def test_can_be_called_off_before_anybody_picks(self, browser: Browser) -> None:
        await browser.fill()
        path = (await browser.buy()).headers["Location"]
        assert "Cancel this order" in await browser.text(path)
        assert (await browser.send(f"{path}/cancellation")).status == 303
        text = await browser.text(path)
        assert "This order was cancelled" in text
        assert "Put everything back into my cart" in text
        assert (await the_order(browser)).state == "cancelled"

    async def test_shows_the_code_once_it_is_ready(self, browser: Browser) -> None:
        await browser.fill()
        path = (await browser.buy()).headers["Location"]
        world = browser.shop.world
        (work,) = await world.work((await the_order(browser)).id)
        await world.pick(work)
        assert (await browser.send(f"{path}/cancellation")).status == 409
        await world.make_ready(work, "482913")
        text = await browser.text(path)
        assert "482 913" in text
        assert "<svg" in text
        assert "Ready to collect" in text

    async def test_takes_an_answer_to_a_shortage(self, browser: Browser) -> None:
        await browser.fill("RUG-2", "pickup:S0001", 2)
        path = (await browser.buy()).headers["Location"]
        world = browser.shop.world
        (work,) = await world.work((await the_order(browser)).id)
        await world.pick(work, 0)
        text = await browser.text(path)
        assert "We need a word from you" in text
        assert "Pick it up at Minneapolis store instead" in text
        assert (await browser.send(f"{path}/shortage-answer", choice="collect:S0002")).status == 303
        assert "Pick up at Minneapolis store" in await browser.text(path)


FARGO = Address("1 Main Ave", "Fargo", "ND", "58103", "US")


async def come_in(browser: Browser, *addresses: Address) -> UUID:
    """The browser is Sol's from now on, who has saved these addresses."""
    secret = identity.session_secret(new_id().hex)
    async with browser.shop.world.database.transaction() as tx:
        sol = await a_shopper(tx, named="Sol Reyes", email="sol@example.com")
        await signed_in(tx, sol, "shop", secret=secret)
        for place in addresses:
            new = customers.NewAddress("Sol Reyes", place)
            await customers.add_address(tx, shopper_id=sol, address_id=new_id(), new=new, now=NOW, actor=HOUSE)
    browser.cookies["atrium_shop"] = secret
    return sol


async def saved_of(browser: Browser, shopper: UUID) -> list[customers.SavedAddress]:
    async with browser.shop.world.database.reading() as tx:
        return await customers.list_addresses(tx, shopper, visible_to=Scope.of_shopper(shopper))


SOL = {"name": "Sol Reyes", "email": "sol@example.com"}


class TestSignedIn:
    async def test_begins_with_the_profile_and_the_default_address(self, browser: Browser) -> None:
        sol = await come_in(browser, FARGO)
        await browser.fill(way="ship")
        (home,) = await saved_of(browser, sol)
        text = await browser.text("/checkout")
        assert 'value="Sol Reyes"' in text
        assert 'value="sol@example.com"' in text
        assert f'value="{home.id}" checked' in text
        await browser.send("/checkout/details", **SOL, saved=home.id)
        form = {name: value for name, value in (await browser.agreed()).items() if name in FORM}
        assert (await browser.send("/checkout", **form)).status == 303
        assert (await the_order(browser)).address == FARGO

    async def test_saves_a_new_address_once(self, browser: Browser) -> None:
        sol = await come_in(browser)
        await browser.fill(way="ship")
        for _ in range(2):
            assert (await browser.send("/checkout/details", **DETAILS, keep_address="1")).status == 303
        (saved,) = await saved_of(browser, sol)
        assert (saved.address.street, saved.recipient, saved.is_default) == ("101 Broadway N", "Kim Otieno", True)

    async def test_refuses_an_address_of_somebody_else(self, browser: Browser) -> None:
        await come_in(browser, FARGO)
        await browser.fill(way="ship")
        for other in (new_id(), "nonsense"):
            refused = await browser.send("/checkout/details", **SOL, saved=other)
            assert (refused.status, b"not among yours" in refused.body) == (422, True)

    async def test_keeps_nothing_for_a_guest(self, browser: Browser) -> None:
        await browser.fill(way="ship")
        assert (await browser.send("/checkout/details", **DETAILS, keep_address="1")).status == 303
        refused = await browser.send("/checkout/details", **DETAILS, saved=new_id())
        assert refused.status == 422
        assert "Save this address" not in await browser.text("/checkout")
