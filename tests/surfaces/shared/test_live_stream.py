"""A stream of topics, without a list of events: what a shopper's or an associate's page follows."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import ClassVar

import aiohttp
import pytest
from markupsafe import escape
from starlette.requests import Request
from starlette.responses import Response

from atrium.kit import events
from atrium.kit.db import Database
from atrium.kit.events import Recorded
from atrium.kit.refusals import NotFound
from atrium.surfaces.api.application import api_application
from atrium.surfaces.shared import PUBLIC, door, route
from atrium.surfaces.shared.house import House
from atrium.surfaces.shared.live import STREAM, Drawing, Pulse, live_stream, stream
from atrium.surfaces.shared.live import pulse as beat
from tests.builders import NOW
from tests.web import Client, a_house, served

PATIENCE_S = 15


@dataclass(slots=True)
class Lamp:
    """Draws how often its lamp was switched."""

    house: House
    of: str
    name: str = "lamp"
    at_least_every_s: float | None = None

    def hears(self, event: Recorded) -> bool:
        return event.subject == f"lamp/{self.of}"

    async def draw(self) -> Drawing:
        async with self.house.database.reading() as tx:
            switched = len(await events.read_subject(tx, f"lamp/{self.of}"))
        return Drawing({"lamp": f'<p id="lamp">{escape(self.of)}: {switched}</p>'})


class LampEnded(NotFound):
    """Somebody took the link back."""

    @property
    def message(self) -> str:
        return "The link is not good any more."


@dataclass(frozen=True, slots=True)
class Switched:
    TYPE: ClassVar[str] = "lamps.switched"
    name: str

    @property
    def subject(self) -> str:
        return f"lamp/{self.name}"


@pytest.fixture
async def house(database: Database) -> AsyncGenerator[House]:
    made = a_house(database)
    tasks = [asyncio.create_task(made.hub.run()), asyncio.create_task(events.Sequencer(database).run())]
    yield made
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
def pulse(house: House) -> Pulse:
    return Pulse(house, lambda name: Lamp(house, name.partition("/")[2]))


@pytest.fixture
async def lamps(house: House, pulse: Pulse) -> AsyncGenerator[Client]:
    lamps = door("/lamps", tag="lamps")

    @route(lamps, "GET", "/{name}", requires=PUBLIC, summary="A lamp", answers=str, media=STREAM)
    async def follow_lamp(request: Request, name: str) -> Response:  # pyright: ignore[reportUnusedFunction]
        async def guard() -> None:
            if name == "ended":
                raise LampEnded

        return live_stream(request, pulse, [f"lamp/{name}"], guard=guard)

    async with served(house.database, api_application(house, routers=[lamps])) as client:
        yield client.with_key(None)


@asynccontextmanager
async def following(lamps: Client, name: str) -> AsyncGenerator[aiohttp.StreamReader]:
    async with lamps.session.get(f"{lamps.base}/lamps/{name}") as got:
        assert got.headers["Content-Type"].startswith(STREAM)
        yield got.content


async def until(reader: aiohttp.StreamReader, words: str) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while words not in (await reader.readline()).decode():
            assert not reader.at_eof()


async def switch(house: House, name: str, *, times: int = 1) -> None:
    async with house.database.transaction() as tx:
        await events.append(tx, [events.happening(Switched(name), at=NOW, actor="Kim") for _ in range(times)])


async def holds(what: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not what():  # noqa: ASYNC110 - what it waits for rings no bell
            await asyncio.sleep(0.02)


class TestLiveStream:
    async def test_begins_with_the_house_s_time_and_the_present_picture(self, lamps: Client) -> None:
        async with following(lamps, "desk") as reader:
            await until(reader, f"data: {int(NOW.timestamp() * 1000)}")
            await until(reader, '<p id="lamp">desk: 0</p>')

    async def test_brings_what_happens_to_its_topic_and_to_no_other(self, lamps: Client, house: House) -> None:
        async with following(lamps, "desk") as desk, following(lamps, "floor") as floor:
            await until(desk, "desk: 0")
            await until(floor, "floor: 0")
            await switch(house, "floor")
            await until(floor, "floor: 1")
            await switch(house, "desk")
            await until(desk, "desk: 1")

    async def test_catches_up_after_nobody_looked_for_long(
        self, lamps: Client, house: House, pulse: Pulse, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(beat, "AT_ONCE", 5)
        async with following(lamps, "desk") as desk:
            await until(desk, "desk: 0")
        await switch(house, "floor", times=30)
        async with following(lamps, "desk") as desk:
            await until(desk, "desk: 0")
            await switch(house, "desk")
            await until(desk, "desk: 1")
            await holds(lambda: (pulse.position or 0) > 31 and pulse.position == house.hub.position)

    async def test_shows_out_whom_the_guard_refuses(self, lamps: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(stream, "HEARTBEAT_S", 0.1)
        monkeypatch.setattr(stream, "CHECKED_EVERY_S", 0.05)
        async with following(lamps, "ended") as reader:
            await until(reader, "ended: 0")
            async with asyncio.timeout(PATIENCE_S):
                last = (await reader.read()).decode()
            assert reader.at_eof()
            assert last.endswith("event: trouble\ndata: The link is not good any more.\n\n")

    async def test_lets_go_of_a_topic_that_nobody_follows(self, lamps: Client, pulse: Pulse) -> None:
        async with following(lamps, "desk") as reader:
            await until(reader, "desk: 0")
            assert set(pulse.topics) == {"lamp/desk"}
        await holds(lambda: not pulse.screens)
        assert pulse.topics == {}
