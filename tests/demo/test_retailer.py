"""The shipped retailer is whole: every product, place and person fits the others."""

import gzip
import re
import subprocess
import sys
import time
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from atrium.demo import retailer

REPOSITORY = Path(__file__).parents[2]
SOURCES = REPOSITORY.parent / "shared" / "data"
SHIPPED = Path(retailer.__file__).parent / "data"


def load_everything() -> None:
    retailer.load_products()
    retailer.load_categories()
    retailer.load_stores()
    retailer.load_centres()
    retailer.load_shoppers()
    retailer.load_associates()
    retailer.load_map_points()
    retailer.load_postal_areas()


class TestProducts:
    def test_are_2465_with_distinct_short_skus(self) -> None:
        products = retailer.load_products()
        assert len(products) == 2465
        assert len({product.sku for product in products}) == 2465
        assert all(re.fullmatch(r"[A-Z0-9-]{1,16}", product.sku) for product in products)

    def test_keep_their_sku(self) -> None:
        by_sku = {product.sku: product for product in retailer.load_products()}
        assert by_sku["BPK-0001"].name == "Adventure-Ready Expedition Backpack"
        assert by_sku["BPK-0001"].price == Decimal("129.99")
        assert by_sku["BPK-0001"].colour == "beige"
        assert by_sku["BPK-0001"].gender == "F"
        assert by_sku["BPK-0001"].current_stock == 15

    def test_stand_in_a_category_that_names_their_style(self) -> None:
        styles = {(c.id, style.id) for c in retailer.load_categories() for style in c.styles}
        products = retailer.load_products()
        assert {(product.category, product.style) for product in products} == styles
        assert len({style for _, style in styles}) == 84
        assert len({category for category, _ in styles}) == 20

    def test_cost_whole_cents_and_more_than_nothing(self) -> None:
        prices = [product.price for product in retailer.load_products()]
        assert all(price > 0 and price.as_tuple().exponent == -2 for price in prices)


class TestStores:
    def test_are_64_in_every_state_with_short_ids(self) -> None:
        stores = retailer.load_stores()
        assert len({store.id for store in stores}) == 64
        assert len({store.state for store in stores}) == 52
        assert {"AK", "HI", "PR", "DC"} <= {store.state for store in stores}
        assert all(re.fullmatch(r"S\d{4}", store.id) for store in stores)
        assert all(re.fullmatch(r"\d{5}", store.postal_code) for store in stores)

    @pytest.mark.parametrize(
        ("city", "zone"),
        [
            ("Pensacola", "America/Chicago"),
            ("Miami", "America/New_York"),
            ("Rapid City", "America/Denver"),
            ("Fargo", "America/Chicago"),
            ("Phoenix", "America/Phoenix"),
            ("Boise", "America/Boise"),
            ("Indianapolis", "America/Indiana/Indianapolis"),
            ("Anchorage", "America/Anchorage"),
            ("Honolulu", "Pacific/Honolulu"),
            ("San Juan", "America/Puerto_Rico"),
            ("El Paso", "America/Denver"),
        ],
    )
    def test_keep_the_time_of_their_place(self, city: str, zone: str) -> None:
        assert {store.time_zone for store in retailer.load_stores() if store.city == city} == {zone}

    def test_lie_in_zones_that_exist(self) -> None:
        places = [*retailer.load_stores(), *retailer.load_centres()]
        assert all(ZoneInfo(place.time_zone).key == place.time_zone for place in places)

    def test_all_hand_over_and_two_thirds_ship(self) -> None:
        counted = Counter(c for store in retailer.load_stores() for c in store.capabilities)
        assert counted["pickup"] == 64
        assert 38 <= counted["ship_from_store"] <= 46
        assert 10 <= counted["kerbside"] < 64

    def test_can_pick_something_every_day(self) -> None:
        assert all(30 <= store.daily_pick_capacity <= 200 for store in retailer.load_stores())

    def test_have_neighbours_in_large_cities(self) -> None:
        assert Counter(store.city for store in retailer.load_stores())["New York"] == 3


class TestCentres:
    def test_are_three_that_only_ship(self) -> None:
        centres = retailer.load_centres()
        assert [centre.id for centre in centres] == ["DC-RENO", "DC-DAL", "DC-CMH"]
        assert {centre.capabilities for centre in centres} == {("ship",)}


class TestPeople:
    def test_shoppers_are_invented_and_distinct(self) -> None:
        shoppers = retailer.load_shoppers()
        assert 1100 <= len(shoppers) <= 1300
        assert len({shopper.email for shopper in shoppers}) == len(shoppers)
        assert all(shopper.email.endswith("@example.com") for shopper in shoppers)

    def test_shoppers_live_where_their_postal_code_is(self) -> None:
        areas = retailer.load_postal_areas()
        for shopper in retailer.load_shoppers():
            area = areas.by_prefix[shopper.postal_code[:3]]
            assert area.state == shopper.state
            assert abs(area.latitude - shopper.latitude) < 1.6
            assert abs(area.longitude - shopper.longitude) < 3.0

    def test_interests_are_departments(self) -> None:
        departments = {category.id for category in retailer.load_categories()}
        interests = {interest for shopper in retailer.load_shoppers() for interest in shopper.interests}
        assert interests <= departments

    def test_every_store_has_a_manager_and_an_associate(self) -> None:
        associates = retailer.load_associates()
        roles = Counter((associate.location_id, associate.role) for associate in associates)
        for store in retailer.load_stores():
            assert roles[store.id, "store_manager"] == 1
            assert roles[store.id, "store_associate"] == 1
        assert len({associate.id for associate in associates}) == len(associates) == 131
        assert len({associate.email for associate in associates}) == 131


class TestPostalAreas:
    def test_knows_a_prefix(self) -> None:
        area = retailer.load_postal_areas().locate(postal_code="10003")
        assert area is not None
        assert (area.state, round(area.latitude), round(area.longitude)) == ("NY", 41, -74)

    def test_falls_back_to_the_state(self) -> None:
        areas = retailer.load_postal_areas()
        assert areas.locate(postal_code="00000", state="mt") == areas.by_state["MT"]
        assert areas.locate(postal_code="00801", state="VI") == areas.by_state["VI"]

    def test_says_nothing_of_an_unknown_place(self) -> None:
        areas = retailer.load_postal_areas()
        assert areas.locate(postal_code="00000") is None
        assert areas.locate(postal_code="00000", state="XX") is None

    def test_no_misplaced_store_pulls_its_area_away(self) -> None:
        jonesboro = retailer.load_postal_areas().by_prefix["724"]
        assert (round(jonesboro.latitude, 1), round(jonesboro.longitude, 1)) == (35.8, -90.7)


class TestMapPoints:
    def test_draw_the_whole_country(self) -> None:
        points = retailer.load_map_points()
        assert len(points) == 1565
        assert min(point.longitude for point in points) < -150
        assert max(point.latitude for point in points) > 60


class TestPlausibleStock:
    rows = tuple(
        retailer.plausible_stock(
            products=retailer.load_products(),
            stores=retailer.load_stores(),
            centres=retailer.load_centres(),
        )
    )

    def test_is_about_eighty_thousand_rows_each_once(self) -> None:
        assert 75_000 <= len(self.rows) <= 90_000
        assert len({(row.sku, row.location_id) for row in self.rows}) == len(self.rows)

    def test_is_the_same_every_time_and_other_for_another_seed(self) -> None:
        products, stores = retailer.load_products()[:50], retailer.load_stores()[:3]
        first, again, other = (
            list(retailer.plausible_stock(products=products, stores=stores, centres=(), seed=seed))
            for seed in (7, 7, 8)
        )
        assert first == again
        assert first != other

    def test_does_not_change_for_one_product_when_another_is_added(self) -> None:
        products, stores = retailer.load_products()[:50], retailer.load_stores()[:3]
        few = retailer.plausible_stock(products=products[:10], stores=stores, centres=())
        many = retailer.plausible_stock(products=products, stores=stores, centres=())
        kept = {product.sku for product in products[:10]}
        assert list(few) == [row for row in many if row.sku in kept]

    def test_centres_carry_nearly_everything(self) -> None:
        for centre in retailer.load_centres():
            held = [row.on_hand for row in self.rows if row.location_id == centre.id]
            assert len(held) == 2465
            assert 0.96 < sum(units > 0 for units in held) / 2465 < 1.0
            assert max(held) <= 400

    def test_stores_carry_a_third_to_two_thirds_by_size(self) -> None:
        counted = Counter(row.location_id for row in self.rows)
        shares: dict[str, list[float]] = {"compact": [], "standard": [], "flagship": []}
        for store in retailer.load_stores():
            shares[store.size].append(counted[store.id] / 2465)
        assert all(0.30 < share < 0.65 for of_size in shares.values() for share in of_size)
        for smaller, larger in pairwise(shares.values()):
            assert max(smaller) < min(larger)

    def test_stores_hold_one_to_fourteen_units(self) -> None:
        in_stores = [row for row in self.rows if row.location_id.startswith("S")]
        assert {row.on_hand for row in in_stores} == set(range(1, 15))
        assert {row.safety for row in in_stores} == {1, 2}

    def test_costs_a_third_to_two_thirds_of_the_price(self) -> None:
        price = {product.sku: product.price for product in retailer.load_products()}
        for row in self.rows:
            assert Decimal("0.34") <= row.unit_cost / price[row.sku] <= Decimal("0.66")


class TestFiles:
    def test_are_read_in_half_a_second(self) -> None:
        # The quickest of three, because a busy neighbour is not the loader's fault.
        taken: list[float] = []
        for _ in range(3):
            started = time.perf_counter()
            load_everything()
            taken.append(time.perf_counter() - started)
        assert min(taken) < 0.5

    def test_carry_the_licences_of_both_sources(self) -> None:
        assert "Permission is hereby granted, free of charge" in (SHIPPED / "LICENSE-catalogue-MIT-0").read_text()
        assert "CC0" in (SHIPPED / "LICENSE-stores-CC0-1.0").read_text()

    @pytest.mark.skipif(not SOURCES.is_dir(), reason="the open source data is not beside the repository")
    def test_are_what_the_builder_makes_of_the_sources(self, tmp_path: Path) -> None:
        builder = REPOSITORY / "tools" / "build_demo_retailer.py"
        subprocess.run([sys.executable, builder, SOURCES, tmp_path], check=True, capture_output=True)
        names = sorted(path.name for path in tmp_path.glob("*.json.gz"))
        assert names == sorted(path.name for path in SHIPPED.glob("*.json.gz"))
        for name in names:
            built, shipped = ((folder / name).read_bytes() for folder in (tmp_path, SHIPPED))
            assert gzip.decompress(built) == gzip.decompress(shipped), name
