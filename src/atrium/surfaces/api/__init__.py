"""The API, version 1: one folder per resource, every route guarded."""

from fastapi import APIRouter

from atrium.surfaces.api.actors import actors, keys
from atrium.surfaces.api.barcodes import barcodes
from atrium.surfaces.api.carts import carts
from atrium.surfaces.api.categories import categories
from atrium.surfaces.api.devices import devices
from atrium.surfaces.api.events import log
from atrium.surfaces.api.fulfilments import fulfilments, papers, picking, queues, work_helping
from atrium.surfaces.api.health import health
from atrium.surfaces.api.invariants import invariants
from atrium.surfaces.api.items import items
from atrium.surfaces.api.locations import exceptions, locations
from atrium.surfaces.api.messages import messages
from atrium.surfaces.api.orders import order_helping, orders
from atrium.surfaces.api.prices import prices
from atrium.surfaces.api.promises import promises
from atrium.surfaces.api.sessions import codes, sessions
from atrium.surfaces.api.shoppers import shoppers
from atrium.surfaces.api.staff import staff
from atrium.surfaces.api.stock import stock
from atrium.surfaces.api.stores import stores
from atrium.surfaces.shared.pictures import pictures


def routers() -> list[APIRouter]:
    """Every resource's routes, the hottest first: they are tried in this order."""
    hot = [orders, stock, pictures, fulfilments, picking, queues, items, barcodes, prices, promises, stores]
    rest = [carts, locations, exceptions, categories, log, messages, actors, keys, invariants, health]
    people = [shoppers, sessions, codes, staff, devices]
    return [*hot, *rest, papers, order_helping, work_helping, *people]
