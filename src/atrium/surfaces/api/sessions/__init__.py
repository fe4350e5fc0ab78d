"""Signing in without a browser, and the sessions that somebody may end."""

from atrium.surfaces.api.sessions.routes import codes, sessions

__all__ = ["codes", "sessions"]
