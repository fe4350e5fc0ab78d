"""A retailer to try the house with, and a Saturday to watch it at work."""
