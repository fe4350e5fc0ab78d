"""Items: what is sold."""

from atrium.surfaces.api.items.routes import items

__all__ = ["items"]
