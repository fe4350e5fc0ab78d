"""The event log over HTTP: read by position, or followed as it grows."""

from atrium.surfaces.api.events.routes import log

__all__ = ["log"]
