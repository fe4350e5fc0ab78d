"""The watcher, a process of its own: `python -m atrium.bench.screens.watcher`, one `Watch` on its input."""

import asyncio
import sys
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from time import perf_counter, process_time, time
from typing import Any
from uuid import UUID

import aiohttp
import msgspec

from atrium.bench.screens.sights import Frames, Sight, of_console, of_order, of_till
from atrium.bench.screens.watching import CHANGES, Change, Seen, Watch, Watched
from atrium.kit.ids import new_id
from atrium.kit.processes import end_with_parent
from atrium.kit.signing import sign
from atrium.surfaces.shared.entrances import ORDER_LINK

SETTLED_S = 2.0
"""How long the screens are left alone after they are open, so that each has its first picture."""
LAST_S = 8.0
"""How long the last changes are waited for."""
AT_A_TIME = 40
"""So many orders are moved in turn, each every other second or so; then the next ones."""
ADDRESS = {"street": "101 Broadway N", "city": "Fargo", "region": "ND", "postal_code": "58103", "country": "US"}


@dataclass(slots=True, eq=False)
class Walk:
    """An order on its way; one step at a time."""

    order: str
    fulfilment: str
    location: str
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def request(self, place: int) -> tuple[str, dict[str, Any] | None]:
        """The path and the body of a step."""
        if place == 0:
            return f"/v1/orders/{self.order}/payment", {"token": "tok_visa"}
        if place == 1:
            return f"/v1/fulfilments/{self.fulfilment}/pick", {"lines": [{"line_number": 1, "picked": 1}]}
        return f"/v1/fulfilments/{self.fulfilment}/readiness", None


class Watcher:
    """Opens the screens, and changes what they watch."""

    def __init__(self, watch: Watch, session: aiohttp.ClientSession) -> None:
        self._watch = watch
        self._session = session
        self._house = f"http://127.0.0.1:{watch.port}"
        self._changes: list[Change] = []
        self._screens: list[Seen] = []
        self._failures: list[str] = []

    async def run(self) -> Watched:
        """Everything, from the empty book to the last fragment."""
        walks = await self._fill_book()
        async with AsyncExitStack() as stack:
            readers = await self._open_screens(stack, walks)
            await asyncio.sleep(SETTLED_S)
            began, cpu = perf_counter(), process_time()
            await self._move(walks)
            elapsed = perf_counter() - began
            await asyncio.sleep(LAST_S)
            self._failures += [f"a stream of {name} ended" for name, reader in readers if reader.done()]
            used = process_time() - cpu
            for _, reader in readers:
                reader.cancel()
            await asyncio.gather(*(reader for _, reader in readers), return_exceptions=True)
        return Watched(self._changes, self._screens, self._failures, elapsed, used)

    async def _fill_book(self) -> list[Walk]:
        """Unpaid orders, each to be collected at the location of some till."""
        places = sorted({location for location, _ in self._watch.tills})
        wanted = [self._order(number, places[number % len(places)]) for number in range(self._watch.orders)]
        answer = await self._post("/v1/order-batches", {"orders": wanted})
        placed = [one["order"] for one in answer["results"]]
        return [Walk(one["id"], one["fulfilments"][0]["id"], one["fulfilments"][0]["location"]) for one in placed]

    def _order(self, number: int, location: str) -> dict[str, Any]:
        sku = self._watch.skus[number % len(self._watch.skus)]
        return {
            "contact": {"name": "Kim Otieno", "email": "kim.otieno@example.com"},
            "address": ADDRESS,
            "lines": [{"sku": sku, "quantity": 1, "mode": "pickup", "pickup_location": location}],
            "client_reference": f"screens-{number}",
        }

    async def _open_screens(self, stack: AsyncExitStack, walks: list[Walk]) -> list[tuple[str, "asyncio.Task[None]"]]:
        watch, opened = self._watch, list[tuple[str, asyncio.Task[None]]]()
        wanted: list[tuple[str, str, str, Sight]] = []
        for walk in walks:
            link = sign(watch.signing.encode(), ORDER_LINK, UUID(walk.order))
            wanted.append((f"order {walk.order}", f"/o/{link}/stream", "", of_order(walk.order, watch.marks)))
        wanted += [(f"till {location}", "/till/stream", key, of_till) for location, key in watch.tills]
        wanted += [("console", "/console/stream", watch.operator, of_console)] * watch.consoles
        for name, path, key, sight in wanted:
            headers = {"Authorization": f"Bearer {key}"} if key else {}
            response = await stack.enter_async_context(self._session.get(self._house + path, headers=headers))
            response.raise_for_status()
            seen = Seen(name, {})
            self._screens.append(seen)
            opened.append((name, asyncio.create_task(_read(response, sight, seen))))
        return opened

    async def _move(self, walks: list[Walk]) -> None:
        """One change after the other at the fixed rate, whether or not the last one was answered."""
        steps = [
            (walk, place)
            for start in range(0, len(walks), AT_A_TIME)
            for place in range(len(CHANGES))
            for walk in walks[start : start + AT_A_TIME]
        ]
        began = perf_counter()
        async with asyncio.TaskGroup() as group:
            for number, (walk, place) in enumerate(steps[: round(self._watch.seconds * self._watch.per_s)]):
                await asyncio.sleep(began + number / self._watch.per_s - perf_counter())
                group.create_task(self._step(walk, place))

    async def _step(self, walk: Walk, place: int) -> None:
        async with walk.turn:
            try:
                await self._post(*walk.request(place))
            except (aiohttp.ClientError, TimeoutError) as fault:
                self._failures.append(f"{walk.request(place)[0]}: {fault}")
                return
        self._changes.append(Change(walk.order, walk.fulfilment, walk.location, place))

    async def _post(self, path: str, body: dict[str, Any] | None) -> Any:
        headers = {"Authorization": f"Bearer {self._watch.secret}", "Idempotency-Key": new_id().hex}
        async with self._session.post(self._house + path, json=body, headers=headers) as response:
            if response.status >= 300:
                raise aiohttp.ClientError(f"{response.status} {(await response.text())[:300]}")
            return await response.json()


async def _read(response: aiohttp.ClientResponse, sight: Sight, seen: Seen) -> None:
    frames = Frames()
    async for received in response.content.iter_any():
        now = time()
        for frame in frames.feed(received):
            for shown in sight(frame):
                seen.first.setdefault(shown, now)


async def _watch(watch: Watch) -> Watched:
    patient = aiohttp.ClientTimeout(total=None, sock_connect=30)
    async with aiohttp.ClientSession(timeout=patient, connector=aiohttp.TCPConnector(limit=0)) as session:
        return await Watcher(watch, session).run()


def main() -> None:
    """Reads what to watch from the standard input, and writes what was seen."""
    end_with_parent()
    watch = msgspec.json.decode(sys.stdin.buffer.readline(), type=Watch)
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(_watch(watch))) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
