"""Barcodes over HTTP: which item a scanned code leads to."""

from atrium.surfaces.api.barcodes.routes import barcodes

__all__ = ["barcodes"]
