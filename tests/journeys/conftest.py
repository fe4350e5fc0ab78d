"""A real browser, and the whole house behind it on the retailer of `tests.world`."""

import asyncio
import os
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NoReturn

import pytest
from fastapi import FastAPI
from playwright.async_api import Browser, Error, Page, async_playwright

from atrium.app import create_app
from atrium.kit.db import Database
from atrium.kit.events import Sequencer
from tests import web
from tests.world import World, a_world

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = "python -m playwright install chromium"
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@dataclass(slots=True)
class Visit:
    """A page that is open, and what went wrong on it."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list[str])


@pytest.fixture
async def browser() -> AsyncGenerator[Browser]:
    async with chromium() as opened:
        yield opened


@asynccontextmanager
async def chromium() -> AsyncGenerator[Browser]:
    """The system's Chromium, else Playwright's own; without either the test is skipped, or fails where it must run."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    async with async_playwright() as playwright:
        try:
            opened = await playwright.chromium.launch(executable_path=found, args=QUIET)
        except Error as fault:
            _do_without(f"no Chromium starts: {fault.message.splitlines()[0]}")
        yield opened
        await opened.close()


def _do_without(why: str) -> NoReturn:
    sentence = f"{why}; install it with `{INSTALL}`"
    if os.environ.get("ATRIUM_REQUIRE_BROWSER") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture
async def world(database: Database) -> World:
    """The retailer, whose clock runs."""
    made = await a_world(database)
    made.now = datetime.now(UTC)
    return made


@pytest.fixture
def app(world: World) -> FastAPI:
    """Every surface."""
    house = web.a_house(world.database)
    house.now = lambda: datetime.now(UTC)
    return create_app(house)


@pytest.fixture
async def house(app: FastAPI, world: World) -> AsyncGenerator[web.Client]:
    """Every surface over HTTP, with an event log that moves."""
    hub = app.state.house.hub
    tasks = [asyncio.create_task(hub.run()), asyncio.create_task(Sequencer(world.database).run())]
    async with web.served(world.database, app) as client:
        yield client
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def visit(browser: Browser, house: web.Client) -> AsyncGenerator[Visit]:
    """A page of a wide desktop, signed in as nobody yet."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    seen = Visit(page, house.base)
    page.on("console", lambda said: seen.faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: seen.faults.append(str(fault)))
    yield seen
    await context.close()
