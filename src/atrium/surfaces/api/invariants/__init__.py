"""Invariants: whether the books of the house agree."""

from atrium.surfaces.api.invariants.routes import invariants

__all__ = ["invariants"]
