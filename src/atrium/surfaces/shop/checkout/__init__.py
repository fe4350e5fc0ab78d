"""The checkout: one page from the cart to the paid order."""
