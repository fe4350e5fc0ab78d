"""Orders over HTTP: placed one by one or in bulk, paid, cancelled, helped, read with their story."""

from atrium.surfaces.api.orders.helping import helping as order_helping
from atrium.surfaces.api.orders.routes import orders

__all__ = ["order_helping", "orders"]
