"""Categories: where items are filed."""

from atrium.surfaces.api.categories.routes import categories

__all__ = ["categories"]
