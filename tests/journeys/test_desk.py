"""An operator at a desk in a real browser: finds an order that is stuck, and helps it."""

from typing import cast

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from atrium.contexts import orders
from tests.journeys.conftest import Visit
from tests.story import collect, ship
from tests.web import Client
from tests.world import World

pytestmark = pytest.mark.browser
PATIENCE_MS = 20_000
PAGES = (
    *("/console/orders", "/console/stock", "/console/stock/items/LAMP", "/console/stock/movements"),
    *("/console/locations", "/console/locations/S0001", "/console/people", "/console/people/tablets"),
    *("/console/events", "/console/orders?text=nobody", "/console/sign-in"),
)


async def enter(visit: Visit, key: str | None, path: str) -> Page:
    """Comes in with a key and goes on to a page."""
    page = visit.page
    await page.goto(f"{visit.base}/console/sign-in?next={path}")
    await page.get_by_text("Sign in with a key").click()
    await page.get_by_label("Key", exact=True).fill(str(key))
    await page.get_by_role("button", name="Sign in with the key").click()
    await expect(page.get_by_role("navigation", name="Console")).to_be_visible(timeout=PATIENCE_MS)
    return page


async def help_with(page: Page, offer: str, *, reason: str = "the cellar is flooded") -> None:
    """Opens a form of help from the order's page, fills the reason in and looks it over."""
    await page.get_by_role("link", name=offer).click()
    await page.get_by_label("Reason").fill(reason)


async def confirm(page: Page, deed: str, outcome: str) -> None:
    await page.get_by_role("button", name="Look it over").click()
    await page.get_by_role("button", name=deed).click()
    await expect(page.locator(".outcome")).to_contain_text(outcome, timeout=PATIENCE_MS)


async def queued(world: World) -> orders.Order:
    await world.stock(LAMP={"S0001": 2})
    order = await world.order(ship("LAMP", 2))
    await world.stock(LAMP={"S0002": 2})
    return order


class TestDesk:
    async def test_finds_an_order_and_moves_its_work(self, visit: Visit, house: Client, world: World) -> None:
        order = await queued(world)
        page = await enter(visit, house.key, "/console/orders")
        await page.get_by_label("Number, name, e-mail or SKU").fill(order.number)
        await page.get_by_label("How it reaches the shopper").select_option("ship")
        await page.get_by_role("button", name="Show").click()
        await page.wait_for_url("**mode=ship**")
        await page.get_by_role("link", name=order.number).click()
        await expect(page.locator("#live-text")).to_have_text("Live", timeout=PATIENCE_MS)
        await help_with(page, "Move the work of Fargo store")
        await page.get_by_label("To (optional)").select_option(label="Minneapolis store has all 2")
        await confirm(page, "Move it", "The work was moved.")
        await expect(page.locator("#order-story")).to_contain_text("the cellar is flooded", timeout=PATIENCE_MS)
        assert [work.location for work in await world.work(order.id)] == ["S0001", "S0002"]
        assert visit.faults == []

    async def test_shows_what_happens_to_an_order_meanwhile(self, visit: Visit, house: Client, world: World) -> None:
        order = await queued(world)
        page = await enter(visit, house.key, f"/console/orders/{order.id}")
        await expect(page.locator("#live-text")).to_have_text("Live", timeout=PATIENCE_MS)
        await world.ship_all(order)
        await expect(page.locator("#order-head")).to_contain_text("Fulfilled", timeout=PATIENCE_MS)
        await expect(page.locator("#order-help")).not_to_contain_text("Move the work", timeout=PATIENCE_MS)
        assert visit.faults == []

    async def test_cancels_refunds_and_releases(self, visit: Visit, house: Client, world: World) -> None:
        order = await queued(world)
        page = await enter(visit, house.key, f"/console/orders/{order.id}")
        await help_with(page, "Give money back")
        await page.get_by_label("Amount in USD").fill("5")
        await confirm(page, "Give it back", "The money goes back to the shopper.")
        await help_with(page, "Cancel lines")
        await confirm(page, "Cancel them", "The lines were cancelled.")
        assert (await world.get(order.id)).state == "cancelled"
        await world.stock(VASE={"S0001": 1})
        unpaid = await world.order(collect("VASE"), paid=False)
        await page.goto(f"{visit.base}/console/orders/{unpaid.id}")
        await help_with(page, "Let its stock go now")
        await confirm(page, "End the order", "The order was ended")
        assert visit.faults == []

    async def test_says_it_at_the_field_and_when_somebody_was_quicker(
        self, visit: Visit, house: Client, world: World
    ) -> None:
        order = await queued(world)
        page = await enter(visit, house.key, f"/console/orders/{order.id}")
        await help_with(page, "Move the work of Fargo store", reason="no")
        await page.get_by_role("button", name="Look it over").click()
        await expect(page.locator("#reason-error")).to_contain_text("must have 3 characters", timeout=PATIENCE_MS)
        await page.get_by_label("Reason").fill("the cellar is flooded")
        await page.get_by_role("button", name="Look it over").click()
        (work,) = await world.work(order.id)
        await world.pick(work)
        await page.get_by_role("button", name="Move it").click()
        await expect(page.get_by_role("alert")).to_contain_text("it cannot be re-routed", timeout=PATIENCE_MS)

    async def test_works_without_scripts(self, visit: Visit, house: Client, world: World) -> None:
        order = await queued(world)
        browser = visit.page.context.browser
        assert browser is not None
        context = await browser.new_context(java_script_enabled=False)
        plain = Visit(await context.new_page(), visit.base)
        page = await enter(plain, house.key, f"/console/orders/{order.id}")
        await help_with(page, "Cancel lines")
        await confirm(page, "Cancel them", "The lines were cancelled.")
        assert (await world.get(order.id)).state == "cancelled"
        await context.close()


class TestPages:
    async def test_hold_nothing_serious_against_anybody_and_fit_a_phone(
        self, visit: Visit, house: Client, world: World
    ) -> None:
        order = await queued(world)
        page = await enter(visit, house.key, "/console/orders")
        (work,) = await world.work(order.id)
        found: dict[str, list[str]] = {}
        for path in (
            *PAGES,
            f"/console/orders/{order.id}",
            f"/console/orders/{order.id}/help/move?fulfilment={work.id}",
            f"/console/orders/{order.id}/help/refund",
        ):
            await page.set_viewport_size({"width": 1440, "height": 900})
            await page.goto(visit.base + path)
            checked = await Axe().run(page)
            serious = _serious(cast("list[dict[str, str]]", checked.response["violations"]))
            await page.set_viewport_size({"width": 360, "height": 740})
            too_wide = await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
            if serious or too_wide:
                found[path] = [*serious, *(["wider than a phone"] if too_wide else [])]
        assert found == {}


def _serious(violations: list[dict[str, str]]) -> list[str]:
    return [one["id"] for one in violations if one["impact"] in ("serious", "critical")]
