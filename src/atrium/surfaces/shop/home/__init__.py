"""The shop's first page, and its help."""
