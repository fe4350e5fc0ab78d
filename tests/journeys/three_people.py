"""A shopper, an associate and an operator, each in a browser of their own before the same house."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from atrium.contexts import catalog, identity, pricing
from atrium.contexts.catalog import Barcode
from tests.builders import NOW, an_item
from tests.people import HASH, PASSWORD, a_member
from tests.properties.running_house import RunningHouse
from tests.story import ANA

PATIENCE_MS = 20_000
EMAIL = "kim@example.com"
PHONE: Any = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
TABLET: Any = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
DESK: Any = {"viewport": {"width": 1440, "height": 900}}
KETTLE, QUILT, MUG, CLOCK = "KTL-1", "QLT-1", "MUG-1", "CLK-1"
GOODS = {KETTLE: "Copper kettle", QUILT: "Winter quilt", MUG: "Enamel mug", CLOCK: "Wall clock"}
EAN = {KETTLE: "2000000000015", QUILT: "2000000000022"}
SHELVES = {KETTLE: {"S0001": 9, "S0002": 2}, QUILT: {"DC-RENO": 5}, MUG: {"S0001": 6}, CLOCK: {"S0001": 1}}
ASSOCIATE, PACKER, OPERATOR = "associate@example.com", "packer@example.com", "operator@example.com"
DECLINED, APPROVED = "4000 0000 0000 0002", "4242 4242 4242 4242"


async def furnish(house: RunningHouse) -> None:
    """Goods with prices and barcodes, and members of the staff who can sign in."""
    async with house.database.transaction() as tx:
        await catalog.save_items(tx, [an_item(sku, named=name) for sku, name in GOODS.items()], now=NOW, actor=ANA)
        listed = [pricing.ListPrice("US", sku, "USD", Decimal("40.00")) for sku in GOODS]
        await pricing.save_list_prices(tx, listed, now=NOW, actor=ANA)
        await catalog.save_barcodes(tx, [Barcode(code, sku) for sku, code in EAN.items()], now=NOW, actor=ANA)
        people: tuple[tuple[str, identity.StaffRole, str | None], ...] = (
            (ASSOCIATE, "associate", "S0001"),
            (PACKER, "associate", "DC-RENO"),
            (OPERATOR, "operator", None),
        )
        for email, role, place in people:
            person = await a_member(tx, role, at=[place], named=email.partition("@")[0].capitalize())
            await identity.save_staff_credential(tx, actor_id=person, email=email, password_hash=HASH, now=NOW)
    await house.world.stock(**SHELVES)


@dataclass(slots=True)
class Person:
    """Somebody at a screen, and what went wrong on it."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list[str])

    async def opens(self, path: str) -> None:
        await self.page.goto(self.base + path)

    async def presses(self, name: str) -> None:
        await self.page.get_by_role("button", name=name).first.click()

    async def sees(self, text: str, *, at: str = "main") -> None:
        """Waits until it is there, by itself."""
        await expect(self.page.locator(at).first).to_contain_text(text, timeout=PATIENCE_MS)

    async def marks(self) -> None:
        """Leaves a mark that does not outlive a reload."""
        await self.page.evaluate("window.opened = 'once'")

    async def has_not_reloaded(self) -> bool:
        return await self.page.evaluate("window.opened") == "once"


@asynccontextmanager
async def at_a_screen(browser: Browser, base: str, screen: Any) -> AsyncGenerator[Person]:
    """Somebody with a browser of their own."""
    context = await browser.new_context(**screen)
    context.set_default_timeout(PATIENCE_MS)
    page = await context.new_page()
    person = Person(page, base)
    page.on("console", lambda said: person.faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: person.faults.append(str(fault)))
    yield person
    await context.close()


# The shopper


async def finds(shopper: Person, words: str, name: str) -> None:
    """Searches and opens an item that is found."""
    box = shopper.page.get_by_label("Search the shop")
    await box.fill(words)
    await box.press("Enter")
    await expect(shopper.page.get_by_role("heading", level=1)).to_contain_text(words, timeout=PATIENCE_MS)
    await shopper.page.locator("main").get_by_role("link", name=name).click()
    await expect(shopper.page.get_by_role("heading", level=1)).to_have_text(name, timeout=PATIENCE_MS)


async def lives_in_fargo(shopper: Person) -> None:
    """Says where they are, on the page of a product."""
    await shopper.page.locator("#buy-postal-code").fill("58103")
    await shopper.page.locator(".where").get_by_role("button", name="Show").click()
    await expect(shopper.page.locator(".offers")).to_be_visible(timeout=PATIENCE_MS)


async def adds(shopper: Person, name: str) -> None:
    await shopper.presses("Add to cart")
    await expect(shopper.page.locator(".basket-line", has_text=name)).to_be_visible(timeout=PATIENCE_MS)


async def goes_to_the_card_form(shopper: Person, *, ships: bool = True) -> None:
    """Checks out as a guest, as far as the gateway's page."""
    page = shopper.page
    await page.get_by_role("link", name="Check out").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Check out", timeout=PATIENCE_MS)
    # Who comes back with what they ordered before is known already.
    if await page.get_by_role("button", name="Save and continue").count():
        await page.get_by_label("Name", exact=True).fill("Kim Otieno")
        await page.get_by_label("E-mail").fill(EMAIL)
        if ships:
            await page.get_by_label("Street and number").fill("101 Broadway N")
            await page.get_by_label("City").fill("Fargo")
            await page.get_by_label("State").fill("ND")
        await shopper.presses("Save and continue")
    await page.get_by_role("link", name="Pay by card").click()
    await expect(page.locator(".brand")).to_contain_text("Kestrel Pay", timeout=PATIENCE_MS)


async def shows_a_sample_card(shopper: Person, number: str) -> None:
    """Presses one of the cards that the simulated gateway offers to try."""
    await shopper.presses(number)
    await expect(shopper.page.locator(".card-ready")).to_be_visible(timeout=PATIENCE_MS)


async def types_a_card(shopper: Person, number: str) -> None:
    page = shopper.page
    await page.get_by_label("Card number").fill(number)
    await page.get_by_label("Expiry").fill("12/29")
    await page.get_by_label("CVC").fill("123")
    await page.locator("button.pay").click()
    await expect(page.locator(".card-ready")).to_be_visible(timeout=PATIENCE_MS)


async def orders_with(shopper: Person, card: str) -> None:
    """From the gateway's page to the order's own."""
    await shows_a_sample_card(shopper, card)
    await shopper.presses("Order and pay")
    await shopper.page.wait_for_url("**/o/**")


async def gets_it(shopper: Person, words: str, name: str) -> None:
    """Finds an item near Fargo and puts it into the cart."""
    await shopper.opens("/")
    await finds(shopper, words, name)
    if await shopper.page.locator("#buy-postal-code").count():
        await lives_in_fargo(shopper)
    await adds(shopper, name)


# The staff


async def comes_in(person: Person, email: str, *, at: str | None) -> None:
    """Signs in at the till of a location, else at the console."""
    await person.opens("/till/sign-in" if at else "/console/sign-in")
    page = person.page
    await page.get_by_role("textbox", name="E-mail address").fill(email)
    await page.get_by_label("Password").fill(PASSWORD)
    if at:
        await page.get_by_label("Where you work now").select_option(at)
    await page.get_by_role("button", name="Come in" if at else "Sign in", exact=True).click()
    await expect(page.locator(".till-bar" if at else "#live-text")).to_be_visible(timeout=PATIENCE_MS)


async def scans(person: Person, code: str) -> None:
    """Types as a scanner does: fast, wherever the hands are, with Enter at the end."""
    await person.page.keyboard.type(code)
    await person.page.keyboard.press("Enter")


def job(person: Person, mode: str) -> Locator:
    return person.page.locator(f"#list-{mode}-to_pick .job")


async def picks(person: Person, code: str) -> None:
    """Opens the one job in the queue, scans its one item and finishes."""
    await person.page.locator(".job-link").click()
    await person.sees("0 of 1 picked", at=".progress-words")
    await scans(person, code)
    await person.sees("1 of 1 picked", at=".progress-words")
    await person.presses("Finish")
    await person.sees("Picked.", at=".did")


async def types_the_code(person: Person, code: str) -> None:
    """On the pad of the till."""
    for digit in code:
        await person.page.locator(f"[data-digit='{digit}']").click()
    await person.presses("Hand over")
