"""Choosing a store and a postal code, from any page."""
