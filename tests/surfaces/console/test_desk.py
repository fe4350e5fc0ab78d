"""The pages of an operator's desk: each is shown, filtered, exported and refused in a sentence."""

import csv
import io
import re
from typing import Any

import pytest

from atrium.contexts import orders
from atrium.contexts.identity import ROLES
from atrium.kit.events import sequence
from tests.story import collect
from tests.surfaces.console.test_pages import INLINE, visit
from tests.web import Client, Reply
from tests.world import World

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


async def send(desk: Client, path: str, **fields: Any) -> Reply:
    """A form as a browser sends it."""
    headers = {"Authorization": f"Bearer {desk.key}", **SAME_ORIGIN}
    return await visit(desk, path, method="POST", data=fields, **headers)


def text_of(reply: Reply) -> str:
    return re.sub(r"\s+", " ", reply.body.decode())


def table(reply: Reply) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(reply.body.decode("utf-8-sig"), newline="")))


async def furnished(world: World) -> orders.Order:
    await world.stock(LAMP={"S0001": 9, "S0002": 9})
    return await world.order(collect("LAMP", 2))


PAGES = (
    *("/console/orders", "/console/stock", "/console/stock/items/LAMP", "/console/stock/movements"),
    *("/console/locations", "/console/locations/S0001", "/console/events", "/console/events?family=identity"),
)


class TestPages:
    @pytest.mark.parametrize("path", PAGES)
    async def test_are_shown_without_anything_inline(self, desk: Client, world: World, path: str) -> None:
        await furnished(world)
        reply = await desk.get(path)
        assert reply.status == 200, text_of(reply)
        assert INLINE.findall(reply.body.decode()) == []
        assert 'aria-label="Console"' in reply.body.decode()

    @pytest.mark.parametrize("path", [*PAGES, "/console/orders.csv", "/console/stock.csv", "/console/events.csv"])
    async def test_lead_who_is_not_signed_in_to_the_way_in(self, desk: Client, path: str) -> None:
        reply = await visit(desk, path)
        assert (reply.status, reply.headers["Location"].partition("?")[0]) == (303, "/console/sign-in")

    @pytest.mark.parametrize("path", PAGES)
    async def test_are_not_for_an_associate(self, desk: Client, world: World, path: str) -> None:
        await furnished(world)
        associate = await desk.allowed_to(*ROLES["associate"])
        assert (await associate.get(path)).status == 403

    @pytest.mark.parametrize(
        "path", ["/console/orders?state=lost", "/console/orders?span=year", "/console/stock?condition=wet"]
    )
    async def test_say_which_filter_is_none(self, desk: Client, path: str) -> None:
        reply = await desk.get(path)
        assert reply.status == 422
        assert "is no choice for" in text_of(reply)

    async def test_refuse_a_cursor_that_was_not_made_here(self, desk: Client) -> None:
        assert (await desk.get("/console/orders?cursor=guessed")).status == 422


class TestOrders:
    async def test_are_found_and_linked(self, desk: Client, world: World) -> None:
        order = await furnished(world)
        text = text_of(await desk.get("/console/orders?text=LAMP&mode=pickup&span=all"))
        assert f'href="/console/orders/{order.id}"' in text
        assert "No order passes" in text_of(await desk.get("/console/orders?text=nobody&span=all"))

    async def test_are_exported(self, desk: Client, world: World) -> None:
        order = await furnished(world)
        reply = await desk.get("/console/orders.csv?span=all")
        assert reply.headers["Content-Disposition"] == 'attachment; filename="orders-2026-11-20.csv"'
        (row,) = table(reply)
        assert (row["number"], row["shopper"], row["total_minor"]) == (order.number, "Kim Otieno", "5535")

    async def test_keep_a_filter_that_only_its_owner_sees(self, desk: Client, world: World) -> None:
        await furnished(world)
        kept = await send(desk, "/console/orders/filters", name="Collected here", mode="pickup", location="S0001")
        assert kept.headers["Location"] == "/console/orders?location=S0001&mode=pickup"
        assert "Collected here" in text_of(await desk.get("/console/orders"))
        other = await desk.allowed_to(*ROLES["operator"])
        assert "Collected here" not in text_of(await other.get("/console/orders"))
        await send(desk, "/console/orders/filters/forget", name="Collected here")
        assert "Collected here" not in text_of(await desk.get("/console/orders"))

    async def test_say_why_a_filter_cannot_be_kept(self, desk: Client) -> None:
        reply = await send(desk, "/console/orders/filters", name="All")
        assert reply.status == 422
        assert "Nothing is chosen that could be kept." in text_of(reply)


class TestStock:
    async def test_is_exported(self, desk: Client, world: World) -> None:
        await furnished(world)
        rows = table(await desk.get("/console/stock.csv?text=LAMP"))
        assert [(row["sku"], row["on_hand"], row["reserved"]) for row in rows if row["sku"] == "LAMP"] == [
            ("LAMP", "18", "2")
        ]
        levels = table(await desk.get("/console/stock/items/LAMP/levels.csv"))
        assert sorted((row["location"], row["available"]) for row in levels) == [("S0001", "7"), ("S0002", "9")]
        moved = table(await desk.get("/console/stock/movements.csv?span=all&location=S0001"))
        assert [(row["sku"], row["quantity"], row["kind"]) for row in moved] == [("LAMP", "9", "opening")]


class TestEvents:
    async def test_are_looked_through_and_exported(self, desk: Client, world: World) -> None:
        order = await furnished(world)
        await world.database.commit(sequenced)
        text = text_of(await desk.get("/console/events?family=orders"))
        assert f'href="/console/orders/{order.id}"' in text
        rows = table(await desk.get(f"/console/events.csv?subject=order/{order.id}"))
        assert "orders.placed" in {row["type"] for row in rows}


@pytest.mark.usefixtures("world")
class TestLocations:
    async def test_get_other_hours_on_a_date(self, desk: Client) -> None:
        path = "/console/locations/S0001"
        done = await send(desk, f"{path}/hours", day="2026-12-24", hours="10-2", reason="Christmas Eve")
        assert done.headers["Location"] == f"{path}?done=hours"
        text = text_of(await desk.get(f"{path}?done=hours"))
        assert "Christmas Eve" in text
        assert "The hours of that day are changed." in text
        wrong = await send(desk, f"{path}/hours", day="2026-12-24", hours="sometimes", reason="Christmas Eve")
        assert wrong.status == 422
        assert "Write them as 10-4, or closed." in text_of(wrong)
        await send(desk, f"{path}/hours/lift", day="2026-12-24")
        assert "None are coming." in text_of(await desk.get(path))

    async def test_get_a_holiday_all_at_once(self, desk: Client) -> None:
        done = await send(
            desk, "/console/locations/holidays", day="2026-12-25", hours="closed", reason="Christmas", kind="store"
        )
        assert done.headers["Location"] == "/console/locations?changed=2&day=2026-12-25"
        assert "Christmas" in text_of(await desk.get("/console/locations/S0002"))
        assert "Christmas" not in text_of(await desk.get("/console/locations/DC-RENO"))

    async def test_are_closed_with_a_reason_and_reopened(self, desk: Client) -> None:
        path = "/console/locations/S0001"
        assert (await send(desk, f"{path}/closure", reason="")).status == 422
        await send(desk, f"{path}/closure", reason="A burst pipe")
        assert "Out of operation: A burst pipe" in text_of(await desk.get(path))
        await send(desk, f"{path}/reopening")
        assert "Out of operation" not in text_of(await desk.get(path))

    async def test_change_their_capacity(self, desk: Client, world: World) -> None:
        path = "/console/locations/S0001"
        assert (await send(desk, f"{path}/capacity", daily_capacity="-1")).status == 422
        await send(desk, f"{path}/capacity", daily_capacity="250")
        told = [event for event in await world.events("location/S0001") if event.type == "locations.capacity_changed"]
        assert [event.facts["daily_capacity"] for event in told] == [250]

    async def test_are_changed_only_by_who_may(self, desk: Client) -> None:
        reader = await desk.allowed_to(*(ROLES["operator"] - {"locations:write"}))
        assert (await send(reader, "/console/locations/S0001/closure", reason="A burst pipe")).status == 403
        assert "Take it out of operation" not in text_of(await reader.get("/console/locations/S0001"))


async def sequenced(tx: Any) -> None:
    await sequence(tx)
