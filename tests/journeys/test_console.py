"""An operator's Saturday in a real browser: orders arrive, a time line opens, the house goes away and comes back."""

from typing import Any

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from tests.journeys.conftest import Visit
from tests.story import collect, ship
from tests.web import Client
from tests.world import World

pytestmark = pytest.mark.browser
PATIENCE_MS = 20_000


async def enter(visit: Visit, key: str | None) -> Page:
    """Comes in through the sign-in page, as people do."""
    page = visit.page
    await page.goto(f"{visit.base}/console")
    await page.get_by_text("Sign in with a key").click()
    await page.get_by_label("Key", exact=True).fill(str(key))
    await page.get_by_role("button", name="Sign in with the key").click()
    await expect(page.locator("#live-text")).to_have_text("Live", timeout=PATIENCE_MS)
    return page


class TestConsole:
    async def test_shows_an_order_without_a_reload_and_tells_its_story(
        self, visit: Visit, house: Client, world: World
    ) -> None:
        await world.stock(LAMP={"S0001": 9})
        page = await enter(visit, house.key)
        await page.evaluate("window.opened = 'once'")
        order = await world.order(collect(quantity=2))
        card = page.locator(f"#cards-placed #card-{order.id}")
        await expect(card).to_be_visible(timeout=PATIENCE_MS)
        await expect(card).to_contain_text("Kim Otieno")
        await expect(page.locator("#count-placed")).to_have_text("1")
        await card.get_by_role("link").click()
        drawer = page.locator("#drawer")
        await expect(drawer).to_contain_text("Fargo store was chosen by the shopper.", timeout=PATIENCE_MS)
        await expect(page.locator("#order-title")).to_be_focused()
        assert page.url.endswith(f"/console?order={order.id}")
        await world.hand_over_all(order)
        await expect(drawer).to_contain_text("handed it over to the shopper.", timeout=PATIENCE_MS)
        await page.keyboard.press("Escape")
        await expect(drawer).to_be_hidden()
        await expect(page.locator(f"#cards-fulfilled #card-{order.id}")).to_be_visible(timeout=PATIENCE_MS)
        assert await page.evaluate("window.opened") == "once"
        assert visit.faults == []

    async def test_moves_a_card_from_column_to_column(self, visit: Visit, house: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        page = await enter(visit, house.key)
        order = await world.order(ship(), paid=False)
        await expect(page.locator(f"#cards-awaiting_payment #card-{order.id}")).to_be_visible(timeout=PATIENCE_MS)
        await world.pay(order)
        await expect(page.locator(f"#cards-placed #card-{order.id}")).to_be_visible(timeout=PATIENCE_MS)
        await world.ship_all(order)
        await expect(page.locator(f"#cards-fulfilled #card-{order.id}")).to_be_visible(timeout=PATIENCE_MS)
        await expect(page.locator(".card")).to_have_count(1)
        assert visit.faults == []

    async def test_shows_an_item_s_stock_as_it_moves(self, visit: Visit, house: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        page = await enter(visit, house.key)
        await page.keyboard.press("/")
        await expect(page.locator("#search")).to_be_focused()
        await page.keyboard.type("lamp")
        await expect(page.locator(".found a").first).to_be_visible(timeout=PATIENCE_MS)
        await expect(page.locator(".found a")).to_have_count(3)
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("ArrowUp")
        await expect(page.locator('.found a[data-item="LAMP"]')).to_be_focused()
        await page.keyboard.press("Enter")
        available = page.locator("#item-totals dd").first
        await expect(available).to_have_text("9", timeout=PATIENCE_MS)
        await world.order(ship(quantity=2))
        await expect(available).to_have_text("7", timeout=PATIENCE_MS)
        await expect(page.locator("#level-S0001-own-new")).to_contain_text("7")
        assert visit.faults == []

    async def test_pauses_and_filters_the_events(self, visit: Visit, house: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        page = await enter(visit, house.key)
        await page.get_by_role("button", name="Pause").click()
        before = await page.locator(".entry").count()
        await world.order(ship())
        await expect(page.get_by_role("button", name="Resume")).to_contain_text("new", timeout=PATIENCE_MS)
        assert await page.locator(".entry").count() == before
        await page.get_by_role("button", name="Resume").click()
        await expect(page.locator('.entry[data-family="orders"]')).to_have_count(1)
        await page.get_by_label("Show only").select_option("payments")
        await expect(page.locator('.entry[data-family="orders"]')).to_be_hidden()
        await expect(page.locator('.entry[data-family="payments"]').first).to_be_visible()

    async def test_holds_cards_still_while_somebody_points_at_them(
        self, visit: Visit, house: Client, world: World
    ) -> None:
        await world.stock(LAMP={"S0001": 9})
        first = await world.order(ship())
        page = await enter(visit, house.key)
        await page.locator(f"#card-{first.id}").hover()
        second = await world.order(ship())
        await expect(page.locator("#count-placed")).to_have_text("2", timeout=PATIENCE_MS)
        await expect(page.locator(f"#card-{second.id}")).to_have_count(0)
        await page.mouse.move(5, 5)
        await expect(page.locator(f"#cards-placed #card-{second.id}")).to_be_visible()

    async def test_says_that_it_reconnects_and_catches_up(
        self, visit: Visit, house: Client, world: World, app: FastAPI
    ) -> None:
        await world.stock(LAMP={"S0001": 9})
        page = await enter(visit, house.key)
        await page.route("**/console/stream*", lambda route: route.abort())
        for screen in app.state.console.pulse.screens:
            screen.is_lost = True
            screen.give(b"")
        await expect(page.locator("#banner")).to_contain_text("Reconnecting", timeout=PATIENCE_MS)
        order = await world.order(ship())
        await page.unroute("**/console/stream*")
        await expect(page.locator("#live-text")).to_have_text("Live", timeout=PATIENCE_MS)
        await expect(page.locator("#banner")).to_be_hidden()
        await expect(page.locator(f"#card-{order.id}")).to_be_visible(timeout=PATIENCE_MS)
        await expect(page.locator('.entry[data-family="orders"]')).to_have_count(1)

    async def test_fits_a_telephone(self, visit: Visit, house: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        order = await world.order(ship())
        await visit.page.set_viewport_size({"width": 360, "height": 800})
        page = await enter(visit, house.key)
        await expect(page.locator("#cards-awaiting_payment")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") == 360
        await page.locator(f"#card-{order.id} a").click()
        await expect(page.locator("#order-story")).to_be_visible(timeout=PATIENCE_MS)
        assert await page.evaluate("document.documentElement.scrollWidth") == 360

    async def test_leaves_by_the_button(self, visit: Visit, house: Client) -> None:
        page = await enter(visit, house.key)
        await page.get_by_role("button", name="Sign out").click()
        await expect(page.get_by_role("textbox", name="E-mail address")).to_be_visible()
        await page.goto(f"{visit.base}/console")
        assert "/console/sign-in" in page.url


class TestAccessibility:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    async def test_finds_no_fault(self, visit: Visit, house: Client, world: World, scheme: Any) -> None:
        axe = pytest.importorskip("axe_playwright_python.async_playwright").Axe()
        await visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        await world.stock(LAMP={"S0001": 9})
        order = await world.order(ship(), paid=False)
        await visit.page.goto(f"{visit.base}/console/sign-in")
        assert _violations(await axe.run(visit.page)) == []
        page = await enter(visit, house.key)
        await expect(page.locator("#checks")).to_contain_text("agree", timeout=PATIENCE_MS)
        assert _violations(await axe.run(page)) == []
        await page.goto(f"{visit.base}/console?order={order.id}&item=LAMP")
        await expect(page.locator("#live-text")).to_have_text("Live", timeout=PATIENCE_MS)
        assert _violations(await axe.run(page)) == []


def _violations(results: Any) -> list[str]:
    return [f"{found['id']}: {_where(found['nodes'])}" for found in results.response["violations"]]


def _where(nodes: Any) -> list[Any]:
    return [(node["target"], str(node.get("failureSummary"))[:200]) for node in nodes[:4]]
