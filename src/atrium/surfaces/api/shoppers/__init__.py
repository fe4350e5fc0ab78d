"""What shoppers see and change of themselves."""

from atrium.surfaces.api.shoppers.routes import shoppers

__all__ = ["shoppers"]
