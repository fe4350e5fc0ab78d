"""Fulfilments over HTTP: queues, and the steps from pick to carrier or hand-over; moved where stuck."""

from atrium.surfaces.api.fulfilments.helping import helping as work_helping
from atrium.surfaces.api.fulfilments.papers import papers
from atrium.surfaces.api.fulfilments.picking import picking
from atrium.surfaces.api.fulfilments.queues import queues
from atrium.surfaces.api.fulfilments.routes import fulfilments

__all__ = ["fulfilments", "papers", "picking", "queues", "work_helping"]
