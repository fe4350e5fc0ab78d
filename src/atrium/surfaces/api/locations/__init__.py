"""Locations: where stock is and people collect."""

from atrium.surfaces.api.locations.routes import locations

__all__ = ["locations"]
