"""Stores near a place."""

from atrium.surfaces.api.stores.routes import stores

__all__ = ["stores"]
