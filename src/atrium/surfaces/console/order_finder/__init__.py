"""Orders, found by text and filters, with what is wrong with them."""
