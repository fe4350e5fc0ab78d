"""Carts for doors that have no pages of ours: an app, a partner's shop, an agent."""

from atrium.surfaces.api.carts.routes import carts

__all__ = ["carts"]
