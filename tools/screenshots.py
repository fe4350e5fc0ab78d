"""Draws pages of a running demo house as people see them: `python -m tools.screenshots FOLDER [BASE]`.

Each page is drawn at 1280 and 360 px, light and dark; the list grows with the pages. What is wider than its window, or
answers with a fault, is said.
"""

import asyncio
import shutil
import sys
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Page, async_playwright

BASE = "http://127.0.0.1:8480"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTHS = (1280, 360)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
GUEST = ("/", "/search?q=lamp", "/stores", "/cart", "/account/sign-in", "/till/sign-in", "/console/sign-in", "/design")
OPERATOR = ("/console", "/console/orders", "/console/stock", "/console/log")
SETTLED_MS = 600


async def main(folder: Path, base: str) -> None:
    """Draws everything into the folder."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=("--no-sandbox", "--disable-gpu"))
        for width in WIDTHS:
            for scheme in SCHEMES:
                await _draw_all(browser, folder, base, width, scheme)
        await browser.close()


async def _draw_all(browser: Browser, folder: Path, base: str, width: int, scheme: Literal["light", "dark"]) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = await context.new_page()
    page.set_default_timeout(60_000)
    for path in GUEST:
        await _draw(page, base + path, folder / f"guest{_name(path)}-{width}-{scheme}.png")
    await page.goto(f"{base}/search?q=lamp")
    product = await page.locator('a[href^="/p/"]').first.get_attribute("href")
    if product:
        await _draw(page, base + product, folder / f"guest-product-{width}-{scheme}.png")
    await page.goto(f"{base}/console/sign-in")
    await page.get_by_role("button", name="demo operator").click()
    for path in OPERATOR:
        await _draw(page, base + path, folder / f"operator{_name(path)}-{width}-{scheme}.png")
    await context.close()


async def _draw(page: Page, address: str, file: Path) -> None:
    response = await page.goto(address, wait_until="load")
    await page.wait_for_timeout(SETTLED_MS)
    status = response.status if response else 0
    wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    if status >= 400 or wide:
        print(f"{file.name}: {status}{', wider than its window' if wide else ''}")
    await page.screenshot(path=file, full_page=True)


def _name(path: str) -> str:
    plain = "".join(letter if letter.isalnum() else "-" for letter in path).rstrip("-")
    return plain or "-home"


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else BASE))
