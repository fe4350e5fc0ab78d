"""Stock over HTTP."""

from typing import Any

import pytest

from tests.web import Client
from tests.world import a_world


def one_lamp(**changes: Any) -> dict[str, Any]:
    lamp = {"sku": "LAMP", "location": "S0001", "quantity": 1, "reason": "delivery", **changes}
    return {"adjustments": [lamp]}


class TestAdjustStock:
    @pytest.mark.parametrize("cost", ["NaN", "sNaN", "-NaN", "Infinity", "-0.01", "1e400"])
    async def test_refuses_a_cost_that_is_no_amount(self, client: Client, cost: str) -> None:
        await a_world(client.house.database)
        reply = await client.post(
            "/v1/stock-adjustments", one_lamp(unit_cost=cost), headers={"Idempotency-Key": "delivery"}
        )
        assert (reply.status, reply.json["saved"]) == (200, 0)
        assert reply.json["rows"][0]["problem"]["field"] == "unit_cost"
