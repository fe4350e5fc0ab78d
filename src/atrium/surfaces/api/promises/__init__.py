"""Promises: when an item can be collected, and when it would arrive."""

from atrium.surfaces.api.promises.routes import promises

__all__ = ["promises"]
