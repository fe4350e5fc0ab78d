"""Locations: where stock is and people collect."""

from atrium.surfaces.api.locations.routes import exceptions, locations

__all__ = ["exceptions", "locations"]
