"""Orders over HTTP."""

from typing import Any

from tests.web import Client
from tests.world import a_world

LONGEST_KEY = "k" * 200


def a_body(**changes: Any) -> dict[str, Any]:
    """One lamp to Fargo, unpaid."""
    return {
        "contact": {"name": "Kim Otieno", "email": "kim@example.com"},
        "address": {"street": "1 Main", "city": "Fargo", "region": "ND", "postal_code": "58103", "country": "US"},
        "lines": [{"sku": "LAMP", "quantity": 1}],
        **changes,
    }


class TestPlaceOrderBatch:
    async def test_takes_the_longest_key_and_answers_it_again(self, client: Client) -> None:
        await (await a_world(client.house.database)).stock(LAMP={"S0001": 5})
        body = {"orders": [a_body(), a_body()]}
        first = await client.post("/v1/order-batches", body, headers={"Idempotency-Key": LONGEST_KEY})
        assert (first.status, first.json["placed"]) == (200, 2)
        again = await client.post("/v1/order-batches", body, headers={"Idempotency-Key": LONGEST_KEY})
        assert again.json == first.json
