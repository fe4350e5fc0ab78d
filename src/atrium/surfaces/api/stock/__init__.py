"""Stock over HTTP: what can be promised, levels, the ledger, and adjustments."""

from atrium.surfaces.api.stock.routes import stock

__all__ = ["stock"]
