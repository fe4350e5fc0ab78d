"""List prices over HTTP."""

from atrium.surfaces.api.prices.routes import prices

__all__ = ["prices"]
