"""Reads the retailer's files that are shipped beside this module."""

import gzip
from importlib import resources

from pydantic import TypeAdapter

from atrium.demo.retailer.values import (
    DemoAssociate,
    DemoCategory,
    DemoCentre,
    DemoProduct,
    DemoShopper,
    DemoStore,
    MapPoint,
    PostalAreas,
)

FOLDER = resources.files("atrium.demo.retailer").joinpath("data")

PRODUCTS = TypeAdapter(tuple[DemoProduct, ...])
CATEGORIES = TypeAdapter(tuple[DemoCategory, ...])
STORES = TypeAdapter(tuple[DemoStore, ...])
CENTRES = TypeAdapter(tuple[DemoCentre, ...])
SHOPPERS = TypeAdapter(tuple[DemoShopper, ...])
ASSOCIATES = TypeAdapter(tuple[DemoAssociate, ...])
POINTS = TypeAdapter(tuple[tuple[float, float], ...])
POSTAL_AREAS = TypeAdapter(PostalAreas)


def load_products() -> tuple[DemoProduct, ...]:
    """All 2,465 products, in SKU order."""
    return PRODUCTS.validate_json(_unpacked("products"))


def load_categories() -> tuple[DemoCategory, ...]:
    """The 20 categories and their styles."""
    return CATEGORIES.validate_json(_unpacked("categories"))


def load_stores() -> tuple[DemoStore, ...]:
    """The 64 stores, in id order."""
    return STORES.validate_json(_unpacked("stores"))


def load_centres() -> tuple[DemoCentre, ...]:
    """The three distribution centres."""
    return CENTRES.validate_json(_unpacked("centres"))


def load_shoppers() -> tuple[DemoShopper, ...]:
    """About 1,200 invented shoppers."""
    return SHOPPERS.validate_json(_unpacked("shoppers"))


def load_associates() -> tuple[DemoAssociate, ...]:
    """Two associates per store and one lead per distribution centre."""
    return ASSOCIATES.validate_json(_unpacked("associates"))


def load_map_points() -> tuple[MapPoint, ...]:
    """1,565 points that together draw the country."""
    return tuple(MapPoint(latitude, longitude) for latitude, longitude in POINTS.validate_json(_unpacked("points")))


def load_postal_areas() -> PostalAreas:
    """Where the postal codes of the United States lie."""
    return POSTAL_AREAS.validate_json(_unpacked("postal_areas"))


def _unpacked(name: str) -> bytes:
    return gzip.decompress(FOLDER.joinpath(f"{name}.json.gz").read_bytes())
