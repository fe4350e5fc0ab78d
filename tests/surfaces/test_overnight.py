"""A page that was left open overnight: the house was started anew, much has happened, somebody was signed out."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import ClassVar

import aiohttp
import pytest

from atrium.app import create_app
from atrium.contexts import identity
from atrium.kit import events
from atrium.kit.db import Database
from atrium.kit.ids import new_secret
from atrium.kit.signing import sign
from atrium.surfaces.shared.entrances import CONSOLE, ORDER_LINK, SHOP, TILL, Entrance
from atrium.surfaces.shared.live import stream
from tests import people, web
from tests.builders import NOW
from tests.story import collect
from tests.world import World, a_world

PATIENCE_S = 20
OVERNIGHT = 2500
BEHIND = ("1", "4611686018427387904", "yesterday")


@dataclass(frozen=True, slots=True)
class Ticked:
    """Something that no screen shows."""

    TYPE: ClassVar[str] = "clocks.ticked"
    tower: str = "town hall"

    @property
    def subject(self) -> str:
        return f"clock/{self.tower}"


@dataclass(frozen=True, slots=True)
class Screen:
    """A page that follows a stream, with the cookie that it has."""

    path: str
    entrance: Entrance
    secret: str = ""

    def headers(self, last_event_id: str) -> dict[str, str]:
        cookie = {"Cookie": f"{self.entrance.cookie}={self.secret}"} if self.secret else {}
        return {**cookie, "Last-Event-ID": last_event_id}


@pytest.fixture
async def world(database: Database) -> World:
    world = await a_world(database)
    await world.stock(LAMP={"S0001": 50})
    return world


@asynccontextmanager
async def a_day(world: World) -> AsyncGenerator[tuple[str, aiohttp.ClientSession]]:
    """The house from its start to its end; it is another process's each day."""
    house = web.a_house(world.database)
    tasks = [asyncio.create_task(house.hub.run()), asyncio.create_task(events.Sequencer(world.database).run())]
    jar = aiohttp.DummyCookieJar()
    try:
        async with web.running(create_app(house)) as base, aiohttp.ClientSession(cookie_jar=jar) as http:
            yield base, http
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def screens(world: World, order_id: str, link: str) -> Sequence[Screen]:
    """The three pages: a shopper's, an associate's and an operator's."""
    till, console = (identity.session_secret(new_secret()) for _ in range(2))
    async with world.database.transaction() as tx:
        associate = await people.a_member(tx, "associate", at=["S0001"])
        await people.signed_in(tx, associate, "till", at="S0001", secret=till)
        await people.signed_in(tx, await people.a_member(tx, "operator"), "console", secret=console)
    return (
        Screen(f"/o/{link}/stream", SHOP),
        Screen("/till/stream", TILL, till),
        Screen(f"/console/stream?order={order_id}", CONSOLE, console),
    )


async def read_until(got: aiohttp.ClientResponse, words: str) -> str:
    """What came, up to these words."""
    said = ""
    async with asyncio.timeout(PATIENCE_S):
        while words not in said:
            line = (await got.content.readline()).decode()
            assert line or not got.content.at_eof(), f"{words} did not come: {said[-500:]}"
            said += line
    return said


async def pass_the_night(world: World) -> None:
    """Thousands of events that nobody saw."""
    async with world.database.transaction() as tx:
        happened = [events.happening(Ticked(), at=NOW, actor="the house") for _ in range(OVERNIGHT)]
        await events.append(tx, happened)


class TestOvernight:
    async def test_every_page_shows_the_present_again_and_goes_on(self, world: World) -> None:
        order = await world.order(collect())
        (work,) = await world.work(order.id)
        pages = await screens(world, str(order.id), sign(web.SECRET, ORDER_LINK, order.id))
        marks = ("Being prepared", str(work.id), str(order.number))
        async with a_day(world) as (base, http):
            for page, mark in zip(pages, marks, strict=True):
                async with http.get(base + page.path, headers=page.headers("0")) as got:
                    await read_until(got, mark)
        await pass_the_night(world)
        async with a_day(world) as (base, http):
            for page, mark, behind in zip(pages, marks, BEHIND, strict=True):
                async with http.get(base + page.path, headers=page.headers(behind)) as got:
                    assert got.status == 200
                    await read_until(got, mark)
            async with http.get(base + pages[0].path, headers=pages[0].headers("1")) as got:
                await read_until(got, "Being prepared")
                await world.pick(work)
                await world.make_ready(work)
                await read_until(got, "Ready to collect")

    async def test_whoever_was_signed_out_is_told_and_shown_out(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(stream, "HEARTBEAT_S", 0.1)
        monkeypatch.setattr(stream, "CHECKED_EVERY_S", 0.05)
        order = await world.order(collect())
        _, *pages = await screens(world, str(order.id), "")
        for page in pages:
            async with a_day(world) as (base, http), http.get(base + page.path, headers=page.headers("0")) as got:
                await read_until(got, "beat")
                async with world.database.transaction() as tx:
                    session = await identity.find_session(tx, page.secret, now=NOW)
                    assert session is not None
                    await identity.end_session(tx, session_id=session.id, now=NOW, actor=session.actor)
                said = await read_until(got, "Please sign in first.")
                assert "event: trouble\n" in said
                async with asyncio.timeout(PATIENCE_S):
                    await got.content.read()
                async with http.get(base + page.path, headers=page.headers("0"), allow_redirects=False) as again:
                    assert again.status == 401
