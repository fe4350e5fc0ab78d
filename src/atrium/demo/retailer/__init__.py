"""Wrenfield: an invented general-merchandise retailer to run everything on.

Owns: its products, stores, distribution centres, shoppers, associates and a plausible opening stock.
Promises: plain frozen values, the same every time, read in well under half a second; no database.
Words: a *centre* ships and has no shoppers; a *style* is a kind of thing inside a category.
"""

from atrium.demo.retailer.plausible_stock import StockRow, plausible_stock
from atrium.demo.retailer.shipped_files import (
    load_associates,
    load_categories,
    load_centres,
    load_map_points,
    load_postal_areas,
    load_products,
    load_shoppers,
    load_stores,
)
from atrium.demo.retailer.values import (
    DemoAssociate,
    DemoCategory,
    DemoCentre,
    DemoProduct,
    DemoShopper,
    DemoStore,
    DemoStyle,
    MapPoint,
    PostalArea,
    PostalAreas,
    StoreSize,
)

NAME = "Wrenfield"
EMAIL_DOMAIN = "wrenfield.example"
CURRENCY = "USD"
COUNTRY = "US"
VISITORS_STORE = "S0058"
"""The flagship in Dallas, whose queue the simulated associates leave to whoever visits the demo."""

__all__ = [
    "COUNTRY",
    "CURRENCY",
    "EMAIL_DOMAIN",
    "NAME",
    "VISITORS_STORE",
    "DemoAssociate",
    "DemoCategory",
    "DemoCentre",
    "DemoProduct",
    "DemoShopper",
    "DemoStore",
    "DemoStyle",
    "MapPoint",
    "PostalArea",
    "PostalAreas",
    "StockRow",
    "StoreSize",
    "load_associates",
    "load_categories",
    "load_centres",
    "load_map_points",
    "load_postal_areas",
    "load_products",
    "load_shoppers",
    "load_stores",
    "plausible_stock",
]
