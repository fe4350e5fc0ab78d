"""Fulfilments over HTTP: queues, and the steps from pick to carrier or hand-over; moved where stuck."""

from atrium.surfaces.api.fulfilments.helping import helping as work_helping
from atrium.surfaces.api.fulfilments.routes import fulfilments

__all__ = ["fulfilments", "work_helping"]
