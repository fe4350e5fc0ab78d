"""One house behind all the doors of a retailer."""
