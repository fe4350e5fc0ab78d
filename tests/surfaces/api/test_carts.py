"""Carts over HTTP: filled, seen and ordered by whoever has the secret."""

from datetime import datetime
from typing import Any

import pytest

from atrium.kit.ids import new_secret
from tests.web import Client, Reply
from tests.world import a_world

DETAILS = {
    "contact": {"name": "Kim Otieno", "email": "kim@example.com"},
    "address": {"street": "1 Main", "city": "Fargo", "region": "ND", "postal_code": "58103", "country": "US"},
}
TOTAL = 2768


class Door:
    """A door that holds one cart."""

    def __init__(self, client: Client) -> None:
        self.client, self.secret = client, new_secret()

    async def send(self, method: str, path: str = "", body: Any = None, *, key: str | None = None) -> Reply:
        headers = {"Cart-Secret": self.secret, "Idempotency-Key": key or new_secret()}
        return await self.client.send(method, f"/v1/cart{path}", body, headers=headers)

    async def check_out(self, cart: dict[str, Any], **changes: Any) -> Reply:
        body = {
            "order_id": cart["order_id"],
            "version": cart["version"],
            "expected_total_minor": cart["total_minor"],
            "token": "tok_visa",
        }
        return await self.send("POST", "/checkout", body | changes)


@pytest.fixture
async def shop(client: Client) -> Door:
    await (await a_world(client.house.database)).stock(LAMP={"S0001": 5})
    return Door(client)


class TestCart:
    async def test_becomes_a_paid_order(self, shop: Door) -> None:
        added = await shop.send("POST", "/lines", {"sku": "LAMP"})
        assert (added.status, added.json["total_minor"], added.json["orderable"]) == (200, TOTAL, True)
        cart = (await shop.send("PUT", "/details", DETAILS)).json
        ordered = await shop.check_out(cart)
        assert (ordered.status, ordered.headers["Location"]) == (201, f"/v1/orders/{cart['order_id']}")
        order = (await shop.client.get(ordered.headers["Location"])).json
        assert (order["state"], order["channel"], order["total_minor"]) == ("placed", "web", TOTAL)
        promised = [one["promised_by"] for one in (order["fulfilments"][0], cart["lines"][0])]
        assert datetime.fromisoformat(promised[0]) == datetime.fromisoformat(promised[1])
        assert (await shop.check_out(cart)).json == ordered.json
        assert (await shop.send("GET")).code == "cart_not_found"

    async def test_adds_once_under_one_key(self, shop: Door) -> None:
        first, again = [await shop.send("POST", "/lines", {"sku": "LAMP"}, key="k1") for _ in range(2)]
        assert again.json == first.json
        assert (await shop.send("GET")).json["lines"][0]["quantity"] == 1

    async def test_changes_all_of_a_line_or_nothing(self, shop: Door) -> None:
        await shop.send("POST", "/lines", {"sku": "LAMP"})
        refused = await shop.send("PUT", "/lines/1", {"quantity": 3, "mode": "pickup"})
        assert (refused.status, refused.code) == (422, "cart_line_invalid")
        assert (await shop.send("GET")).json["lines"][0]["quantity"] == 1
        changed = await shop.send("PUT", "/lines/1", {"quantity": 3, "mode": "pickup", "pickup_location": "S0001"})
        assert [changed.json["lines"][0][word] for word in ("quantity", "mode", "state")] == [3, "pickup", "fine"]
        assert (await shop.send("DELETE", "/lines/1")).json["lines"] == []

    async def test_opens_to_its_secret_alone(self, shop: Door) -> None:
        cart = (await shop.send("POST", "/lines", {"sku": "LAMP"})).json
        stranger = Door(shop.client)
        assert (await stranger.send("GET")).code == "cart_not_found"
        assert (await stranger.send("PUT", "/details", DETAILS)).code == "cart_not_found"
        assert (await stranger.send("DELETE", "/lines/1")).code == "cart_not_found"
        assert (await stranger.check_out(cart)).code == "cart_not_found"
        assert (await shop.client.get("/v1/cart")).code == "secret_required"

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"expected_total_minor": 1}, "price_changed"),
            ({"version": 1}, "cart_changed"),
            ({"order_id": "0197a3f0-0000-7000-8000-000000000000"}, "cart_not_found"),
            ({"token": "tok_declined"}, "card_declined"),
        ],
    )
    async def test_is_not_ordered_otherwise_than_it_was_seen(
        self, shop: Door, change: dict[str, Any], code: str
    ) -> None:
        await shop.send("POST", "/lines", {"sku": "LAMP"})
        cart = (await shop.send("PUT", "/details", DETAILS)).json
        assert (await shop.check_out(cart, **change)).code == code

    async def test_takes_no_prices_from_the_door(self, shop: Door) -> None:
        refused = await shop.send("POST", "/lines", {"sku": "LAMP", "unit_price": "0.01"})
        assert refused.status == 422
