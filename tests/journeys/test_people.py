"""Three people at once in a real browser: a shopper on a phone, an associate on a tablet, an operator at a desk."""

import re
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from uuid import UUID

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from atrium.kit.postgres import Address
from tests import database as databases
from tests.journeys import three_people as people
from tests.journeys.conftest import chromium
from tests.journeys.three_people import PATIENCE_MS, Person
from tests.properties.running_house import RunningHouse, running_house

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
RUN_OUT = "UPDATE inventory.holds SET expires_at = now() - interval '1 second' WHERE state = 'open'"
LAST_ORDER = "SELECT id FROM orders.orders ORDER BY placed_at DESC LIMIT 1"


@dataclass(slots=True)
class Town:
    """The house with its processes, and a browser that opens any number of screens before it."""

    house: RunningHouse
    browser: Browser
    screens: AsyncExitStack

    async def somebody(self, screen: object) -> Person:
        return await self.screens.enter_async_context(people.at_a_screen(self.browser, self.house.base, screen))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(cluster: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Town]:
    async with AsyncExitStack() as stack:
        url = stack.enter_context(databases.cloned(cluster))
        folder = tmp_path_factory.mktemp("house")
        house = await stack.enter_async_context(running_house(url, folder, settings={"ATRIUM_DEMO": "1"}))
        await people.furnish(house)
        browser = await stack.enter_async_context(chromium())
        yield Town(house, browser, stack)


@pytest_asyncio.fixture(loop_scope="module")
async def town(opened: Town) -> AsyncGenerator[Town]:
    async with AsyncExitStack() as screens:
        yield Town(opened.house, opened.browser, screens)


@pytest_asyncio.fixture(loop_scope="module")
async def shopper(town: Town) -> Person:
    return await town.somebody(people.PHONE)


class TestThreePeople:
    async def test_from_a_search_on_a_phone_to_the_last_word_at_the_desk(self, town: Town, shopper: Person) -> None:
        associate, operator = await town.somebody(people.TABLET), await town.somebody(people.DESK)
        packer = await town.somebody(people.DESK)
        await people.comes_in(associate, people.ASSOCIATE, at="S0001")
        await associate.opens("/till/pickup")
        await expect(people.job(associate, "pickup")).to_have_count(0)
        await people.comes_in(operator, people.OPERATOR, at=None)
        for person in (associate, operator):
            await person.marks()
        await _fills_the_cart(shopper)
        await _is_declined_then_pays(shopper)
        await shopper.marks()
        await expect(operator.page.locator("#cards-placed .card")).to_contain_text("Kim Otieno", timeout=PATIENCE_MS)
        await _makes_it_ready(associate)
        code = await _is_told(town, shopper)
        await _hands_it_over(associate, code)
        await shopper.sees("Collected", at="#order-parts")
        await _ships_the_rest(packer)
        await shopper.sees("All done", at="#order-head")
        await _gives_money_back(operator, await _last_order(town))
        await shopper.sees("Given back", at="#order-sums")
        await shopper.sees("-$5.00", at="#order-sums")
        assert await shopper.has_not_reloaded()
        assert await town.house.faults() == []
        for person in (shopper, associate, operator, packer):
            assert [fault for fault in person.faults if "409" not in fault] == []


async def _fills_the_cart(shopper: Person) -> None:
    """One item to be collected, and one to be sent."""
    page = shopper.page
    await shopper.opens("/")
    await people.finds(shopper, "kettle", "Copper kettle")
    await people.lives_in_fargo(shopper)
    offers = page.locator(".offers .offer")
    await expect(offers.nth(0)).to_contain_text(re.compile(r"Fargo store.*On the shelf.* from \d", re.DOTALL))
    await expect(offers.nth(1)).to_contain_text(re.compile(r"Minneapolis store.*Only 2 left", re.DOTALL))
    await expect(page.get_by_role("radio", name="Pick up at Fargo store")).to_be_checked()
    await expect(page.locator(".choices")).to_contain_text(re.compile(r"Ship to 58103.*Order by", re.DOTALL))
    await people.adds(shopper, "Copper kettle")
    await people.finds(shopper, "quilt", "Winter quilt")
    await expect(page.get_by_role("radio", name="Pick up")).to_be_disabled()
    await people.adds(shopper, "Winter quilt")
    await expect(page.locator(".basket-line")).to_have_count(2)


async def _is_declined_then_pays(shopper: Person) -> None:
    page = shopper.page
    await people.goes_to_the_card_form(shopper)
    await people.orders_with(shopper, people.DECLINED)
    await shopper.sees("Your card was not taken", at="#order-head")
    await shopper.sees("Nothing was charged: the bank said no. Your items are still kept for you.", at="#order-head")
    await page.get_by_role("link", name="Pay with another card").click()
    await people.types_a_card(shopper, people.APPROVED)
    await shopper.presses("Pay $")
    await shopper.sees("Thank you! Your order is in", at="#order-head")


async def _makes_it_ready(associate: Person) -> None:
    await expect(people.job(associate, "pickup")).to_contain_text("Kim", timeout=PATIENCE_MS)
    assert await associate.has_not_reloaded()
    await people.picks(associate, people.EAN[people.KETTLE])
    await associate.page.get_by_label("Bay or shelf").fill("B 4")
    await associate.presses("Ready to collect")
    await associate.sees("B 4", at=".bay")


async def _is_told(town: Town, shopper: Person) -> str:
    """The order's page shows the code by itself, and so does the message."""
    await shopper.sees("Ready to collect", at="#order-parts")
    assert await shopper.has_not_reloaded()
    code = re.sub(r"\D", "", await shopper.page.locator(".handover .code, .handover figcaption").first.inner_text())
    mailbox = await town.somebody(people.PHONE)
    await mailbox.opens(f"/mailbox?to={people.EMAIL}")
    await mailbox.page.get_by_role("link", name="ready").first.click(timeout=PATIENCE_MS)
    letter = mailbox.page.frame_locator("iframe.letter").locator("body")
    await expect(letter).to_contain_text(re.compile(rf"{code[:3]}\s?{code[3:]}"), timeout=PATIENCE_MS)
    assert mailbox.faults == []
    return code


async def _hands_it_over(associate: Person, code: str) -> None:
    await people.types_the_code(associate, f"{(int(code) + 1) % 1_000_000:06}")
    await associate.sees("That is not the code of this order.")
    await people.types_the_code(associate, code)
    await associate.sees("Handed over.", at=".did")


async def _ships_the_rest(packer: Person) -> None:
    await people.comes_in(packer, people.PACKER, at="DC-RENO")
    await packer.opens("/till/shipping")
    await people.picks(packer, people.EAN[people.QUILT])
    await packer.presses("The parcel is closed")
    await packer.sees("Packed.", at=".did")
    await people.scans(packer, "1Z999AA10123456784")
    await packer.presses("The carrier has it")
    await packer.sees("With the carrier.", at=".did")


async def _gives_money_back(operator: Person, order: UUID) -> None:
    """The board shows the order at its end; its page gives a part of the money back."""
    page = operator.page
    await expect(page.locator(f"#cards-fulfilled #card-{order}")).to_be_visible(timeout=PATIENCE_MS)
    assert await operator.has_not_reloaded()
    await page.locator(f"#card-{order} a").click()
    await page.get_by_role("link", name="Open its page to help it").click()
    await operator.sees("handed it over to the shopper.", at="#order-story")
    await page.get_by_role("link", name="Give money back").click(timeout=PATIENCE_MS)
    await page.get_by_label("Amount in USD").fill("5")
    await page.get_by_label("Reason").fill("the quilt's box was torn")
    await operator.presses("Look it over")
    await operator.presses("Give it back")
    await operator.sees("The money goes back to the shopper.", at=".outcome")
    await operator.sees("the quilt's box was torn", at="#order-story")


async def _last_order(town: Town) -> UUID:
    return await town.house.value(LAST_ORDER)


class TestWhatGoesWrong:
    async def test_the_shopper_calls_it_off_before_anybody_picks(self, town: Town, shopper: Person) -> None:
        await people.gets_it(shopper, "mug", "Enamel mug")
        await people.goes_to_the_card_form(shopper, ships=False)
        await people.orders_with(shopper, people.APPROVED)
        await shopper.sees("Thank you!", at="#order-head")
        await shopper.page.get_by_text("Cancel this order").click()
        await shopper.presses("Cancel the order")
        await shopper.sees("This order was cancelled", at="#order-head")
        await town.house.settle()
        assert await town.house.world.shelf(people.MUG) == (6, 0, 0)
        assert shopper.faults == []

    async def test_the_hold_runs_out_while_the_shopper_pays(self, town: Town, shopper: Person) -> None:
        await people.gets_it(shopper, "mug", "Enamel mug")
        await people.goes_to_the_card_form(shopper, ships=False)
        await people.orders_with(shopper, people.DECLINED)
        await shopper.page.get_by_role("link", name="Pay with another card").click()
        await people.shows_a_sample_card(shopper, people.APPROVED)
        async with town.house.database.transaction() as tx:
            await tx.run(RUN_OUT)
        await shopper.sees("The time to pay ran out", at="#order-head")
        await shopper.presses("Pay $")
        await shopper.sees("Nothing was taken, and your items are free again.")
        await shopper.presses("Put everything back into my cart")
        await shopper.sees("Enamel mug", at=".basket-line")
        await people.goes_to_the_card_form(shopper, ships=False)
        await people.orders_with(shopper, people.APPROVED)
        await shopper.sees("Thank you!", at="#order-head")
        await town.house.settle()
        assert await town.house.faults() == []

    async def test_the_last_one_goes_to_somebody_else_at_the_last_step(self, town: Town, shopper: Person) -> None:
        quicker = await town.somebody(people.PHONE)
        for person in (shopper, quicker):
            await people.gets_it(person, "clock", "Wall clock")
            await people.goes_to_the_card_form(person, ships=False)
            await people.shows_a_sample_card(person, people.APPROVED)
        await quicker.presses("Order and pay")
        await quicker.sees("Thank you!", at="#order-head")
        await shopper.presses("Order and pay")
        await shopper.sees("Wall clock")
        await shopper.sees("None left this way.")
        await town.house.settle()
        assert await town.house.world.shelf(people.CLOCK) == (1, 0, 1)
        assert await town.house.faults() == []
