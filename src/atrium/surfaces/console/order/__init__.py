"""One order: its whole story."""
