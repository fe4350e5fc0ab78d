"""What associates do at one location: pick, pack and ship, or lay ready and hand over; and receive deliveries."""

import asyncio
from dataclasses import dataclass, field
from random import Random
from typing import Any

from atrium.demo.saturday.asking import Asking
from atrium.demo.saturday.tally import Tally

SHORT = 0.02
SHORT_REASONS = ("the shelf is empty", "the box is damaged", "cannot be found")
QUEUE_PAGE = 200
LOOKS_AGAIN_S = 20.0
SCARCE = 4
# Somebody else, or an earlier Saturday, may have taken the step, or the shopper called the order off.
STEPS = ("wrong_step", "order_closed", "pick_does_not_add_up", "fulfilment_not_found", "picked_by_another")


@dataclass(slots=True)
class Floor:
    """The associates of one location, working on its queue with its key; `haste` divides their delays."""

    location: str
    asking: Asking
    tally: Tally
    chance: Random
    haste: float
    hands: asyncio.Semaphore
    leaves: int = 0
    """So many jobs are left to whoever visits; the oldest beyond them are taken up."""
    news: asyncio.Event = field(default_factory=asyncio.Event)
    _in_hand: dict[str, "asyncio.Task[None]"] = field(default_factory=dict[str, "asyncio.Task[None]"])

    async def work(self) -> None:
        """Works until cancelled: takes up everything in the queue, whenever there is news."""
        async with asyncio.TaskGroup() as group:
            while True:
                self.news.clear()
                for entry in self._taken_up(await self._queue()):
                    if entry["id"] not in self._in_hand:
                        task = group.create_task(self._finish(entry["id"]))
                        self._in_hand[entry["id"]] = task
                try:
                    await asyncio.wait_for(self.news.wait(), LOOKS_AGAIN_S / self.haste)
                except TimeoutError:
                    continue

    def _taken_up(self, queue: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What the associates begin; where jobs are left to a visitor, they finish nothing that they did not begin."""
        if not self.leaves:
            return queue
        to_pick = [entry for entry in queue if entry["state"] == "queued"]
        return to_pick[: max(len(to_pick) - self.leaves, 0)]

    async def _queue(self) -> list[dict[str, Any]]:
        query: dict[str, str | int] = {"location": self.location, "limit": QUEUE_PAGE}
        entries: list[dict[str, Any]] = []
        while True:
            reply = await self.asking.get("/v1/fulfilments", query)
            if not reply.ok:
                return entries
            entries += reply.body["items"]
            if reply.body["next_cursor"] is None:
                return entries
            query["cursor"] = reply.body["next_cursor"]

    async def _finish(self, id_: str) -> None:
        """Takes one fulfilment from where it stands to its end."""
        try:
            async with self.hands:
                work = await self.asking.get(f"/v1/fulfilments/{id_}")
                if work.ok and work.body["state"] == "queued":
                    work = await self._pick(work.body)
                if not work.ok:
                    return
                if work.body["mode"] == "ship":
                    await self._ship(work.body)
                    return
                code = await self._make_ready(work.body)
            if code is not None:
                await self._hand_over(id_, code)
        finally:
            self._in_hand.pop(id_, None)

    async def _pick(self, work: dict[str, Any]) -> Any:
        await self._pause(2, 8)
        lines: list[dict[str, Any]] = []
        for line in work["lines"]:
            wanted = line["quantity"] - line["short"]
            is_short = wanted > 0 and self.chance.random() < SHORT
            found = {
                "line_number": line["line_number"],
                "picked": self.chance.randrange(wanted) if is_short else wanted,
            }
            if is_short:
                found["short_reason"] = self.chance.choice(SHORT_REASONS)
                self.tally.add("short")
            lines.append(found)
        return await self.asking.post(f"/v1/fulfilments/{work['id']}/pick", {"lines": lines}, expects=STEPS)

    async def _ship(self, work: dict[str, Any]) -> None:
        path = f"/v1/fulfilments/{work['id']}"
        if work["state"] == "picked":
            await self._pause(1, 4)
            work = (await self.asking.post(f"{path}/packing", expects=STEPS)).body
        if work.get("state") == "packed":
            await self._pause(0.5, 2)
            tracking = f"1Z{self.chance.randrange(10**10):010d}"
            if (await self.asking.post(f"{path}/shipment", {"tracking": tracking}, expects=STEPS)).ok:
                self.tally.add("shipped")

    async def _make_ready(self, work: dict[str, Any]) -> str | None:
        """The code that the shopper is told; a code that got lost is replaced."""
        if work["state"] not in ("picked", "ready"):
            return None
        await self._pause(1, 3)
        ready = await self.asking.post(f"/v1/fulfilments/{work['id']}/readiness", expects=STEPS)
        return ready.body["handover_code"] if ready.ok else None

    async def _hand_over(self, id_: str, code: str) -> None:
        await self._pause(5, 45)
        path = f"/v1/fulfilments/{id_}/handover"
        if self.chance.random() < 0.03:
            await self.asking.post(path, {"code": "WRONG"}, expects=("wrong_code", *STEPS))
        if (await self.asking.post(path, {"code": code}, expects=STEPS)).ok:
            self.tally.add("handed_over")

    async def receive(self, skus: list[str]) -> None:
        """Books a delivery of those items of which little is left here."""
        found = await self.asking.get(
            "/v1/availability", [*(("sku", sku) for sku in skus), ("location", self.location)]
        )
        if not found.ok:
            return
        rows = [
            {
                "sku": item["sku"],
                "location": self.location,
                "quantity": self.chance.randint(6, 30),
                "reason": "delivery from the supplier",
                "kind": "receipt",
                "document": f"delivery {self.chance.randrange(10**6):06d}",
            }
            for item in found.body["items"]
            if item["here"] < SCARCE
        ]
        if rows and (await self.asking.post("/v1/stock-adjustments", {"adjustments": rows})).ok:
            self.tally.add("deliveries")

    async def _pause(self, least_s: float, most_s: float) -> None:
        await asyncio.sleep(self.chance.uniform(least_s, most_s) / self.haste)
