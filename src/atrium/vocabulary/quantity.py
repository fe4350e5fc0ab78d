"""How much of an item: a whole number of its base unit (each, gram, millilitre)."""

MOST = 1_000_000_000
"""More than any line, delivery or count can mean."""
