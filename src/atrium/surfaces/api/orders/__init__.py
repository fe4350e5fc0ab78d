"""Orders over HTTP: placed one by one or in bulk, paid, cancelled, read with their story."""

from atrium.surfaces.api.orders.routes import orders

__all__ = ["orders"]
