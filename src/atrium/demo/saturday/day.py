"""The day itself: shoppers in waves, floors at work, and somebody who carries the news between them."""

import asyncio
import json
import math
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import structlog

from atrium.demo import retailer
from atrium.demo.saturday.asking import Asking
from atrium.demo.saturday.associates import Floor
from atrium.demo.saturday.assortment import Assortment, load_cards
from atrium.demo.saturday.shoppers import CHANNELS, Channel, Shoppers
from atrium.demo.saturday.tally import Tally

FIGURES_S = 10.0
NEWS_S = 1.0
DELIVERY_S = 25.0
WAVES = 3
PAGE = 200
MOST_AT_ONCE = 400
PATIENCE_S = 30.0
LEFT_TO_VISITORS = 12
"""Jobs at the visitors' store that the simulated associates leave alone."""
NEWS = ("fulfilment.routed", "fulfilment.queued", "orders.lines_waiting")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Plan:
    """Where to go, with which keys, how busy, how long. `haste` divides human delays; the seed fixes the draws."""

    base: str
    keys: Mapping[str, Any] = field(repr=False)
    orders_per_s: float
    minutes: float
    haste: float = 1.0
    seed: int = 20261121
    finish_s: float = 20.0
    """How long the floors may still work after the last shopper came."""

    @staticmethod
    def read_keys(path: Path) -> Mapping[str, Any]:
        """The keys as `atrium up --demo` writes them."""
        return json.loads(path.read_text(encoding="utf-8"))

    def rate(self, elapsed_s: float) -> float:
        """Orders a second now: it comes in waves, around `orders_per_s`."""
        return self.orders_per_s * (1 + 0.6 * math.sin(2 * math.pi * WAVES * elapsed_s / (self.minutes * 60)))


@dataclass(slots=True)
class _Day:
    plan: Plan
    shoppers: Shoppers
    floors: dict[str, Floor]
    reader: Asking
    chance: Random
    tally: Tally
    position: int = 0
    visits: set["asyncio.Task[None]"] = field(default_factory=set["asyncio.Task[None]"])

    async def let_in(self) -> None:
        """Lets shoppers in until the day is over, then waits for those inside."""
        loop = asyncio.get_running_loop()
        began, ends = loop.time(), self.plan.minutes * 60
        while (elapsed := loop.time() - began) < ends:
            await asyncio.sleep(min(self.chance.expovariate(self.plan.rate(elapsed)), ends - elapsed))
            if len(self.visits) < MOST_AT_ONCE:
                self.visit(self.shoppers.shop())
        if self.visits:
            await asyncio.wait(self.visits, timeout=self.plan.finish_s)

    def visit(self, what: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(what)
        self.visits.add(task)
        task.add_done_callback(self._left)

    def _left(self, task: "asyncio.Task[None]") -> None:
        self.visits.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            self.tally.add("unexpected")
            log.error("saturday.broken", exc_info=fault)

    async def carry_news(self) -> None:
        """Follows the event log: wakes the floors, and asks shoppers whose goods are missing."""
        first = await self.reader.get("/v1/events", {"limit": 1})
        self.position = first.body["last_position"] if first.ok else 0
        await self._take_up_shortages()
        while True:
            query = [("after", str(self.position)), ("limit", str(PAGE)), *(("type", name) for name in NEWS)]
            reply = await self.reader.get("/v1/events", query)
            found: list[dict[str, Any]] = reply.body["items"] if reply.ok else []
            for event in found:
                self.position = event["position"]
                self._tell(event)
            if len(found) < PAGE:
                await asyncio.sleep(NEWS_S / self.plan.haste)

    async def _take_up_shortages(self) -> None:
        """Asks the shoppers of an earlier day, whose goods are missing still."""
        query: dict[str, str | int] = {"state": "in_progress", "limit": PAGE}
        reply = await self.reader.get("/v1/orders", query)
        for order in reply.body["items"] if reply.ok else ():
            if order["waiting"]:
                self.visit(self.shoppers.answer_shortage(order["id"]))

    def _tell(self, event: dict[str, Any]) -> None:
        facts = event["facts"]
        if event["type"] == "orders.lines_waiting":
            if "consent" in facts["waiting_for"].values():
                self.visit(self.shoppers.answer_shortage(facts["order_id"]))
        elif facts["location"] in self.floors:
            self.floors[facts["location"]].news.set()

    async def deliver(self) -> None:
        """Now and then a lorry comes to somebody who runs out of what is wanted most."""
        while True:
            await asyncio.sleep(self.chance.uniform(0.5, 1.5) * DELIVERY_S / self.plan.haste)
            floor = self.chance.choice(list(self.floors.values()))
            await floor.receive(self.shoppers.assortment.wanted[:40])

    async def tell_figures(self) -> None:
        while True:
            await asyncio.sleep(FIGURES_S)
            log.info("saturday", **self.tally.figures())


async def run(plan: Plan) -> Tally:
    """Runs a Saturday to its end and answers what happened."""
    tally, chance = Tally(), Random(plan.seed)
    timeout = aiohttp.ClientTimeout(total=PATIENCE_S)
    connector = aiohttp.TCPConnector(limit=200)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
        day = await _open(plan, session, tally, chance)
        background = [day.carry_news(), day.deliver(), day.tell_figures()]
        tasks = [asyncio.create_task(one) for one in (*background, *(floor.work() for floor in day.floors.values()))]
        log.info("saturday.begins", orders_per_s=plan.orders_per_s, minutes=plan.minutes, haste=plan.haste)
        try:
            await day.let_in()
            await asyncio.sleep(plan.finish_s)
        finally:
            await _end([*tasks, *day.visits])
            log.info("saturday.over", **tally.figures())
    return tally


async def _open(plan: Plan, session: aiohttp.ClientSession, tally: Tally, chance: Random) -> _Day:
    def asking(key: str) -> Asking:
        return Asking(plan.base, session, tally, key)

    reader = asking(plan.keys["operator"])
    places = plan.keys["associates"]
    stores = [store for store in retailer.load_stores() if store.id in places]
    assortment = Assortment(chance, await load_cards(reader), stores)
    people = retailer.load_shoppers()
    doors: dict[Channel, Asking] = {channel: asking(plan.keys["doors"][channel]) for channel in CHANNELS}
    shoppers = Shoppers(doors, people, assortment, chance, tally, plan.haste)
    return _Day(plan, shoppers, _floors(plan, asking, tally, chance), reader, chance, tally)


def _floors(plan: Plan, asking: Any, tally: Tally, chance: Random) -> dict[str, Floor]:
    centre = max(6, math.ceil(plan.orders_per_s * 8 / plan.haste))
    store = max(2, math.ceil(plan.orders_per_s / plan.haste))
    return {
        place: Floor(
            place,
            asking(key),
            tally,
            chance,
            plan.haste,
            asyncio.Semaphore(store if place.startswith("S") else centre),
            leaves=LEFT_TO_VISITORS if place == retailer.VISITORS_STORE else 0,
        )
        for place, key in plan.keys["associates"].items()
    }


async def _end(tasks: list["asyncio.Task[None]"]) -> None:
    for task in tasks:
        task.cancel()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(ended, Exception):
            log.error("saturday.broken", exc_info=ended)
