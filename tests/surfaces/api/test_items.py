"""Items and categories over HTTP."""

import pytest

from tests.web import Client

SVG = "<svg xmlns='http://www.w3.org/2000/svg'><circle r='4'/></svg>"


def item(sku: str, **more: str) -> dict[str, str]:
    return {"sku": sku, "name": "Desk lamp", "category": "furniture", "style": "lamp", **more}


@pytest.fixture
async def shop(client: Client) -> Client:
    categories = [{"code": "furniture", "name": "Furniture"}, {"code": "tools", "name": "Tools", "place": 1}]
    reply = await client.put("/v1/categories", {"categories": categories})
    assert (reply.status, reply.json["saved"]) == (200, 2)
    return client


class TestSaveItems:
    async def test_reports_each_row(self, shop: Client) -> None:
        rows = [item("LAMP"), item("lamp"), item("SAW", category="ships")]
        reply = await shop.put("/v1/items", {"items": rows})
        assert reply.status == 200
        assert (reply.json["saved"], reply.json["refused"]) == (1, 2)
        assert [row["problem"] and row["problem"]["code"] for row in reply.json["rows"]] == [
            None,
            "item_invalid",
            "unknown_category",
        ]
        assert reply.json["rows"][1]["problem"]["field"] == "sku"

    async def test_refuses_a_body_of_another_shape(self, shop: Client) -> None:
        reply = await shop.put("/v1/items", {"items": [item("LAMP"), {"sku": "SOFA"}]})
        assert (reply.status, reply.json["field"]) == (422, "items[1].name")
        assert (await shop.get("/v1/items")).json["items"] == []


class TestListItems:
    async def test_pages_by_cursor(self, shop: Client) -> None:
        await shop.put("/v1/items", {"items": [item(f"LAMP-{number}") for number in range(3)]})
        first = (await shop.get("/v1/items?limit=2")).json
        second = (await shop.get(f"/v1/items?limit=2&cursor={first['next_cursor']}")).json
        assert [one["sku"] for one in first["items"] + second["items"]] == ["LAMP-0", "LAMP-1", "LAMP-2"]
        assert second["next_cursor"] is None

    @pytest.mark.parametrize("cursor", ["x", "W10", "é", "WyJcdTAwMDAiXQ", "e30", "W1tbXV1d" * 50])
    async def test_refuses_a_cursor_that_was_not_made_here(self, shop: Client, cursor: str) -> None:
        for path in ("items", "locations", "actors"):
            reply = await shop.get(f"/v1/{path}?cursor={cursor}")
            assert (reply.status, reply.code) == (422, "bad_cursor")

    async def test_names_the_parameter_at_fault(self, shop: Client) -> None:
        for limit in ("0", "201", "many"):
            reply = await shop.get(f"/v1/items?limit={limit}")
            assert (reply.status, reply.json["field"]) == (422, "limit")


class TestGetItem:
    async def test_answers_what_was_saved(self, shop: Client) -> None:
        await shop.put("/v1/items", {"items": [item("LAMP", colour="red")]})
        reply = await shop.get("/v1/items/LAMP")
        assert reply.json == {
            "sku": "LAMP",
            "name": "Desk lamp",
            "category": "furniture",
            "style": "lamp",
            "description": "",
            "colour": "red",
            "base_unit": "each",
            "tax_class": "standard",
            "has_illustration": False,
            "withdrawn_at": None,
            "changed_at": "2026-11-20T12:00:00Z",
        }

    async def test_refuses_what_is_not(self, shop: Client) -> None:
        reply = await shop.get("/v1/items/SOFA")
        assert (reply.status, reply.code, reply.json["sku"]) == (404, "item_not_found", "SOFA")


class TestGetIllustration:
    async def test_answers_a_picture_that_can_run_nothing(self, shop: Client) -> None:
        await shop.put("/v1/items", {"items": [item("LAMP", illustration=SVG)]})
        reply = await shop.get("/v1/items/LAMP/illustration")
        assert (reply.status, reply.body.decode()) == (200, SVG)
        assert reply.headers["Content-Type"].startswith("image/svg+xml")
        assert "sandbox" in reply.headers["Content-Security-Policy"]
        tag = reply.headers["ETag"]
        again = await shop.get("/v1/items/LAMP/illustration", headers={"If-None-Match": tag})
        assert (again.status, again.body) == (304, b"")

    async def test_refuses_where_there_is_none(self, shop: Client) -> None:
        await shop.put("/v1/items", {"items": [item("LAMP")]})
        assert (await shop.get("/v1/items/LAMP/illustration")).code == "illustration_not_found"


class TestWithdrawItem:
    async def test_takes_it_off_the_list(self, shop: Client) -> None:
        await shop.put("/v1/items", {"items": [item("LAMP")]})
        reply = await shop.post("/v1/items/LAMP/withdrawal")
        assert (reply.status, reply.json["withdrawn_at"]) == (200, "2026-11-20T12:00:00Z")
        assert (await shop.get("/v1/items")).json["items"] == []
        assert len((await shop.get("/v1/items?withdrawn=true")).json["items"]) == 1
        assert (await shop.post("/v1/items/SOFA/withdrawal")).code == "item_not_found"


class TestListCategories:
    async def test_puts_them_in_the_order_for_people(self, shop: Client) -> None:
        found = (await shop.get("/v1/categories")).json
        assert [category["code"] for category in found] == ["furniture", "tools"]
