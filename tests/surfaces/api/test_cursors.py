"""Cursors that were not made here, over HTTP."""

import pytest

from atrium.kit.paging import to_cursor
from tests.web import Client

BY_TIME = ["/v1/orders", "/v1/fulfilments"]
BY_ID = ["/v1/items/LAMP/movements", "/v1/actors"]
BY_CODE = ["/v1/prices", "/v1/items", "/v1/locations"]


class TestACursorFromElsewhere:
    @pytest.mark.parametrize("path", [*BY_TIME, *BY_ID, *BY_CODE])
    @pytest.mark.parametrize("place", [("a", "b"), (1, 2), (1,), (None,)])
    async def test_is_refused(self, client: Client, path: str, place: tuple[object, ...]) -> None:
        reply = await client.get(f"{path}?cursor={to_cursor(*place)}")
        assert (reply.status, reply.code) == (422, "bad_cursor")

    @pytest.mark.parametrize("path", BY_ID)
    async def test_is_refused_where_it_names_nothing(self, client: Client, path: str) -> None:
        assert (await client.get(f"{path}?cursor={to_cursor('a')}")).code == "bad_cursor"
