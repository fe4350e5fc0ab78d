"""Health: whether the process lives, whether it can serve, and what it counts."""

from atrium.surfaces.api.health.routes import health

__all__ = ["health"]
