"""The doors: HTTP in, JSON or HTML out. No rules."""
