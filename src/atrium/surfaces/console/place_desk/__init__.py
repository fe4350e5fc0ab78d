"""Locations: where they are, when they are open, and what an operator changes."""
