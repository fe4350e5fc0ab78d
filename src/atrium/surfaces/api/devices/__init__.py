"""Shared tablets."""

from atrium.surfaces.api.devices.routes import devices

__all__ = ["devices"]
