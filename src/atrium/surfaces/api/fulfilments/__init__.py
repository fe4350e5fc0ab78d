"""Fulfilments over HTTP: queues, and the steps from pick to carrier or hand-over."""

from atrium.surfaces.api.fulfilments.routes import fulfilments

__all__ = ["fulfilments"]
