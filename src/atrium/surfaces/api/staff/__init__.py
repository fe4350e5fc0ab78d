"""Staff: their roles by location, and how they sign in."""

from atrium.surfaces.api.staff.routes import staff

__all__ = ["staff"]
