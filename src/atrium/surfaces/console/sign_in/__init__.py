"""Coming in, and leaving."""
