"""The design in a real browser: nothing that axe minds, and components that work by hand, key and without script."""

from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.journeys.conftest import Visit
from tests.web import Client

pytestmark = pytest.mark.browser
PATIENCE_MS = 20_000


@pytest.fixture
async def shown(visit: Visit) -> Page:
    await visit.page.goto(f"{visit.base}/design")
    return visit.page


async def scan(page: Page, code: str) -> None:
    """Types as a scanner does: all keys at once, then Enter."""
    await page.evaluate(
        """(code) => {
            const target = document.activeElement ?? document.body;
            for (const key of [...code, "Enter"]) {
                const pressed = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
                if (target.dispatchEvent(pressed) && key !== "Enter" && target.matches("input")) target.value += key;
            }
        }""",
        code,
    )


class TestAccessibility:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("density", ["", "dense", "large"])
    async def test_finds_no_fault(self, visit: Visit, scheme: Any, density: str) -> None:
        axe = pytest.importorskip("axe_playwright_python.async_playwright").Axe()
        await visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        await visit.page.goto(f"{visit.base}/design?density={density}")
        results = await axe.run(visit.page)
        assert [
            f"{found['id']}: {[node['target'] for node in found['nodes'][:4]]}"
            for found in results.response["violations"]
        ] == []
        assert visit.faults == []

    async def test_fits_a_telephone(self, visit: Visit) -> None:
        await visit.page.set_viewport_size({"width": 360, "height": 800})
        for density in ("", "dense", "large"):
            await visit.page.goto(f"{visit.base}/design?density={density}")
            assert await visit.page.evaluate("document.documentElement.scrollWidth") == 360


class TestTheme:
    async def test_is_switched_at_once_and_kept(self, shown: Page) -> None:
        await shown.get_by_role("button", name="Light or dark").click()
        await expect(shown.locator("html")).to_have_attribute("data-theme", "dark")
        await shown.reload()
        await expect(shown.locator("html")).to_have_attribute("data-theme", "dark")

    async def test_is_switched_without_script_too(self, browser: Browser, house: Client) -> None:
        context = await browser.new_context(java_script_enabled=False)
        page = await context.new_page()
        await page.goto(f"{house.base}/design?density=large")
        for chosen in ("dark", "light"):
            await page.get_by_role("button", name="Light or dark").click()
            await expect(page.locator("html")).to_have_attribute("data-theme", chosen)
            assert page.url.endswith("/design?density=large")
        await context.close()


class TestDialog:
    async def test_opens_by_its_link_and_gives_the_focus_back(self, shown: Page) -> None:
        link = shown.get_by_role("link", name="Open the dialog")
        await link.focus()
        await shown.keyboard.press("Enter")
        dialog = shown.get_by_role("dialog", name="Cancel the order?")
        await expect(dialog).to_be_visible()
        await shown.keyboard.press("Escape")
        await expect(dialog).to_be_hidden()
        await expect(link).to_be_focused()

    async def test_opens_and_closes_without_script(self, browser: Browser, house: Client) -> None:
        context = await browser.new_context(java_script_enabled=False)
        page = await context.new_page()
        await page.goto(f"{house.base}/design")
        await page.get_by_role("link", name="Open the drawer").click()
        drawer = page.locator("#shown-drawer")
        await expect(drawer).to_be_visible()
        await drawer.get_by_role("link", name="Close").click()
        await expect(drawer).to_be_hidden()
        await context.close()


class TestStepper:
    async def test_counts_between_its_ends(self, shown: Page) -> None:
        stepper = shown.get_by_role("group", name="Quantity", exact=True)
        number = stepper.get_by_role("spinbutton")
        await stepper.get_by_role("button", name="One less").click()
        await expect(number).to_have_value("1")
        await stepper.get_by_role("button", name="One less").click()
        await expect(number).to_have_value("0")
        await expect(stepper.get_by_role("button", name="One less")).to_be_disabled()
        await stepper.get_by_role("button", name="One more").click()
        await expect(number).to_have_value("1")


class TestScan:
    async def test_is_heard_anywhere_and_sends_the_code(self, shown: Page) -> None:
        await scan(shown, "]C14006381333931")
        await shown.wait_for_url("**/design?code=4006381333931")

    async def test_leaves_the_field_as_it_was_that_the_cursor_stood_in(self, shown: Page) -> None:
        await shown.evaluate(
            "document.addEventListener('atrium:scan', (e) => { window.got = e.detail; e.preventDefault(); })"
        )
        field = shown.locator("#phone")
        await field.fill("555")
        await field.focus()
        await scan(shown, "LAMP-0001")
        assert await shown.evaluate("window.got") == {"code": "LAMP-0001", "from": "scanner"}
        await expect(field).to_have_value("555")

    async def test_takes_what_people_type_for_typing(self, shown: Page) -> None:
        await shown.evaluate("document.addEventListener('atrium:scan', () => { window.got = true; })")
        field = shown.get_by_label("Scan or type an item")
        await field.press_sequentially("LAMP-1", delay=90)
        await field.press("Enter")
        await shown.wait_for_url("**/design?code=LAMP-1")

    async def test_says_why_the_camera_does_not_open(self, shown: Page) -> None:
        await shown.evaluate(
            """async () => {
                window.BarcodeDetector ??= class { static async getSupportedFormats() { return ["ean_13"]; } };
                navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", "NotAllowedError"); };
                const settled = { detail: { elt: document.documentElement } };
                document.dispatchEvent(new CustomEvent("htmx:afterSettle", settled));
            }"""
        )
        await shown.get_by_role("button", name="Use the camera").click()
        await expect(shown.locator("[data-scan-word]")).to_contain_text("may not use the camera")
        await shown.get_by_role("dialog").get_by_role("button", name="Close").click()
        await expect(shown.get_by_role("dialog")).to_be_hidden()

    async def test_gives_cues_unless_they_are_turned_off(self, shown: Page) -> None:
        await shown.get_by_role("button", name="Without sound").click()
        await expect(shown.get_by_role("button", name="Without sound")).to_have_attribute("aria-pressed", "true")
        assert await shown.evaluate("localStorage.getItem('atrium_cues')") == "off"


class TestOffline:
    async def test_is_said_and_nothing_is_sent_meanwhile(self, shown: Page) -> None:
        await shown.context.set_offline(True)
        banner = shown.locator("#offline-banner")
        await expect(banner).to_contain_text("No connection.")
        field = shown.get_by_label("Scan or type an item")
        await field.fill("LAMP-1")
        await field.press("Enter")
        await expect(shown.locator("#toasts")).to_contain_text("nothing was sent")
        assert "code=" not in shown.url
        await shown.context.set_offline(False)
        await expect(shown.locator("#offline-banner")).to_be_hidden(timeout=PATIENCE_MS)
        await expect(field).to_have_value("LAMP-1")
