"""What shoppers do: fill a basket, order, pay, change their minds, answer when something is missing, collect."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from atrium.demo.retailer import DemoShopper
from atrium.demo.saturday.asking import Asking, Reply
from atrium.demo.saturday.assortment import Assortment
from atrium.demo.saturday.tally import Tally

Channel = Literal["web", "marketplace", "till"]
CHANNELS: Mapping[Channel, float] = {"web": 0.74, "marketplace": 0.12, "till": 0.14}
GOOD_CARDS = ("tok_visa", "tok_visa", "tok_mastercard", "tok_mastercard", "tok_duplicate")
BAD_CARDS = ("tok_declined", "tok_insufficient_funds", "tok_expired_card", "tok_fraud")
ODD_CARDS = ("tok_slow_2s", "tok_slow_2s", "tok_error_once", "tok_capture_fails_once", "tok_timeout")
CARDS = {"good": 0.88, "bad": 0.06, "odd": 0.04, "none": 0.02}
LINES = {1: 0.55, 2: 0.25, 3: 0.13, 4: 0.07}
COLLECTED = 0.45
CALLED_OFF = 0.04
SOLD_OUT = ("insufficient_stock", "pickup_not_offered", "not_sold", "not_for_sale")
PAYING = ("card_declined", "gateway_silent", "payment_under_way", "order_closed")
ANSWERING = ("nothing_waiting", "order_closed", "insufficient_stock", "pickup_not_offered")


@dataclass(slots=True)
class Shoppers:
    """Everybody who buys; `haste` divides their delays."""

    doors: Mapping[Channel, Asking]
    people: tuple[DemoShopper, ...]
    assortment: Assortment
    chance: Random
    tally: Tally
    haste: float

    async def shop(self) -> None:
        """One shopper's visit, from the basket to the paid order and second thoughts."""
        shopper = self.chance.choice(self.people)
        (channel,) = self.chance.choices(list(CHANNELS), list(CHANNELS.values()))
        door = self.doors[channel]
        lines = await self._basket(door, shopper, channel)
        placed = await self._place(door, shopper, channel, lines)
        if not placed.ok:
            self.tally.add("refused")
            return
        self.tally.add("orders")
        self.tally.placing_ms.append(placed.took_ms)
        if channel == "web" and not await self._pay(door, placed.body["id"]):
            return
        if self.chance.random() < CALLED_OFF:
            await self._call_off(door, placed.body["id"])

    async def answer_shortage(self, order_id: str) -> None:
        """Says what shall become of units that the chosen store does not have."""
        await self._pause(3, 20)
        for door in self.doors.values():
            order = await door.get(f"/v1/orders/{order_id}", expects=("order_not_found",))
            if order.ok:
                await self._answer(door, order.body)
                return

    async def _answer(self, door: Asking, order: dict[str, Any]) -> None:
        waiting = [line for line in order["lines"] if line["waiting"] and line["waiting_for"] == "consent"]
        if not waiting:
            return
        for wish in await self._wishes(door, waiting, has_address=order["address"] is not None):
            answered = await door.post(f"/v1/orders/{order['id']}/shortage-answer", wish, expects=ANSWERING)
            if answered.ok:
                self.tally.add("answered")
                return

    async def _basket(self, door: Asking, shopper: DemoShopper, channel: Channel) -> list[dict[str, Any]]:
        (number,) = self.chance.choices(list(LINES), list(LINES.values()))
        skus = self.assortment.choose(number)
        lines: list[dict[str, Any]] = [{"sku": sku, "quantity": self._units()} for sku in skus]
        if channel == "till" or (channel == "web" and self.chance.random() < COLLECTED / CHANNELS["web"]):
            await self._collect(door, shopper, lines)
        return lines

    async def _collect(self, door: Asking, shopper: DemoShopper, lines: list[dict[str, Any]]) -> None:
        """Lets what a near store has be collected there; the rest is shipped."""
        skus = [("sku", line["sku"]) for line in lines]
        for store in self.assortment.near(shopper):
            found = await door.get("/v1/availability", [*skus, ("location", store)])
            if not found.ok:
                return
            here = {item["sku"]: item["here"] for item in found.body["items"]}
            there = [line for line in lines if here[line["sku"]] >= line["quantity"]]
            for line in there:
                line |= {"mode": "pickup", "pickup_location": store}
            if there:
                return

    async def _place(self, door: Asking, shopper: DemoShopper, channel: Channel, lines: list[dict[str, Any]]) -> Reply:
        name = f"{shopper.first_name} {shopper.last_name}"
        order: dict[str, Any] = {"contact": {"name": name, "email": shopper.email}, "lines": lines}
        order["address"] = {
            "street": shopper.address,
            "city": shopper.city,
            "region": shopper.state,
            "postal_code": shopper.postal_code,
            "country": "US",
        }
        if channel == "web":
            return await door.post("/v1/orders", order, expects=SOLD_OUT)
        order["payment"] = {"amount_minor": self.assortment.total_minor(lines), "reference": f"{channel} tender"}
        placed = await door.post("/v1/orders", order, expects=(*SOLD_OUT, "payment_differs"))
        if placed.code == "payment_differs":
            # Somebody changed a price meanwhile: the door charges the new one.
            order["payment"]["amount_minor"] = placed.body["total_minor"]
            return await door.post("/v1/orders", order, expects=SOLD_OUT)
        return placed

    async def _pay(self, door: Asking, order_id: str) -> bool:
        """Whether the order was paid, in the end."""
        (kind,) = self.chance.choices(list(CARDS), list(CARDS.values()))
        await self._pause(0.5, 3)
        if kind == "none":
            self.tally.add("abandoned")
            return False
        token = self.chance.choice({"good": GOOD_CARDS, "bad": BAD_CARDS, "odd": ODD_CARDS}[kind])
        paid = await door.post(f"/v1/orders/{order_id}/payment", {"token": token}, expects=PAYING)
        if paid.code == "card_declined":
            self.tally.add("declined")
            if self.chance.random() < 0.25:
                self.tally.add("abandoned")
                return False
            await self._pause(2, 8)
            again = {"token": self.chance.choice(GOOD_CARDS)}
            paid = await door.post(f"/v1/orders/{order_id}/payment", again, expects=PAYING)
        return paid.ok

    async def _call_off(self, door: Asking, order_id: str) -> None:
        await self._pause(1, 15)
        body = {"reason": "changed my mind"}
        gone = await door.post(
            f"/v1/orders/{order_id}/cancellation", body, expects=("already_under_way", "order_closed")
        )
        if gone.ok:
            self.tally.add("cancelled")

    async def _wishes(self, door: Asking, waiting: list[dict[str, Any]], *, has_address: bool) -> list[dict[str, str]]:
        """What the shopper would like, best first; to cancel is always possible."""
        wishes: list[dict[str, str]] = []
        stock = await door.get(f"/v1/items/{waiting[0]['sku']}/stock", expects=("unknown_stock",))
        if stock.ok:
            places = [one["location"] for one in stock.body["items"] if one["available"] >= waiting[0]["waiting"]]
            stores = [place for place in places if place.startswith("S")]
            wishes += [{"choice": "collect", "location": place} for place in stores[:1]]
        if has_address:
            wishes.append({"choice": "ship"})
        self.chance.shuffle(wishes)
        return [*wishes, {"choice": "cancel"}]

    def _units(self) -> int:
        return self.chance.choices((1, 2, 3), (0.85, 0.11, 0.04))[0]

    async def _pause(self, least_s: float, most_s: float) -> None:
        await asyncio.sleep(self.chance.uniform(least_s, most_s) / self.haste)
