"""One item's page."""
