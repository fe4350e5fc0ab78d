"""Stores near a shopper."""

from datetime import UTC, datetime

from atrium.readmodels.stores import list_stores
from tests.builders import FARGO
from tests.story import MINNEAPOLIS
from tests.world import World

MORNING = datetime(2026, 11, 20, 12, tzinfo=UTC)  # 6 in the morning in Fargo
AFTERNOON = datetime(2026, 11, 20, 20, tzinfo=UTC)


class TestListStores:
    async def test_begins_with_the_nearest_and_leaves_out_centres(self, world: World) -> None:
        network = world.source_map.network
        assert [store.place.id for store in list_stores(network, there=MINNEAPOLIS, now=AFTERNOON)] == [
            "S0002",
            "S0001",
        ]
        near = list_stores(network, there=FARGO, now=AFTERNOON, most=1)
        assert [(store.place.id, store.distance_km) for store in near] == [("S0001", 0.0)]

    async def test_goes_by_name_where_nobody_knows_where_the_shopper_is(self, world: World) -> None:
        stores = list_stores(world.source_map.network, there=None, now=AFTERNOON)
        assert [(store.place.name, store.distance_km) for store in stores] == [
            ("Fargo store", None),
            ("Minneapolis store", None),
        ]

    async def test_says_until_or_from_when_a_store_is_open(self, world: World) -> None:
        network = world.source_map.network
        (closed, *_), (opened, *_) = [list_stores(network, there=FARGO, now=now) for now in (MORNING, AFTERNOON)]
        assert not closed.is_open
        assert closed.closes_at is None
        assert f"{closed.opens_at:%a %H:%M %Z}" == "Fri 10:00 CST"
        assert opened.is_open
        assert opened.opens_at is None
        assert f"{opened.closes_at:%a %H:%M %Z}" == "Fri 21:00 CST"
