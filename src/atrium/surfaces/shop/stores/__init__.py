"""Stores: near ones, and each one's page."""
