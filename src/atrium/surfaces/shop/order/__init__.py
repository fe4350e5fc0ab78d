"""The order's own page, for whoever has its signed link."""
