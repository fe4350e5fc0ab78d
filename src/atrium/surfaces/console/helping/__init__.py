"""Helping an order that is stuck: a form with a reason, what would happen, and only then the deed."""
