"""An associate's Saturday in a real browser: a new order rings, is scanned, laid out and handed over."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from atrium.contexts import catalog, fulfilment, identity
from atrium.contexts.catalog import Barcode
from tests import web
from tests.journeys.conftest import Visit
from tests.story import ANA, collect, ship
from tests.web import Client
from tests.world import World

pytestmark = pytest.mark.browser
PATIENCE_MS = 20_000
PEN = "4006381333931"
PHONE = {"width": 360, "height": 740}


@pytest.fixture(autouse=True)
async def _stocked(world: World) -> None:
    await world.stock(LAMP={"S0001": 9, "DC-RENO": 9}, VASE={"S0001": 5})
    async with world.database.transaction() as tx:
        await catalog.save_barcodes(tx, [Barcode(PEN, "LAMP")], now=world.now, actor=ANA)


@pytest.fixture
async def tablet(browser: Browser, house: Client, world: World) -> AsyncGenerator[Visit]:
    """A phone in the hand of an associate of the Fargo store."""
    async for visit in _in_hand(browser, house, world, "S0001"):
        yield visit


@pytest.fixture
async def bench(browser: Browser, house: Client, world: World) -> AsyncGenerator[Visit]:
    """The same at the distribution centre's packing bench."""
    async for visit in _in_hand(browser, house, world, "DC-RENO"):
        yield visit


async def _in_hand(browser: Browser, house: Client, world: World, at: str) -> AsyncGenerator[Visit]:
    key = await web.issue_key(world.database, *sorted(identity.ROLES["associate"]), locations=[at])
    headers = {"Authorization": f"Bearer {key}"}
    context = await browser.new_context(viewport=PHONE, has_touch=True, extra_http_headers=headers)  # pyright: ignore[reportArgumentType]
    page = await context.new_page()
    visit = Visit(page, house.base)
    page.on("console", lambda said: visit.faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: visit.faults.append(str(fault)))
    yield visit
    await context.close()


async def scan(page: Page, code: str) -> None:
    """Types as a scanner does: fast, wherever the hands are, with Enter at the end."""
    await page.evaluate(
        """code => {
          const target = document.activeElement ?? document.body;
          for (const key of [...code, "Enter"])
            target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
        }""",
        code,
    )


async def now_is(world: World, order_id: Any) -> fulfilment.Fulfilment:
    return (await world.work(order_id))[0]


class TestStore:
    async def test_from_a_new_order_to_the_shoppers_hands(self, tablet: Visit, world: World) -> None:
        page = tablet.page
        await page.goto(f"{tablet.base}/till/pickup")
        await expect(page.locator("#list-pickup-to_pick .job")).to_have_count(0)
        await page.evaluate("window.opened = 'once'")
        order = await world.order(collect("LAMP", 2), collect("VASE", 1))
        await expect(page.locator("#list-pickup-to_pick .job")).to_contain_text("Kim", timeout=PATIENCE_MS)
        await expect(page.locator("#tally-pickup")).to_contain_text("1")
        await page.locator(".job-link").click()
        await expect(page.locator(".progress-words")).to_have_text("0 of 3 picked")
        for total in (1, 2):
            await scan(page, PEN)
            await expect(page.locator(".progress-words")).to_have_text(f"{total} of 3 picked", timeout=PATIENCE_MS)
        await scan(page, PEN)
        await expect(page.get_by_role("alert")).to_contain_text("All 2 of Desk lamp are picked already.")
        await page.get_by_text("I cannot find it").click()
        await page.get_by_role("button", name="Damaged").click()
        await expect(page.locator(".progress-words")).to_have_text("2 of 3 picked, 1 missing", timeout=PATIENCE_MS)
        await page.get_by_role("button", name="Finish with 1 missing").click()
        await page.get_by_label("Bay or shelf").fill("B 4")
        await page.get_by_role("button", name="Ready to collect").click()
        await expect(page.locator(".bay")).to_contain_text("B 4", timeout=PATIENCE_MS)
        assert await page.evaluate("window.opened") == "once"
        code = (await now_is(world, order.id)).handover_code or ""
        for digit in code:
            await page.locator(f"[data-digit='{digit}']").click()
        await page.get_by_role("button", name="Hand over").click()
        await expect(page.locator(".did")).to_contain_text("Handed over.", timeout=PATIENCE_MS)
        assert (await now_is(world, order.id)).state == "handed_over"
        assert [fault for fault in tablet.faults if "409" not in fault] == []

    async def test_shows_at_once_that_the_shopper_cancelled(self, tablet: Visit, world: World) -> None:
        page = tablet.page
        order = await world.order(collect("LAMP", 2))
        work = await now_is(world, order.id)
        await page.goto(f"{tablet.base}/till/work/{work.id}")
        await scan(page, PEN)
        await expect(page.locator(".progress-words")).to_have_text("1 of 2 picked", timeout=PATIENCE_MS)
        await world.cancel(order)
        await expect(page.locator("main")).to_contain_text("This was called off.", timeout=PATIENCE_MS)
        assert tablet.faults == []

    async def test_says_that_it_is_away_and_lets_nobody_act(self, tablet: Visit, world: World) -> None:
        page = tablet.page
        order = await world.order(collect("LAMP", 2))
        work = await now_is(world, order.id)
        await page.goto(f"{tablet.base}/till/work/{work.id}")
        await page.context.set_offline(True)
        await expect(page.locator("#offline-banner")).to_be_visible(timeout=PATIENCE_MS)
        await scan(page, PEN)
        await page.context.set_offline(False)
        await expect(page.locator("#offline-banner")).to_be_hidden(timeout=PATIENCE_MS)
        assert (await now_is(world, order.id)).lines[0].counted == 0
        await scan(page, PEN)
        await expect(page.locator(".progress-words")).to_have_text("1 of 2 picked", timeout=PATIENCE_MS)


class TestCentre:
    async def test_picks_packs_and_ships_by_keyboard(self, bench: Visit, world: World) -> None:
        page = bench.page
        order = await world.order(ship("LAMP", 1))
        await page.goto(f"{bench.base}/till/shipping")
        await page.locator(".job-link").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator(".progress-words")).to_have_text("0 of 1 picked", timeout=PATIENCE_MS)
        await scan(page, PEN)
        for name, said in (("Finish", "Picked."), ("The parcel is closed", "Packed.")):
            await page.get_by_role("button", name=name).press("Enter")
            await expect(page.locator(".did")).to_contain_text(said, timeout=PATIENCE_MS)
        await scan(page, "1Z999AA10123456784")
        await expect(page.get_by_label("Tracking number")).to_have_value("1Z999AA10123456784")
        await page.keyboard.press("Enter")
        await expect(page.locator(".did")).to_contain_text("With the carrier.", timeout=PATIENCE_MS)
        assert (await now_is(world, order.id)).state == "shipped"
        assert bench.faults == []


class TestAccessibility:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    async def test_finds_no_fault(self, tablet: Visit, world: World, scheme: Any) -> None:
        axe = pytest.importorskip("axe_playwright_python.async_playwright").Axe()
        page = tablet.page
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        work = await now_is(world, (await world.order(collect("LAMP", 2), collect("VASE", 1))).id)
        ready = await now_is(world, (await world.order(collect("LAMP", 1))).id)
        await world.pick(ready)
        to_lay_out = f"/till/work/{ready.id}"
        ways = [
            "/till",
            "/till/pickup",
            "/till/hand-over",
            "/till/look-up?find=LAMP",
            f"/till/work/{work.id}",
            to_lay_out,
        ]
        for way in ways:
            await page.goto(tablet.base + way)
            assert _violations(await axe.run(page)) == [], way
        await world.make_ready(ready)
        await page.goto(tablet.base + to_lay_out)
        assert _violations(await axe.run(page)) == []


def _violations(results: Any) -> list[str]:
    return [f"{found['id']}: {_where(found['nodes'])}" for found in results.response["violations"]]


def _where(nodes: Any) -> list[Any]:
    return [(node["target"], str(node.get("failureSummary"))[:200]) for node in nodes[:4]]
