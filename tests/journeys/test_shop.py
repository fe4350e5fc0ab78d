"""A shopper looks around the shop in a real browser: searches, finds a store, and sees what is promised."""

from decimal import Decimal
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from atrium.contexts import catalog, pricing
from tests.builders import NOW
from tests.journeys.conftest import Visit
from tests.story import ANA
from tests.web import Client
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("shop")]
PATIENCE_MS = 20_000
SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 4'><rect width='4' height='4' fill='#274'/></svg>"
PAGES = ("/", "/c/furniture", "/search?q=rug", "/search?q=xylophone", "/p/RUG-1", "/stores", "/stores/S0001", "/help")
HEAD = """
    () => [...document.head.querySelectorAll("link[rel=stylesheet], script[src]")].map((one) => one.href || one.src)
"""
SHIFTS = """
    () => new Promise((tell) => {
        let sum = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => tell(sum), 400);
    })
"""


@pytest.fixture
async def shop(world: World) -> World:
    """Rugs with pictures beside the world's lamps; one store has them."""
    async with world.database.transaction() as tx:
        items = [
            catalog.NewItem(f"RUG-{n}", f"Woollen rug {n}", "furniture", "rug", "Soft.", "red", illustration=SVG)
            for n in range(1, 31)
        ]
        await catalog.save_items(tx, items, now=NOW, actor=ANA)
        prices = [pricing.ListPrice("US", item.sku, "USD", Decimal(40 + n)) for n, item in enumerate(items)]
        await pricing.save_list_prices(tx, prices, now=NOW, actor=ANA)
    await world.stock(**{"RUG-1": {"S0001": 9, "S0002": 2}, "RUG-2": {"DC-RENO": 4}})
    return world


async def choose_fargo(page: Page, base: str) -> None:
    await page.goto(f"{base}/stores?near=58103")
    await page.get_by_role("button", name="Make this my store").first.click()
    await expect(page.locator(".my-store summary")).to_contain_text("Fargo store", timeout=PATIENCE_MS)


class TestShopper:
    async def test_finds_a_rug_with_the_keys_alone_and_sees_when_to_collect(self, visit: Visit) -> None:
        page = visit.page
        await choose_fargo(page, visit.base)
        await page.get_by_label("Search the shop").focus()
        await page.keyboard.type("woollen rug 1")
        option = page.locator("#suggestions [role=option]").first
        await expect(option).to_be_visible(timeout=PATIENCE_MS)
        await page.keyboard.press("ArrowDown")
        await expect(option).to_have_attribute("aria-selected", "true")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_contain_text("Woollen rug 1", timeout=PATIENCE_MS)
        await expect(page.get_by_role("radio", name="Pick up at Fargo store")).to_be_visible()
        await expect(page.locator(".offers .offer").first).to_contain_text("On the shelf")
        await expect(page.locator(".offers .offer").nth(1)).to_contain_text("Only 2 left")
        assert visit.faults == []

    async def test_closes_suggestions_with_escape_and_searches_what_was_typed(self, visit: Visit) -> None:
        page = visit.page
        await page.goto(visit.base)
        box = page.get_by_label("Search the shop")
        await box.type("rug")
        await expect(page.locator("#suggestions")).to_be_visible(timeout=PATIENCE_MS)
        await page.keyboard.press("Escape")
        await expect(page.locator("#suggestions")).to_be_hidden()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_have_text("\u201crug\u201d", timeout=PATIENCE_MS)
        await expect(page.locator(".item-card")).to_have_count(24)

    async def test_sorts_and_turns_pages(self, visit: Visit) -> None:
        page = visit.page
        await page.goto(f"{visit.base}/c/furniture")
        await page.get_by_label("Sort by").select_option("price_down")
        await expect(page.locator(".item-card-title").first).to_have_text("Woollen rug 30", timeout=PATIENCE_MS)
        await page.get_by_role("link", name="Next").click()
        await expect(page.locator(".pager")).to_contain_text("Page 2 of 2", timeout=PATIENCE_MS)
        assert "sort=price_down" in page.url
        assert visit.faults == []

    async def test_needs_in_no_page_what_the_one_before_did_not_bring(self, visit: Visit, house: Client) -> None:
        """A boosted page brings its body alone; what stands in the head must be the same on all."""
        heads: dict[str, list[str]] = {}
        for path in (*PAGES, "/cart", "/account/sign-in"):
            await visit.page.goto(f"{house.base}{path}")
            heads[path] = await visit.page.evaluate(HEAD)
        assert {tuple(head) for head in heads.values()} == {tuple(heads["/"])}


class TestWithoutScript:
    async def test_searches_chooses_a_store_and_sorts(self, browser: Browser, house: Client) -> None:
        context = await browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 760})
        page = await context.new_page()
        await choose_fargo(page, house.base)
        await page.get_by_label("Search the shop").fill("rug")
        await page.keyboard.press("Enter")
        await page.get_by_label("Sort by").select_option("price")
        await page.get_by_role("button", name="Sort").click()
        await expect(page.locator(".item-card-title").first).to_have_text("Woollen rug 1")
        await page.locator(".item-card-link").first.click()
        await expect(page.get_by_role("radio", name="Pick up at Fargo store")).to_be_visible()
        await context.close()


class TestPages:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    async def test_have_no_fault_that_axe_finds(self, visit: Visit, scheme: Any) -> None:
        axe = pytest.importorskip("axe_playwright_python.async_playwright").Axe()
        await visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        await choose_fargo(visit.page, visit.base)
        for path in PAGES:
            await visit.page.goto(visit.base + path)
            results = await axe.run(visit.page)
            found = [
                f"{path} {one['id']}: {[node['target'] for node in one['nodes'][:3]]}"
                for one in results.response["violations"]
            ]
            assert found == []

    @pytest.mark.parametrize("width", [360, 1280])
    async def test_fit_and_do_not_jump(self, visit: Visit, width: int) -> None:
        await visit.page.set_viewport_size({"width": width, "height": 800})
        for path in PAGES:
            await visit.page.goto(visit.base + path)
            assert await visit.page.evaluate("document.documentElement.scrollWidth") == width, path
            assert await visit.page.evaluate(SHIFTS) < 0.02, path


async def faults_of(page: Page, *, named: str) -> list[str]:
    """What axe finds on a page, and whether it is wider than a phone's screen."""
    axe = pytest.importorskip("axe_playwright_python.async_playwright").Axe()
    found = (await axe.run(page)).response["violations"]
    wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    told = [f"{named} {one['id']}: {[node['target'] for node in one['nodes'][:3]]}" for one in found]
    return [*told, *([f"{named} is too wide"] if wide else [])]


class TestBuying:
    @pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
    async def test_shows_no_fault_that_axe_finds_from_cart_to_order(
        self, visit: Visit, scheme: Any, width: int
    ) -> None:
        page = visit.page
        await page.set_viewport_size({"width": width, "height": 800})
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found: list[str] = []
        await choose_fargo(page, visit.base)
        await page.goto(f"{visit.base}/cart")
        found += await faults_of(page, named="empty cart")
        await page.goto(f"{visit.base}/p/RUG-1")
        await page.locator("form[action='/cart/lines'] button.primary").first.click()
        await expect(page).to_have_url(f"{visit.base}/cart", timeout=PATIENCE_MS)
        found += await faults_of(page, named="cart")
        await page.goto(f"{visit.base}/checkout")
        found += await faults_of(page, named="checkout")
        await page.get_by_label("Name").fill("Kim Otieno")
        await page.get_by_label("E-mail").fill("kim@example.com")
        await page.get_by_role("button", name="Save and continue").click()
        await page.goto(f"{visit.base}/checkout?token=tok_visa")
        found += await faults_of(page, named="checkout with a card")
        await page.get_by_role("button", name="Order and pay").click()
        await expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you", timeout=PATIENCE_MS)
        found += await faults_of(page, named="placed order")
        await page.get_by_text("Cancel this order").click()
        await page.get_by_role("button", name="Cancel the order").click()
        await expect(page.get_by_role("heading", level=1)).to_contain_text("cancelled", timeout=PATIENCE_MS)
        found += await faults_of(page, named="cancelled order")
        await page.goto(f"{visit.base}/account/sign-in")
        found += await faults_of(page, named="sign-in")
        assert found == []
