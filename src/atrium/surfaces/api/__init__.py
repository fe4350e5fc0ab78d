"""The API, version 1: one folder per resource, every route guarded."""

from fastapi import APIRouter

from atrium.surfaces.api.actors import actors, keys
from atrium.surfaces.api.barcodes import barcodes
from atrium.surfaces.api.categories import categories
from atrium.surfaces.api.events import log
from atrium.surfaces.api.fulfilments import fulfilments, picking, queues
from atrium.surfaces.api.health import health
from atrium.surfaces.api.invariants import invariants
from atrium.surfaces.api.items import items
from atrium.surfaces.api.locations import locations
from atrium.surfaces.api.orders import orders
from atrium.surfaces.api.prices import prices
from atrium.surfaces.api.stock import stock


def routers() -> list[APIRouter]:
    """Every resource's routes, the hottest first: they are tried in this order."""
    return [
        *(orders, stock, fulfilments, picking, queues, items, barcodes, prices, locations, categories),
        *(log, actors, keys, invariants, health),
    ]
