"""The stream over real HTTP: what happens appears, what was missed is made good, who may not stay is shown out."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress

import aiohttp
import pytest
from fastapi import FastAPI

from atrium.contexts import identity
from atrium.kit.ids import new_id, new_secret
from atrium.surfaces.shared.live import stream
from atrium.surfaces.shared.live.screen import MOST_FRAMES
from tests.builders import NOW
from tests.story import collect, ship
from tests.web import Client
from tests.world import World

PATIENCE_S = 20


class Reader:
    """Reads server-sent events as a browser does."""

    def __init__(self, content: aiohttp.StreamReader) -> None:
        self._content = content
        self.seen: list[tuple[str, str]] = []
        self.last_id = ""
        self.comments: list[str] = []

    async def until(self, name: str, *words: str) -> str:
        """The text of the next event of that name in which all of the words stand."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                found, text = await self.next()
                if found == name and all(word in text for word in words):
                    return text

    async def next(self) -> tuple[str, str]:
        name, lines = "message", list[str]()
        while line := (await self._content.readline()).decode().removesuffix("\n") or not self._content.at_eof():
            text = "" if line is True else str(line)
            field, _, value = text.partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                lines.append(value)
            elif field == "id":
                self.last_id = value
            elif text.startswith(":"):
                self.comments.append(value)
            elif not text and lines:
                self.seen.append((name, "\n".join(lines)))
                return self.seen[-1]
        raise EOFError

    async def end(self) -> None:
        """Waits until the house ends the stream."""
        async with asyncio.timeout(PATIENCE_S):
            while not self._content.at_eof():
                with suppress(EOFError):
                    await self.next()


@asynccontextmanager
async def watching(desk: Client, query: str = "", **headers: str) -> AsyncGenerator[Reader]:
    sent = {"Authorization": f"Bearer {desk.key}", **headers}
    async with desk.session.get(f"{desk.base}/console/stream{query}", headers=sent) as response:
        assert response.status == 200
        assert response.headers["Content-Type"].startswith("text/event-stream")
        yield Reader(response.content)


class TestStream:
    async def test_shows_an_order_that_was_placed(self, desk: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        async with watching(desk) as screen:
            await screen.until("board")
            order = await world.order(ship())
            text = await screen.until("board", f'id="card-{order.id}"')
            assert f'data-list="cards-placed" data-keys="card-{order.id}"' in text
            await screen.until("moments")
            assert any(name == "log" and order.number in said for name, said in screen.seen)

    async def test_sends_only_what_changed(self, desk: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        async with watching(desk) as screen:
            first = await world.order(ship())
            await screen.until("board", f'id="card-{first.id}"')
            second = await world.order(ship())
            text = await screen.until("board", f'id="card-{second.id}"')
            assert f'id="card-{first.id}"' not in text
            assert "count-fulfilled" not in text

    async def test_follows_the_order_and_the_item_that_are_open(self, desk: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        order = await world.order(collect())
        async with watching(desk, f"?order={order.id}&item=LAMP") as screen:
            await screen.until("item", 'id="item-totals"')
            await world.hand_over_all(order)
            await screen.until("order", "Fargo store handed it over to the shopper.")
            assert [said for name, said in screen.seen if name == "item" and "Handover" in said] or await screen.until(
                "item", "Handover"
            )

    async def test_tells_a_second_screen_everything_at_once(self, desk: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        order = await world.order(ship())
        async with watching(desk) as one:
            await one.until("board", f'id="card-{order.id}"')
            async with watching(desk) as two:
                await two.until("board", f'id="card-{order.id}"')
                await two.until("stores", 'id="place-S0001"')

    async def test_resumes_the_log_where_the_browser_left_off(self, desk: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        async with watching(desk) as screen:
            await screen.until("log", "LAMP")
            known = screen.last_id
            async with watching(desk) as other:
                order = await world.order(ship())
                await other.until("log", order.number)
                async with watching(desk, **{"Last-Event-ID": known}) as resumed:
                    text = await resumed.until("log", order.number)
        assert f'id="event-{known}"' not in text
        assert f'id="event-{int(known) + 1}"' in text

    async def test_breathes_while_nothing_happens(self, desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(stream, "HEARTBEAT_S", 0.2)
        async with watching(desk) as screen:
            for _ in ("with the welcome", "while nothing happens"):
                await screen.until("beat", str(int(NOW.timestamp() * 1000)))
            assert "still here" in screen.comments

    async def test_drops_a_screen_that_cannot_keep_up(self, desk: Client, app: FastAPI) -> None:
        async with watching(desk) as screen:
            await screen.until("board")
            pulse = app.state.console.pulse
            (slow,) = pulse.screens
            for _ in range(MOST_FRAMES + 1):
                slow.give(b": more\n\n")
            await screen.end()
        await _until(lambda: not pulse.screens)

    async def test_shows_out_whose_key_was_revoked(self, desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(stream, "HEARTBEAT_S", 0.2)
        monkeypatch.setattr(stream, "CHECKED_EVERY_S", 0.1)
        new, secret = identity.NewActor(new_id(), "staff", "Kim", ["*"]), new_secret()
        async with desk.house.database.transaction() as tx:
            await identity.add_actors(tx, [new], now=NOW)
            key_id = (await identity.issue_key(tx, actor_id=new.id, label="x", secret=secret, now=NOW)).id
        async with watching(desk.with_key(secret)) as screen:
            await screen.until("board")
            async with desk.house.database.transaction() as tx:
                await identity.revoke_key(tx, actor_id=new.id, key_id=key_id, now=NOW)
            await screen.end()

    async def test_stays_alive_beside_a_topic_that_is_not_there(self, desk: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 9})
        async with watching(desk, f"?item=SOFA&order={new_id()}") as screen:
            await screen.until("board")
            order = await world.order(ship())
            await screen.until("board", f'id="card-{order.id}"')

    async def test_rests_when_nobody_looks(self, desk: Client, app: FastAPI) -> None:
        async with watching(desk) as screen:
            await screen.until("board")
        pulse = app.state.console.pulse
        await _until(lambda: not pulse.screens)
        assert pulse.topics == {}

    async def test_refuses_who_may_not_see_it(self, desk: Client) -> None:
        assert (await desk.with_key(None).get("/console/stream")).code == "key_missing"
        assert (await (await desk.allowed_to("events:read")).get("/console/stream")).code == "scope_missing"


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not holds():  # noqa: ASYNC110 - what it waits for rings no bell
            await asyncio.sleep(0.02)
