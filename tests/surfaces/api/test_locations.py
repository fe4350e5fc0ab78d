"""Locations over HTTP."""

from typing import Any

import pytest

from tests.web import Client, issue_key
from tests.world import a_world


def store(code: str, **more: Any) -> dict[str, Any]:
    return {
        "id": code,
        "kind": "store",
        "name": "Fargo store",
        "market": "US",
        "address": {
            "street": "1615 38th St S",
            "city": "Fargo",
            "region": "ND",
            "postal_code": "58103",
            "country": "US",
        },
        "coordinates": {"latitude": 46.857113, "longitude": -96.842743},
        "zone": "America/Chicago",
        "hours": "Mon-Sat: 10-9; Sun: closed",
        "capabilities": ["pickup", "ship_from_store"],
        "daily_capacity": 100,
        **more,
    }


@pytest.fixture
async def chain(client: Client) -> Client:
    reply = await client.put("/v1/locations", {"locations": [store("S0001"), store("S0002")]})
    assert (reply.status, reply.json["saved"]) == (200, 2)
    return client


class TestSaveLocations:
    async def test_takes_hours_in_words_or_as_spans(self, client: Client) -> None:
        spans = [[["10:00", "21:00"]]] * 6 + [[]]
        await client.put("/v1/locations", {"locations": [store("S0001"), store("S0002", hours=spans)]})
        first, second = [(await client.get(f"/v1/locations/{code}")).json for code in ("S0001", "S0002")]
        assert first["hours"] == second["hours"] == spans
        assert first["hours_in_words"] == "Mon-Sat: 10am-9pm; Sun: closed"

    async def test_reports_each_row(self, client: Client) -> None:
        rows = [store("S0001", hours="whenever"), store("S0002"), store("S0003", zone="Mars/Olympus"), store("S0002")]
        reply = await client.put("/v1/locations", {"locations": rows})
        assert [row["problem"] and row["problem"]["field"] for row in reply.json["rows"]] == [
            "hours",
            None,
            "zone",
            "id",
        ]

    async def test_refuses_a_clock_that_is_none(self, client: Client) -> None:
        spans = [[["10:00", "25:00"]]] + [[]] * 6
        reply = await client.put("/v1/locations", {"locations": [store("S0001", hours=spans)]})
        assert (reply.status, reply.code) == (422, "body_invalid")


class TestClosure:
    async def test_begins_and_ends(self, chain: Client) -> None:
        closed = await chain.post("/v1/locations/S0001/closure", {"reason": "flood"})
        assert (closed.status, closed.json["closed_reason"]) == (200, "flood")
        opened = await chain.delete("/v1/locations/S0001/closure")
        assert (opened.status, opened.json["closed_reason"]) == (200, None)

    async def test_needs_a_reason(self, chain: Client) -> None:
        for body in ({}, {"reason": ""}):
            reply = await chain.post("/v1/locations/S0001/closure", body)
            assert (reply.status, reply.json["field"]) == (422, "reason")
        assert (await chain.get("/v1/locations/S0001")).json["closed_reason"] is None


class TestVisibility:
    async def test_hides_what_the_key_does_not_see(self, chain: Client) -> None:
        key = await issue_key(chain.house.database, "*", locations=["S0002"])
        narrow = chain.with_key(key)
        assert [one["id"] for one in (await narrow.get("/v1/locations")).json["items"]] == ["S0002"]
        assert (await narrow.get("/v1/locations/S0001")).code == "location_not_found"
        assert (await narrow.post("/v1/locations/S0001/closure", {"reason": "x"})).code == "location_not_found"
        assert (await chain.get("/v1/locations/S0001")).json["closed_reason"] is None


class TestListLocations:
    async def test_filters_by_kind(self, chain: Client) -> None:
        assert len((await chain.get("/v1/locations?kind=store")).json["items"]) == 2
        assert (await chain.get("/v1/locations?kind=distribution_centre")).json["items"] == []
        assert (await chain.get("/v1/locations?kind=moon")).json["field"] == "kind"


class TestExceptions:
    async def test_are_made_in_words_or_spans_each_on_its_own(self, client: Client) -> None:
        await a_world(client.house.database)
        day = "2026-12-24"
        reply = await client.post(
            "/v1/hours-exceptions",
            {
                "exceptions": [
                    {"location": "S0001", "day": day, "hours": "10-2", "reason": "Christmas Eve"},
                    {"location": "S0002", "day": day, "hours": [], "reason": "Christmas Eve"},
                    {"location": "S0999", "day": day, "hours": "closed", "reason": "Christmas Eve"},
                    {"location": "S0001", "day": "2026-12-25", "hours": "sometimes", "reason": "Christmas"},
                ]
            },
        )
        assert reply.status == 200
        assert (reply.json["saved"], reply.json["refused"]) == (2, 2)
        one = await client.get("/v1/locations/S0001")
        assert one.json["exceptions"] == [
            {"day": day, "hours": [["10:00", "14:00"]], "hours_in_words": "10am-2pm", "reason": "Christmas Eve"}
        ]
        other = await client.get("/v1/locations/S0002")
        assert [(one["hours"], one["hours_in_words"]) for one in other.json["exceptions"]] == [([], "closed")]

    async def test_are_lifted(self, client: Client) -> None:
        await a_world(client.house.database)
        body = {"exceptions": [{"location": "S0001", "day": "2026-12-25", "hours": "closed", "reason": "Christmas"}]}
        await client.post("/v1/hours-exceptions", body)
        lifted = await client.delete("/v1/locations/S0001/exceptions/2026-12-25")
        assert (lifted.status, lifted.json["exceptions"]) == (200, [])
        wrong = await client.delete("/v1/locations/S0001/exceptions/christmas")
        assert wrong.status == 422
