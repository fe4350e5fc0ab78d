"""Actors and their keys: who may do what."""

from atrium.surfaces.api.actors.keys import keys
from atrium.surfaces.api.actors.routes import actors

__all__ = ["actors", "keys"]
