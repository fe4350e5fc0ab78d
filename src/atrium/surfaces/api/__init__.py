"""The API, version 1: one folder per resource, every route guarded."""

from fastapi import APIRouter

from atrium.surfaces.api.actors import actors, keys
from atrium.surfaces.api.categories import categories
from atrium.surfaces.api.health import health
from atrium.surfaces.api.items import items
from atrium.surfaces.api.locations import locations


def routers() -> list[APIRouter]:
    """Every resource's routes, the hottest first: they are tried in this order."""
    return [items, locations, categories, actors, keys, health]
